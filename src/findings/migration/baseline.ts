import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatNumber } from '../../text/quantities.ts'
import { overTrials, told } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { meanOver, type Phase, type TimedValue } from '../reading/windows.ts'
import { alsoOf } from './brackets.ts'
import { originsOf } from './origins.ts'
import type { MigrationResult } from './result.ts'

/** A baseline whose halves are further apart is not steady. */
const STEADY = 1.25

/** How many times as much the one half of the baseline carried as the other, the more by the less; null where one has nothing. */
export function halvesFactor(intervals: readonly TimedValue[], phases: readonly Phase[]): number | null {
  const phase = phases.find(({ name }) => name === 'baseline')
  if (!phase) return null
  const middleS = (phase.fromS + phase.toS) / 2
  const first = meanOver(intervals, [{ fromS: phase.fromS, toS: middleS }])
  const second = meanOver(intervals, [{ fromS: middleS, toS: phase.toS }])
  return first && second ? Math.max(first, second) / Math.min(first, second) : null
}

/** How steady the baselines are that everything while copying and after it is held against. */
export function baselineFinding(migrations: readonly MigrationResult[], why: Text): Finding {
  const id = 'D.baseline'
  const factors = originsOf(
    'throughput.baselineFactor',
    RAW_FILES.iperf3,
    migrations,
    ({ baselineFactor }) => baselineFactor,
  )
  const [middle, most] = [overTrials('median', '', factors), overTrials('most', '', factors)]
  if (middle === null || most === null) return notMeasuredFinding(id, say('D.baseline.title'), why)
  const steady = condition('largest factor between the halves of a baseline', most.value, '<=', STEADY)
  const values = {
    n: alsoOf(factors.length, migrations.length),
    median: formatNumber(middle.value),
    most: formatNumber(most.value),
  }
  const key = factors.length === 1 ? (steady.holds ? 'D.baseline.steady.one' : 'D.baseline.one') : null
  const sentence = key === null ? say(steady.holds ? 'D.baseline.steady' : 'D.baseline', values) : say(key, values)
  return describedFinding(
    id,
    sentence,
    migrations.map(({ trial }) => trialPath(trial, RAW_FILES.iperf3)),
    { conditions: [steady], quantities: told(middle, most) },
  )
}
