import { z } from 'zod'
import type { ConfigurationOf } from '../experiments/catalogue.ts'
import { Markdown } from './markdown-text.ts'

export const ExperimentView = z.object({
  planned: z.string(),
  finished: z.string(),
  complete: z.boolean(),
  measured: z.boolean(),
  findings: z.array(
    z.object({ id: z.string(), sentence: Markdown, verdict: z.string(), evidence: z.array(z.string()) }),
  ),
  limits: z.array(Markdown),
  notMeasured: z.array(Markdown),
  metrics: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      unit: z.string(),
      arms: z.array(
        z.object({
          label: z.string(),
          value: z.string(),
          /** What the value is: `median`. */
          statistic: z.string(),
          /** 95 %, or the range of the trials, which is then called so. */
          interval: z.string(),
          n: z.string(),
          trials: z.string(),
          notMeasured: z.string().nullable(),
        }),
      ),
      comparisons: z.array(
        z.object({
          of: z.string(),
          against: z.string(),
          ratio: z.string(),
          interval: z.string(),
          verdict: z.string(),
        }),
      ),
    }),
  ),
})
export type ExperimentView = z.infer<typeof ExperimentView>

export const ArgvView = z.object({
  first: z.string(),
  second: z.string(),
  firstCommand: z.string(),
  secondCommand: z.string(),
  onlyFirst: z.string(),
  onlySecond: z.string(),
})
export type ArgvView = z.infer<typeof ArgvView>

/** A command as it was given, and the lines of what it printed that hold its result. */
export const ExcerptView = z.object({ command: z.string(), file: z.string(), output: z.string() })
export type ExcerptView = z.infer<typeof ExcerptView>

/** The same with the name of the configuration in which it was given. */
export const ArmExcerptView = ExcerptView.extend({ name: z.string() })
export type ArmExcerptView = z.infer<typeof ArmExcerptView>

export const MigrationView = z.object({
  number: z.string(),
  trial: z.string(),
  source: z.string(),
  destination: z.string(),
  via: z.string(),
  total: z.string(),
  setup: z.string(),
  copying: z.string().nullable(),
  downtimeQemu: z.string(),
  downtimeEvents: z.string(),
  downtimeProbe: z.string(),
  transferred: z.string(),
  passes: z.string(),
  throughputBaseline: z.string(),
  throughputCopying: z.string(),
  throughputAfter: z.string(),
  pingsSent: z.string(),
  pingsLost: z.string(),
  /** Of the lost: those that were sent around the stop. */
  pingsLostAroundStop: z.string(),
  clockError: z.string(),
  bandwidthCap: z.string(),
  disk: z.object({ written: z.string(), intact: z.string(), lost: z.string(), altered: z.string() }).nullable(),
  phases: z.array(
    z.object({ name: z.string(), label: z.string(), from: z.string(), to: z.string(), duration: z.string() }),
  ),
  notMeasured: z.array(z.string()),
})
export type MigrationView = z.infer<typeof MigrationView>

export const MatrixView = ExperimentView.extend({
  memory: z.string().nullable(),
  cells: z.array(
    z.object({
      trial: z.string(),
      name: z.string(),
      setting: z.string(),
      workload: z.string(),
      outcome: z.string(),
      reason: z.string().nullable(),
      lasted: z.string(),
      dirtied: z.string(),
      /** What shows whether the setting did anything; null where nothing was set. */
      acted: z.string().nullable(),
      pagesRequested: z.string().nullable(),
    }),
  ),
  /** Whether a setting was tried in this run: only those are described. */
  tried: z.object({
    precopy: z.boolean(),
    raised: z.boolean(),
    'auto-converge': z.boolean(),
    xbzrle: z.boolean(),
    'multifd-plain': z.boolean(),
    'multifd-zstd': z.boolean(),
    postcopy: z.boolean(),
    'postcopy-preempt': z.boolean(),
    'dirty-limit': z.boolean(),
    'zero-none': z.boolean(),
    'zero-legacy': z.boolean(),
    'zero-multifd': z.boolean(),
  } satisfies Record<ConfigurationOf<'matrix'>, z.ZodBoolean>),
  /** Whether a destination of post-copy told how long the VM waited for pages. */
  faultsTimed: z.boolean(),
  /** Whether a migration that looked for pages of zeros can be put beside one that did not. */
  zerosCompared: z.boolean(),
  /** What was set on QEMU, a line for each setting that was tried. */
  settings: z.array(z.object({ name: z.string(), capabilities: z.string(), parameters: z.string() })),
})
export type MatrixView = z.infer<typeof MatrixView>
