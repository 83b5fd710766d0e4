import type { Configuration, Experiment } from '../../experiments/catalogue.ts'

/** e.g. `cpu-loop.elapsedMs`, `iperf3-to-vm.bitsPerSecond`, `iperf3-to-vm.exitsPerMegabyte`. */
export type MetricId = string

/** One number with its unit and the raw file that it was read from. */
export interface Measurement {
  experiment: Experiment
  configuration: Configuration
  trial: string
  /** Of the design, 1-based; null where trials have none. */
  block: number | null
  /** 1-based within trial and metric. */
  index: number
  warmup: boolean
  metric: MetricId
  value: number
  /** Path relative to the run's folder, e.g. `trials/acceleration-tcg-2/cpu-loop.1.csv`. */
  source: string
}
