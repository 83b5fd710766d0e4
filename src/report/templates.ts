import { procedure } from '../assignment/procedure.ts'
import { FIGURES } from '../charts/figure.ts'
import { Configuration } from '../data/schema.ts'
import { DRAWINGS } from '../drawings/drawing.ts'
import { instructionViews } from './instruction-view.ts'
import { checkProgram, type Printing } from './template-check.ts'
import { loadTemplates, type Templates } from './template-files.ts'
import { EXPERIMENTS, FINDINGS, METRICS, TABLES } from './vocabulary.ts'

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
    metric: METRICS,
    finding: FINDINGS,
    configuration: Configuration.options,
    reference: Object.keys(templates.references),
    literature: Object.keys(templates.literature),
    target: procedure({ accelerator: 'kvm', cpu: 'host' }).map(({ id }) => `step:${id}`),
  })
  // Every token of the assignment's own command lines must be explained.
  instructionViews([], templates.glossary)
  return { ...templates, printing }
}
