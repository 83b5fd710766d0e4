import type { LoadedRun } from '../../data/loaded-run.ts'
import { type Program, programDeclaration } from '../../experiments/catalogue.ts'
import type { Text } from '../../text/phrase.ts'

/** What a program is called in this run: more carefully by hand. */
export function programName({ run }: LoadedRun, program: Program): Text {
  const { name, byHand } = programDeclaration(program)
  return run.hosts.kind === 'by-hand' ? (byHand?.name ?? name) : name
}
