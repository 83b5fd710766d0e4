import type { LoadedRun, LoadedTrial } from '../../data/loaded-run.ts'
import { controlOf, declared, type Experiment } from '../../experiments/catalogue.ts'
import { asSentence } from '../../text/clause.ts'
import { say } from '../../text/phrase.ts'
import { type Control, controlFinding, controlLimits } from './control.ts'
import { driftFinding, driftOf } from './drift.ts'
import type { ExperimentResult } from './experiment-result.ts'
import { machineFinding, machineLimits, machineOf } from './machine.ts'
import type { Metric } from './metric.ts'
import { placeOf } from './places.ts'

type Rigour = Pick<ExperimentResult, 'design' | 'orderRun' | 'controls' | 'drift' | 'machine'>

const trialsIn = (loaded: LoadedRun, experiment: Experiment): LoadedTrial[] =>
  loaded.trials.filter(({ trial }) => trial.experiment === experiment)

/**
 * What tells whether an experiment can be trusted: its design, its control, its drift, and the load of the computer.
 * @param controls of the metrics, by `controlsOf`
 */
export function rigourOf(
  loaded: LoadedRun,
  experiment: Experiment,
  metrics: readonly Metric[],
  controls: readonly Control[] = [],
): Rigour {
  const trials = trialsIn(loaded, experiment)
  const known = loaded.run.hosts.kind !== 'by-hand' // when each trial was run
  return {
    design: loaded.run.design.find((design) => design.experiment === experiment) ?? null,
    orderRun: !known
      ? []
      : trials
          .map(({ trial }) => trial)
          .toSorted((a, b) => a.startedAt.localeCompare(b.startedAt))
          .map((trial) => ({ id: trial.id, configuration: trial.configuration, ...placeOf(loaded, trial) })),
    controls: [...controls],
    drift: known ? driftOf(loaded, experiment, metrics, controls) : [],
    machine: machineOf(trials).loads,
  }
}

/** What is said of it in the section of the experiment. Nothing is compared with itself where no configuration has a copy. */
export function sayRigour(
  loaded: LoadedRun,
  experiment: Experiment,
  metrics: readonly Metric[],
  rigour: Rigour,
): Pick<ExperimentResult, 'findings' | 'limits' | 'notMeasured'> {
  const { section } = declared[experiment]
  const { controls, drift, machine, design } = rigour
  const byHand = loaded.run.hosts.kind === 'by-hand'
  const { reasons } = machineOf(trialsIn(loaded, experiment))
  const control =
    controlOf(experiment) === null ? [] : [controlFinding(`${section}.control`, controls, Boolean(design?.control))]
  return {
    findings: [
      ...control,
      driftFinding(
        `${section}.drift`,
        experiment,
        drift[0],
        metrics,
        controls,
        byHand ? say('reason.by-hand-times') : undefined,
      ),
      machineFinding(`${section}.machine`, machine, reasons),
    ],
    limits: [...controlLimits(metrics, controls), ...machineLimits(machine)],
    notMeasured: reasons.map(asSentence),
  }
}
