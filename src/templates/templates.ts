import { explainInstruction, unusedEntries } from '../assignment/explanation.ts'
import { procedure, vmArgv } from '../assignment/procedure.ts'
import { FIGURES } from '../charts/figure.ts'
import { Configuration } from '../data/schema.ts'
import { DRAWINGS } from '../drawings/drawing.ts'
import { UserError } from '../errors.ts'
import { hint } from '../text/nearest.ts'
import { loadFilmSettings } from './film-settings.ts'
import { checkProgram, type Printing } from './check.ts'
import { placeIn } from './json.ts'
import { loadTemplates, type Templates } from './files.ts'
import { BLOCK_EXPERIMENTS, EXPERIMENTS } from '../experiments/catalogue.ts'
import { FINDINGS, METRICS, TABLES } from './vocabulary.ts'

/**
 * Reads and checks every template, without a run: call it before anything is measured.
 *
 * @throws UserError `template` with a line for each mistake: file, line, column, and the nearest right name.
 */
export function checkTemplates(templatesFolder: string): Templates & { printing: Printing } {
  const templates = loadTemplates(templatesFolder)
  const printing = checkProgram(templates, {
    figure: [...FIGURES, ...DRAWINGS],
    table: TABLES,
    experiment: EXPERIMENTS,
    comparing: BLOCK_EXPERIMENTS,
    metric: METRICS,
    finding: FINDINGS,
    configuration: Configuration.options,
    reference: Object.keys(templates.references),
    literature: Object.keys(templates.literature),
    target: procedure({ accelerator: 'kvm', cpu: 'host' }).map(({ id }) => `step:${id}`),
  })
  // Every token of the assignment's own command lines must be explained.
  for (const { argv, stdin } of procedure({ accelerator: 'kvm', cpu: 'host' }))
    explainInstruction(argv, stdin ?? null, templates.glossary)
  checkOwnGlossary(templates)
  loadFilmSettings(templatesFolder)
  return { ...templates, printing }
}

/** A misspelt entry would explain nothing, and the default would go on to stand there. */
function checkOwnGlossary({ glossary, ownGlossary }: Templates): void {
  if (ownGlossary === null) return
  const { file, text, entries } = ownGlossary
  const explained = [
    ...procedure({ accelerator: 'kvm', cpu: 'host' }),
    ...procedure({ accelerator: 'tcg', cpu: 'qemu64' }),
    { argv: vmArgv({ accelerator: 'kvm', cpu: 'max', nic: 'e1000', role: 'source' }) },
  ].flatMap((one) => explainInstruction(one.argv, 'stdin' in one ? (one.stdin ?? null) : null, glossary))
  const used = [...new Set(explained.map(({ entry }) => entry.join(' › ')))]
  const problems = unusedEntries(entries, explained).map(
    (name) => `${file}:${placeIn(text, name.split(' › '))}: no instruction has “${name}”. ${hint(name, used)}`,
  )
  if (problems.length > 0) throw new UserError('template', problems.join('\n'))
}
