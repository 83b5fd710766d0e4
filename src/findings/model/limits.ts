import type { LoadedRun } from '../../data/loaded-run.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatWhole } from '../../text/quantities.ts'
import type { Metric } from './metric.ts'

/** What few trials and emulated hosts keep from being shown: sentences, none where there is nothing to say. */
export function trialLimits(loaded: LoadedRun, metrics: readonly Metric[], unit: 'boots' | 'migrations'): Text[] {
  const limits: Text[] = []
  if (loaded.run.hosts.kind === 'emulated') {
    limits.push(say('limit.emulated'))
  }
  if (loaded.run.hosts.kind === 'by-hand') {
    limits.push(say('limit.by-hand'))
  }
  const trials = metrics
    .flatMap(({ arms }) => arms)
    .filter(({ trials: n }) => n > 0)
    .map(({ trials: n }) => n)
  const fewest = trials.length === 0 ? null : Math.min(...trials)
  if (fewest === 1) {
    limits.push(say(`limit.one-of.${unit}`))
  } else if (fewest !== null && fewest < 5) {
    limits.push(say(`limit.few.${unit}`, { count: formatWhole(fewest) }))
  }
  return limits
}
