import { z } from 'zod'

export const Experiment = z.enum(['acceleration', 'network', 'migration', 'matrix'])
export type Experiment = z.infer<typeof Experiment>

/**
 * acceleration: `kvm` | `tcg` (programs inside the VM), `host` (the same programs on the host itself, the upper bound).
 * network: `virtio` | `e1000`. migration: `precopy`. matrix: a setting of the migration, `precopy` being the default.
 * A control is the same configuration under another name, so that it can be compared with itself.
 */
export const Configuration = z.enum([
  'kvm',
  'tcg',
  'host',
  'kvm-control',
  'virtio',
  'e1000',
  'virtio-control',
  'precopy',
  'raised',
  'auto-converge',
  'xbzrle',
  'multifd-plain',
  'multifd-zstd',
  'postcopy',
  'postcopy-preempt',
  'dirty-limit',
])
export type Configuration = z.infer<typeof Configuration>

/** What the VM does while it is migrated in the matrix. `memory`: a writer that dirties memory at a set rate. */
export const Workload = z.enum(['idle', 'network', 'cpu', 'memory'])
export type Workload = z.infer<typeof Workload>

/** What was decided about an experiment before anything was measured. */
export const ExperimentDesign = z.object({
  experiment: Experiment,
  /** What is varied on purpose, e.g. `accelerator`, with its levels in the order of the configurations. */
  factors: z.array(z.object({ name: z.string(), levels: z.array(z.string()) })),
  /** What is repeated as a whole and independent of the others. */
  unit: z.enum(['boot', 'migration']),
  /** Configurations, each once in every block; those of the matrix once with every workload. */
  configurations: z.array(Configuration),
  /** A configuration and the one that is its copy; null where nothing is compared with itself. */
  control: z.object({ of: Configuration, against: Configuration }).nullable(),
  /** Rounds of all programs within a trial: those dropped by rule come first. */
  warmups: z.number().int(),
  samples: z.number().int(),
  samplesWithoutKvm: z.number().int(),
  /** Blocks that are run in any case, and the most that are run. */
  blocks: z.object({ minimum: z.number().int(), maximum: z.number().int() }),
  /** Stops between the two once the interval of this ratio, its upper end divided by its lower one, is as narrow as that. */
  stopping: z
    .object({ metric: z.string(), of: Configuration, against: Configuration, targetWidth: z.number() })
    .nullable(),
  estimatedSeconds: z.number(),
})
export type ExperimentDesign = z.infer<typeof ExperimentDesign>
