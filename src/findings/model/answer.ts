import type { Configuration } from '../../data/schema.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatInterval, formatNumber } from '../../text/quantities.ts'
import { isHeadline } from './families.ts'
import { armIn, type Comparison, type Metric, missesControl } from './metric.ts'
import { type Fared, faredConditions, faredOf } from './outcome.ts'
import { againQuantity, type Quantity, ratioQuantity, reciprocalQuantity, told } from './quantity.ts'
import { type Condition, type Finding, filesOf, sizesOf } from './sentence.ts'
import { type Claim, reciprocal } from './verdict.ts'

/** One quantity that answers the question of a section, and how a configuration fared in it. */
export interface Case {
  metric: Metric
  comparison: Comparison
  fared: Fared
  /** The claim as how many times worse it was, whichever way the quantity goes: below 1 where it was better. */
  worse: Pick<Claim, 'ratio' | 'interval' | 'range'>
}

/** Whether a difference is claimed, whichever way. */
export const isClaimed = ({ fared }: Pick<Case, 'fared'>): boolean => fared === 'better' || fared === 'worse'

/** `n = 3 blocks`, or how many boots of each. */
export function sizeOf({ metric, comparison }: Case): Text {
  const [of, against] = [armIn(metric, comparison.of), armIn(metric, comparison.against)]
  return of && against ? sizesOf(comparison, of, against) : ''
}

/** By what factor it was worse, below 1 where it was better; NaN where no ratio is known. */
export const factorOf = ({ worse: { ratio } }: Case): number => ratio ?? Number.NaN

/** How a configuration fared beside another in a quantity; none where the two were not compared in it. */
export function caseOf(metric: Metric, of: Configuration, against: Configuration): Case[] {
  const comparison = metric.comparisons.find((one) => one.of === of && one.against === against)
  const fared = faredOf(metric, of, against)
  if (!comparison || fared === 'not-measured') return []
  return [{ metric, comparison, fared, worse: metric.better === 'higher' ? reciprocal(comparison) : comparison }]
}

/** The same in all quantities that answer a section's question. */
export const casesOf = (metrics: readonly Metric[], of: Configuration, against: Configuration): Case[] =>
  metrics.filter(isHeadline).flatMap((metric) => caseOf(metric, of, against))

/** The same factor, with all that it comes from. */
export function effectQuantity({ metric, comparison }: Case): Quantity | null {
  const ratio = ratioQuantity(metric, comparison)
  return ratio === null || ratio.value >= 1 ? ratio : reciprocalQuantity(ratio)
}

/** That factor, and what it is with the control in its place where that is said beside it. */
export function effectQuantities(one: Case): Quantity[] {
  const { metric, comparison } = one
  const again = missesControl(comparison) ? againQuantity(metric, comparison) : null
  return told(effectQuantity(one), again !== null && (comparison.ratio ?? 1) < 1 ? reciprocalQuantity(again) : again)
}

/** By what factor a claimed case was worse, or better, whichever it was, with its interval. */
export function effectOf({ metric, worse, comparison }: Case): { title: Text; factor: string; interval: Text } {
  const { ratio, interval } = worse.ratio !== null && worse.ratio < 1 ? reciprocal(worse) : worse
  return {
    title: metric.title,
    factor: formatNumber(ratio ?? Number.NaN),
    interval: interval === null ? '' : intervalBeside(formatInterval(interval, 3, 1), comparison),
  }
}

/** An interval, and the control's ratio beside it where that lies outside. */
function intervalBeside(interval: Text, comparison: Comparison): Text {
  const { ratio, again } = comparison
  if (!missesControl(comparison) || again?.ratio == null) return say('interval', { interval })
  return say('interval.outside', {
    interval,
    again: formatNumber((ratio ?? 1) < 1 ? 1 / again.ratio : again.ratio),
  })
}

/** What the cases rest on, and what must hold for each to be claimed. */
export const behindCases = (cases: readonly Case[]): Pick<Finding, 'evidence'> & { claims: Condition[] } => ({
  evidence: [
    ...new Set(
      cases.flatMap(({ metric, comparison: { of, against } }) => filesOf(armIn(metric, of), armIn(metric, against))),
    ),
  ],
  claims: cases.flatMap(({ metric, comparison: { of, against } }) => faredConditions(metric, of, against)),
})

/** Why there is no case: nothing was measured, or not of both in a way that can be compared. */
export const whyNoCase = (metrics: readonly Metric[]): Text =>
  say(
    metrics.some((metric) => isHeadline(metric) && metric.arms.some(({ summary }) => summary !== null))
      ? 'reason.not-compared'
      : 'reason.no-sample-in-run',
  )
