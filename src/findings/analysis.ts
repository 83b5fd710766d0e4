import type { Environment, Run } from '../data/schema.ts'
import type { Experiment } from '../experiments/catalogue.ts'
import type { Spoken } from '../text/spoken.ts'
import type { AccelerationResult } from './acceleration/acceleration.ts'
import type { FailoversResult } from './failover/failover.ts'
import type { MatrixResult } from './matrix/matrix.ts'
import type { MigrationsResult } from './migration/migration.ts'
import type { ExperimentResult } from './model/experiment-result.ts'
import type { RunComparison } from './run-comparison.ts'

export type { ExperimentResult } from './model/experiment-result.ts'
export type { RunComparison } from './run-comparison.ts'

/** What each experiment gave. */
export interface Results extends Record<Experiment, ExperimentResult> {
  acceleration: AccelerationResult
  network: ExperimentResult
  migration: MigrationsResult
  matrix: MatrixResult
  failover: FailoversResult
}

/** All that a report may say, in the words of a language. Pure: the same run gives the same analysis. */
export interface Analysis extends Spoken<Results> {
  run: Run
  environment: Environment
  /** Where another run was named to compare this one with. */
  compared: Spoken<RunComparison> | null
}
