import type { Configuration, Environment, ExperimentDesign, Run } from '../data/schema.ts'
import type { Control } from './model/control.ts'
import type { Drift } from './model/drift.ts'
import type { MachineLoad } from './model/machine.ts'
import type { MatrixCell } from './matrix/cell.ts'
import type { Interval } from '../statistics/summary.ts'
import type { Comparison, Metric, MetricId } from './model/metric.ts'
import type { MigrationResult } from './migration/result.ts'
import type { ExitProfile, TranslatorProfile } from './acceleration/profiles.ts'
import type { Finding } from './model/sentence.ts'

/** What an experiment gave: its metrics, the findings made from them, and why anything is missing. */
export interface ExperimentResult {
  metrics: Metric[]
  findings: Finding[]
  /** Planned, finished and missing trials. */
  trials: { planned: number; finished: number }
  /** Reasons, in sentences, for what is missing. Plain text, as they may quote raw files. */
  notMeasured: string[]
  /** "What this does not show", sentences in plain text written from the run; empty where there is nothing to say. */
  limits: string[]
  /** What was decided beforehand; null in runs of earlier versions. */
  design: ExperimentDesign | null
  /** Ids of the trials in the order in which they began. */
  orderRun: string[]
  controls: Control[]
  drift: Drift[]
  /** In the order of the trials; empty in runs of earlier versions. */
  machine: MachineLoad[]
}

/** This run beside an earlier one. */
export interface RunComparison {
  /** Of the earlier one. */
  run: string
  createdAt: string
  /** What was different beforehand. */
  differences: { name: string; now: string; before: string }[]
  rows: {
    metric: MetricId
    title: string
    unit: string
    configuration: Configuration
    label: string
    now: { value: number; interval: Interval | null; trials: number }
    before: { value: number; interval: Interval | null; trials: number }
    /** This run’s summary divided by the earlier one’s. */
    ratio: number | null
    interval: Interval | null
    verdict: Comparison['verdict']
  }[]
}

/** All that a report may say. Pure: the same run gives the same analysis. */
export interface Analysis {
  run: Run
  environment: Environment
  acceleration: ExperimentResult & { exitProfiles: ExitProfile[]; translatorProfiles: TranslatorProfile[] }
  network: ExperimentResult
  /** Migrations in the order of their repetitions. */
  migration: ExperimentResult & { migrations: MigrationResult[] }
  /** Cells in the order of settings and workloads. */
  matrix: ExperimentResult & {
    cells: MatrixCell[]
    /** Memory of the VM by its command line, bytes; null without trials. */
    memoryBytes: number | null
  }
  /** Where another run was named to compare this one with. */
  compared: RunComparison | null
}
