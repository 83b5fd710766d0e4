import type { LoadedRun, LoadedTrial } from '../../data/loaded-run.ts'
import type { Configuration, Experiment } from '../../data/schema.ts'
import { trialNamed } from '../../data/trial-id.ts'
import { asClause, asSentence } from '../../text/clause.ts'
import { say, type Text } from '../../text/phrase.ts'
import { statedText } from '../../text/stated.ts'
import type { Readings } from '../reading/samples.ts'
import type { Metric } from './metric.ts'

/** Trials of an experiment that the run was to have, without those that its stopping rule made needless. */
export function plannedTrials({ order, stopped }: LoadedRun['run'], experiment: Experiment): string[] {
  const last = stopped.find((one) => one.experiment === experiment)?.afterBlock ?? Infinity
  return order.filter((id) => {
    const name = trialNamed(id)
    return name?.experiment === experiment && name.repetition <= last
  })
}

/** Trials of an experiment: how many were planned, how many are there, and a sentence for each that is not. */
export function trialsOf(
  loaded: LoadedRun,
  experiment: Experiment,
): {
  planned: number
  finished: number
  notMeasured: Text[]
} {
  const { run, trials, unusable } = loaded
  const planned = plannedTrials(run, experiment)
  const finished = new Set(trials.filter(({ trial }) => trial.experiment === experiment).map(({ trial }) => trial.id))
  const notMeasured = planned
    .filter((id) => !finished.has(id))
    .map((id) => {
      const damage = unusable.find(({ trial }) => trial === id)
      if (damage) return say('missing.unusable', { trial: id, reason: asClause(statedText(damage.reason)) })
      return run.statusReason === null
        ? say('missing.unfinished', { trial: id })
        : say('missing.unfinished-why', { trial: id, reason: asClause(statedText(run.statusReason)) })
    })
  return { planned: planned.length, finished: finished.size, notMeasured: notMeasured.map(asSentence) }
}

/** Why a configuration has no number for a metric: a broken sample of its probe, or no trial. */
export function reasonFor(
  loaded: LoadedRun,
  reasons: Readings['reasons'],
  experiment: Experiment,
  { id, source }: Pick<Metric, 'id' | 'source'>,
): (configuration: Configuration) => Text {
  return (configuration) => {
    const broken = reasons.find(
      (r) => r.configuration === configuration && r.probe === source && (r.metric ?? id) === id,
    )
    if (broken) return broken.reason
    const isOne = ({ trial }: LoadedTrial): boolean =>
      trial.experiment === experiment && trial.configuration === configuration
    if (loaded.run.hosts.kind === 'by-hand') return say('reason.by-hand')
    if (loaded.trials.some(isOne)) return say('reason.no-sample-in-run')
    const planned = loaded.run.order.filter((id) => {
      const name = trialNamed(id)
      return name?.experiment === experiment && name.configuration === configuration
    })
    return planned.length === 0
      ? say('reason.no-trial-planned')
      : say('reason.no-trial-usable', { planned: planned.length })
  }
}
