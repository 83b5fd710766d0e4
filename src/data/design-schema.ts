import { z } from 'zod'
import { CONFIGURATIONS, EXPERIMENTS, PROGRAMS, WORKLOAD_NAMES } from '../experiments/catalogue.ts'

export const Experiment = z.enum(EXPERIMENTS)
export type Experiment = z.infer<typeof Experiment>

/** A setting of the migration, or a way to run the VM. A control is the same one under another name. */
export const Configuration = z.enum(CONFIGURATIONS)
export type Configuration = z.infer<typeof Configuration>

/** What the VM does while it is migrated in the matrix. */
export const Workload = z.enum(WORKLOAD_NAMES)
export type Workload = z.infer<typeof Workload>

/** What was decided about an experiment before anything was measured. */
export const ExperimentDesign = z.object({
  experiment: Experiment,
  /** What is varied on purpose, e.g. `accelerator`, with its levels in the order of the configurations. */
  factors: z.array(z.object({ name: z.string(), levels: z.array(z.string()) })),
  /** What is repeated as a whole and independent of the others. */
  unit: z.enum(['boot', 'migration', 'failover']),
  /** Configurations, each once in every block; those of the matrix once with every workload. */
  configurations: z.array(Configuration),
  /** A configuration and the one that is its copy; null where nothing is compared with itself. */
  control: z.object({ of: Configuration, against: Configuration }).nullable(),
  /** Rounds of all programs within a trial: those dropped by rule come first. */
  warmups: z.number().int(),
  samples: z.number().int(),
  samplesWithoutKvm: z.number().int(),
  /**
   * Where evidence, and programs that need no rounds, are measured: in every block, or in the first alone. Null in runs of
   * earlier versions, and without blocks.
   */
  extras: z.enum(['every-block', 'first-block']).nullable().default(null),
  /** How long a stream that is as fast as it goes is measured, s. Null in runs of earlier versions, and without streams. */
  streamS: z.number().positive().nullable().default(null),
  /** Programs that are measured once and that this run does without. */
  leftOut: z.array(z.enum(PROGRAMS)).default([]),
  /** Blocks that are run in any case, and the most that are run. */
  blocks: z.object({ minimum: z.number().int(), maximum: z.number().int() }),
  /**
   * Over how many boots of the hosts it is spread at most: as many as blocks where the hosts are booted anew for each, one
   * where all of it ran on the same. Null in runs of earlier versions.
   */
  hostBoots: z.number().int().positive().nullable().default(null),
  /** Stops between the two once the interval of this ratio, its upper end divided by its lower one, is as narrow as that. */
  stopping: z
    .object({ metric: z.string(), of: Configuration, against: Configuration, targetWidth: z.number() })
    .nullable(),
  estimatedSeconds: z.number(),
})
export type ExperimentDesign = z.infer<typeof ExperimentDesign>
