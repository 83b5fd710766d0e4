import type { ExperimentDesign } from '../../data/schema.ts'
import type { Text } from '../../text/phrase.ts'
import type { Control } from './control.ts'
import type { Drift } from './drift.ts'
import type { MachineLoad } from './machine.ts'
import type { Metric } from './metric.ts'
import type { PlacedTrial } from './places.ts'
import type { Finding } from './sentence.ts'

/** What an experiment gave: its metrics, the findings made from them, and why anything is missing. */
export interface ExperimentResult {
  metrics: Metric[]
  findings: Finding[]
  /** Planned, finished and missing trials. */
  trials: { planned: number; finished: number }
  /** Reasons, in sentences, for what is missing. Plain text, as they may quote raw files. */
  notMeasured: Text[]
  /** "What this does not show", sentences in plain text written from the run; empty where there is nothing to say. */
  limits: Text[]
  /** What was decided beforehand; null in runs of earlier versions. */
  design: ExperimentDesign | null
  /** The trials in the order in which they began, with where each ran; empty where it was measured by hand. */
  orderRun: PlacedTrial[]
  controls: Control[]
  drift: Drift[]
  /** In the order of the trials; empty in runs of earlier versions. */
  machine: MachineLoad[]
}
