import { median } from 'simple-statistics'
import { meanOfRatios } from '../../statistics/effect.ts'
import { listed, say } from '../../text/phrase.ts'
import { formatCount, formatInterval, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { isHeadline } from '../model/families.ts'
import type { Arm, Metric } from '../model/metric.ts'
import { extremesOf, originOf } from '../model/quantity.ts'
import {
  claimConditions,
  condition,
  conditionsOf,
  type Finding,
  filesOf,
  notMeasuredFinding,
} from '../model/sentence.ts'
import { claimOf, judgedTogether } from '../model/verdict.ts'
import type { Readings } from '../reading/samples.ts'

/** What a sample is meant to last at least. */
const LONG_ENOUGH_MS = 1000

/** Whether every sample lasted as long as it was meant to. */
export function lengthFinding(lengths: Readings['lengths']): Finding {
  const id = 'B.sample-length'
  if (lengths.length === 0) return notMeasuredFinding(id, say('B.length.title'), say('reason.no-length'))
  const times = lengths.map(({ elapsedMs }) => elapsedMs)
  const short = condition(
    'samples that were shorter than meant',
    times.filter((ms) => ms < LONG_ENOUGH_MS).length,
    '=',
    0,
  )
  const values = {
    samples: formatCount(times.length, 'sample'),
    least: formatQuantity(Math.min(...times) / 1000, 's'),
    most: formatQuantity(Math.max(...times) / 1000, 's'),
  }
  return {
    id,
    sentence: short.holds
      ? say('B.length', values)
      : say('B.length.short', { ...values, short: formatWhole(short.value) }),
    verdict: 'described',
    evidence: [...new Set(lengths.map(({ source }) => source))],
    conditions: [short, condition('samples that count', times.length, '>', 0)],
    quantities: extremesOf(
      's',
      lengths.map(({ trial, probe, index, elapsedMs, source }) => ({
        ...originOf(`${probe}.elapsedS`, elapsedMs / 1000, trial, source),
        index,
      })),
    ),
  }
}

/** The first sample of each trial that counts, over the median of the others; only trials that have both. */
function firstOverOthers({ samples }: Arm): number[] {
  const counted = samples.filter(({ warmup }) => !warmup)
  return [...Map.groupBy(counted, ({ trial }) => trial).values()].flatMap((own) => {
    const [first, ...others] = own.toSorted((a, b) => a.index - b.index).map(({ value }) => value)
    return first === undefined || others.length === 0 || others.some((value) => value <= 0) || first <= 0
      ? []
      : [first / median(others)]
  })
}

/** Whether programs are still warming up when the first sample is taken that counts. */
export function warmUpFinding(metrics: readonly Metric[]): Finding {
  const id = 'B.warm-up'
  const cases = metrics.filter(isHeadline).flatMap((metric) =>
    metric.arms.flatMap((arm) => {
      const ratios = firstOverOthers(arm)
      return ratios.length < 2 ? [] : [{ metric, arm, claim: claimOf(meanOfRatios(ratios)) }]
    }),
  )
  if (cases.length === 0) return notMeasuredFinding(id, say('B.warm-up.title'), say('reason.no-warm-up'))
  const judgements = judgedTogether(cases.map(({ claim }) => claim))
  // Without a ratio and an interval nothing is claimed.
  const slower = cases.flatMap(({ metric, arm, claim }, i) => {
    const isClaimed = judgements[i]?.verdict === (metric.better === 'higher' ? 'lower' : 'higher')
    const { ratio, interval } = claim
    return isClaimed && ratio !== null && interval !== null ? [{ metric, arm, claim, ratio, interval }] : []
  })
  const seen = condition('first samples that were slower', slower.length, '=', 0)
  const count = formatWhole(cases.length)
  const which = slower.map(({ metric, arm, ratio, interval }) =>
    say('B.warm-up.program', {
      program: metric.title,
      configuration: say(`configuration.${arm.configuration}.within`),
      ratio: formatNumber(ratio),
      interval: say('interval', { interval: formatInterval(interval, 3, 1) }),
    }),
  )
  return {
    id,
    sentence: seen.holds
      ? say('B.warm-up.none', { count })
      : say('B.warm-up', { slower: formatWhole(slower.length), count, which: listed(which, 'list.clauses') }),
    verdict: 'described',
    evidence: filesOf(...cases.map(({ arm }) => arm)),
    conditions: [
      seen,
      condition('cases', cases.length, '>', 0),
      ...slower.flatMap(({ metric, arm, claim }) =>
        conditionsOf(`${metric.id}, ${arm.configuration}`, claimConditions(claim)),
      ),
      ...slower.map(({ metric, arm, ratio }) =>
        condition(`${metric.id}, ${arm.configuration}: first by others`, ratio, '=', 1),
      ),
    ],
  }
}
