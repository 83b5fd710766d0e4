import type { LoadedRun } from '../../data/loaded-run.ts'
import { type Program, programDeclaration } from '../../experiments/catalogue.ts'
import type { Text } from '../../text/phrase.ts'
import { formatWhole } from '../../text/quantities.ts'

/** What a program is called in this run: by how much it did where the run says so, and more carefully by hand. */
export function programName({ run, trials }: LoadedRun, program: Program): Text {
  const { name, nameOf, byHand } = programDeclaration(program)
  if (run.hosts.kind === 'by-hand') return byHand?.name ?? name
  if (nameOf === undefined) return name
  const operations = trials.flatMap(({ trial }) => trial.samples).find(({ probe }) => probe === program)?.operations
  return typeof operations === 'number' ? nameOf(formatWhole(operations)) : name
}
