import { listed, say, type Text } from '../../text/phrase.ts'
import {
  formatCount,
  formatFactor,
  formatInterval,
  formatNumber,
  formatQuantity,
  formatWhole,
} from '../../text/quantities.ts'
import { casesOf, effectQuantity } from '../model/answer.ts'
import { armIn, type Metric } from '../model/metric.ts'
import { leastAndMost, type Quantity, summaryQuantity, told } from '../model/quantity.ts'
import { headed, seen } from '../model/seen.ts'
import { condition, type Finding, filesOf } from '../model/sentence.ts'
import { rangeInWords } from '../model/spread.ts'
import { samplesQuantity, shareQuantity, type TranslatorProfile } from './profiles.ts'

/** From a quarter on, QEMU's own code is no mere company of the translated code. */
const OWN_CODE_PERCENT = 25

/** Rates within this factor are alike: the programs differ in what they do a second by more than a hundred. */
const ALIKE = 1.5

/** A program is apart from the others by at least this factor, beyond what the intervals of both allow. */
const APART = 1.5

/** Of fewer, none can be said to be alike or apart. */
const FEWEST = 3

/** Two-sided 95 % of a share that was drawn `n` times (Wald), for shares well away from 0 and 100. */
const marginOf = (percent: number, n: number): number => 1.96 * Math.sqrt((percent * (100 - percent)) / n)

/** A share of QEMU's own code, where perf looked often enough to tell it from the threshold. */
function ownCode(profiles: readonly TranslatorProfile[]): Finding[] {
  if (profiles.length === 0) return []
  const least = Math.min(...profiles.map(({ percent, samples }) => percent.qemu - marginOf(percent.qemu, samples)))
  const programs = profiles.map(({ title, percent, samples, trials }) =>
    say('B.seen.own-code.program', {
      title,
      qemu: formatQuantity(percent.qemu, '%'),
      samples: formatCount(Math.round(samples), 'sample'),
      n: say('n', { n: formatCount(trials, 'boot') }),
    }),
  )
  return headed(
    say('B.seen.own-code.heading'),
    seen(
      'B.seen.own-code',
      [condition('lower end of the share of QEMU’s own code, percent', least, '>=', OWN_CODE_PERCENT)],
      profiles.flatMap(({ sources }) => sources),
      () => say('B.seen.own-code', { programs: listed(programs, 'list.clauses') }),
      told(...profiles.flatMap((profile) => [shareQuantity(profile, 'qemu'), samplesQuantity(profile)])),
    ),
  )
}

/** Exits that come alike whichever program runs are not the programs'. */
function commonExits(metrics: readonly Metric[]): Finding[] {
  const rates = metrics
    .filter(({ key }) => key === 'exitsPerSecond')
    .flatMap((metric) => {
      const arm = armIn(metric, 'kvm')
      return arm?.summary && arm.summary.value > 0 ? [{ metric, arm, value: arm.summary.value }] : []
    })
  const isIdle = ({ metric }: (typeof rates)[number]): boolean => metric.program === null
  const [programs, idle] = [rates.filter((one) => !isIdle(one)), rates.find(isIdle)]
  if (programs.length < FEWEST) return []
  const values = programs.map(({ value }) => value)
  const spread = Math.max(...values) / Math.min(...values)
  return headed(
    say('B.seen.common-exits.heading'),
    seen(
      'B.seen.common-exits',
      [condition('highest by lowest rate of exits', spread, '<=', ALIKE)],
      rates.flatMap(({ arm }) => filesOf(arm)),
      () =>
        say('B.seen.common-exits', {
          count: formatWhole(programs.length),
          rates: rangeInWords(values, (value) => formatQuantity(value, say('unit.exits-per-second'))),
          idle: idle
            ? say('B.seen.common-exits.idle', { rate: formatQuantity(idle.value, say('unit.exits-per-second')) })
            : say('B.seen.common-exits.no-idle'),
        }),
      told(
        ...leastAndMost(told(...programs.map(({ metric, arm }) => summaryQuantity(metric, arm)))),
        idle && summaryQuantity(idle.metric, idle.arm),
      ),
      [condition('programs with exits', programs.length, '>=', FEWEST)],
    ),
  )
}

interface Slowdown {
  title: Text
  metric: Metric
  quantity: Quantity | null
  factor: number
  low: number
  high: number
  /** How far the same VM differs from itself in this. */
  noiseFloor: number
}

/** By how much each program is slower without KVM, where that is claimed. */
const slowdowns = (metrics: readonly Metric[]): Slowdown[] =>
  casesOf(metrics, 'tcg', 'kvm').flatMap((one): Slowdown[] => {
    const { metric, fared, worse } = one
    if (fared !== 'worse' || metric.program === null || !worse.ratio || !worse.interval) return []
    return [
      {
        title: metric.title,
        metric,
        quantity: effectQuantity(one),
        factor: worse.ratio,
        ...worse.interval,
        noiseFloor: one.comparison.noiseFloor ?? 1,
      },
    ]
  })

/** How wide an interval is to one side, on the scale of factors. */
const widthOf = ({ low, high }: Slowdown): number => Math.log(high / low) / 2

/**
 * How far two factors are apart by what their intervals allow, after Schenker and Gentleman (The American Statistician
 * 55, 2001): intervals may overlap and the difference be one all the same.
 */
const apart = (a: Slowdown, b: Slowdown): number =>
  Math.abs(Math.log(a.factor / b.factor)) / Math.hypot(widthOf(a), widthOf(b))

/** The one program that loses much less, or much more, than all others. */
function apartFromOthers(metrics: readonly Metric[]): Finding[] {
  const sorted = slowdowns(metrics).toSorted((a, b) => a.factor - b.factor)
  if (sorted.length < FEWEST) return []
  return [sorted, sorted.toReversed()].flatMap(([one, ...others]) => {
    const [nearest] = others
    if (!one || !nearest) return []
    const distance = Math.max(one.factor, nearest.factor) / Math.min(one.factor, nearest.factor)
    const name = one.factor < nearest.factor ? 'least' : 'most'
    const nearEnd = distance / Math.exp(Math.hypot(widthOf(one), widthOf(nearest)))
    const floor = Math.max(one.noiseFloor, nearest.noiseFloor)
    return headed(
      say('B.seen.apart.heading'),
      seen(
        `B.seen.apart.${name}`,
        [
          condition('factor from the nearest other program', distance, '>=', APART),
          condition('distance by what the intervals allow', Math.min(...others.map((b) => apart(one, b))), '>', 1),
          condition('near end of the factor from the nearest, by the noise floors of both', nearEnd, '>', floor),
        ],
        [one, ...others].flatMap(({ metric }) => filesOf(armIn(metric, 'tcg'), armIn(metric, 'kvm'))),
        () =>
          say('B.seen.apart', {
            title: one.title,
            factor: formatNumber(one.factor),
            interval: formatInterval(one),
            count: formatWhole(others.length),
            others: rangeInWords(
              others.map(({ factor }) => factor),
              formatFactor,
            ),
          }),
        told(one.quantity, ...leastAndMost(told(...others.map(({ quantity }) => quantity)))),
        [condition('other programs', others.length, '>=', FEWEST - 1)],
      ),
    )
  })
}

/** What section B shows beside what was asked. */
export const seenOf = (metrics: readonly Metric[], profiles: readonly TranslatorProfile[]): Finding[] => [
  ...ownCode(profiles),
  ...commonExits(metrics),
  ...apartFromOthers(metrics),
]
