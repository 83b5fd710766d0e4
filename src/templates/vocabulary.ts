import { EXPERIMENT_FINDINGS, EXPERIMENT_TABLES, EXPERIMENTS, metricsOf } from '../experiments/catalogue.ts'

/** What the arguments of the templates' helpers may be. */
export type Argument =
  | 'figure'
  | 'table'
  | 'experiment'
  /** One whose configurations are compared. */
  | 'comparing'
  | 'metric'
  | 'configuration'
  | 'finding'
  | 'reference'
  | 'literature'
  | 'target'
  | 'name'
  | 'caption'
  | 'value'
  | 'instruction'
  | 'task'

export interface HelperShape {
  arguments: readonly Argument[]
  /** The last argument may be repeated. */
  repeats?: boolean
  /** Needs `caption="…"`, and may have `finding="…"`, whose sentence begins it. */
  caption?: boolean
  block?: boolean
}

export const TABLES = [...EXPERIMENT_TABLES, 'design', 'compared', 'machines', 'samples', 'statistics'] as const
export type TableId = (typeof TABLES)[number]

/** The helpers that a template may use beside if, unless, each and with. */
export const HELPERS = {
  figure: { arguments: ['figure'], caption: true },
  table: { arguments: ['table'], caption: true },
  listing: { arguments: ['name'], caption: true, block: true },
  finding: { arguments: ['finding'] },
  findings: { arguments: ['experiment'] },
  seen: { arguments: ['experiment'], repeats: true },
  comparisons: { arguments: ['comparing', 'configuration', 'configuration'] },
  limits: { arguments: ['experiment'] },
  missing: { arguments: ['experiment'] },
  value: { arguments: ['metric', 'configuration'] },
  number: { arguments: ['metric', 'configuration'] },
  ratio: { arguments: ['metric', 'configuration', 'configuration'] },
  ref: { arguments: ['target'] },
  cite: { arguments: ['reference'], repeats: true },
  literature: { arguments: ['literature'] },
  code: { arguments: ['value'] },
  command: { arguments: ['instruction'] },
  arguments: { arguments: ['instruction'] },
  procedure: { arguments: ['task'] },
  notes: { arguments: [] },
} as const satisfies Record<string, HelperShape>

export type HelperName = keyof typeof HELPERS

export function isHelper(name: string): name is HelperName {
  return Object.hasOwn(HELPERS, name)
}

/** Every metric that an analysis may have, those included that only some machines give: a test compares them. */
export const METRICS: readonly string[] = EXPERIMENTS.flatMap((experiment) => metricsOf(experiment).map(({ id }) => id))

/** Every finding that an analysis may have. */
export const FINDINGS = EXPERIMENT_FINDINGS
