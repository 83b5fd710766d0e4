import type { LoadedRun } from '../data/loaded-run.ts'
import type { Metric } from './analysis.ts'
import { formatWhole } from './format.ts'

/** What few trials and emulated hosts keep from being shown: sentences, none where there is nothing to say. */
export function trialLimits(loaded: LoadedRun, metrics: readonly Metric[], unit: 'boots' | 'migrations'): string[] {
  const limits: string[] = []
  if (loaded.run.hosts.kind === 'emulated') {
    limits.push('The hosts are emulated by TCG: absolute figures are those of an emulated computer, slower than any ' +
      'real one, and only comparisons between configurations on it hold. What hardware virtualization costs on a ' +
      'real processor is not shown.')
  }
  const trials = metrics.flatMap(({ arms }) => arms).filter(({ trials: n }) => n > 0).map(({ trials: n }) => n)
  const fewest = trials.length === 0 ? null : Math.min(...trials)
  if (fewest === 1) {
    const noun = unit === 'boots' ? 'boot' : 'migration'
    limits.push(`With one ${noun} in at least one configuration no interval can be given, and its numbers may differ ` +
      `from those of the next ${noun}.`)
  } else if (fewest !== null && fewest < 5) {
    limits.push(`With as few as ${formatWhole(fewest)} ${unit} a configuration, intervals are wide: a difference ` +
      'that was not found may still exist.')
  }
  return limits
}
