import type { LoadedRun } from '../data/loaded-run.ts'
import type { Experiment } from '../data/schema.ts'
import type { ExperimentResult, Metric } from './analysis.ts'

type Rigour = Pick<ExperimentResult, 'design' | 'orderRun' | 'controls' | 'drift' | 'machine'>

/** What tells whether an experiment can be trusted: its design, its control, its drift, and the load of the computer. */
export function rigourOf(loaded: LoadedRun, experiment: Experiment, _metrics: readonly Metric[]): Rigour {
  const trials = loaded.trials.filter(({ trial }) => trial.experiment === experiment)
  return {
    design: loaded.run.design.find((design) => design.experiment === experiment) ?? null,
    orderRun: trials.map(({ trial }) => trial).toSorted((a, b) => a.startedAt.localeCompare(b.startedAt)).map(({ id }) => id),
    controls: [], drift: [], machine: [],
  }
}
