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

/** Both arms that are compared. */
export const sidesOf = ({ metric, comparison: { of, against } }: Case) =>
  [armIn(metric, of), armIn(metric, against)] as const

/** By what factor it was worse, below 1 where it was better; NaN where no ratio is known. */
export const factorOf = ({ worse: { ratio } }: Case): number => ratio ?? Number.NaN

/** Those that fared so, the smallest factor first. */
export const havingFared = (cases: readonly Case[], fared: Fared): Case[] =>
  cases.filter((one) => one.fared === fared).toSorted((a, b) => factorOf(a) - factorOf(b))

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

/** What a factor is with the control in its place, where that is said beside it. */
const besideQuantity = ({ metric, comparison }: Case): Quantity | null =>
  missesControl(comparison) ? againQuantity(metric, comparison) : null

/** That factor, and what is said beside it. */
export const effectQuantities = (one: Case): Quantity[] => told(effectQuantity(one), besideQuantity(one))

/** By what factor a claimed case was worse, or better, whichever it was, with its interval. */
export function effectOf(one: Case): { title: Text; factor: string; interval: Text } {
  const { metric, worse } = one
  const { ratio, interval } = worse.ratio !== null && worse.ratio < 1 ? reciprocal(worse) : worse
  return {
    title: metric.title,
    factor: formatNumber(ratio ?? Number.NaN),
    interval: interval === null ? '' : intervalBeside(formatInterval(interval, 3, 1), besideQuantity(one)),
  }
}

/** Of how many blocks, or boots against boots, the factor is. */
export function sizeOf(one: Case): Text {
  const [of, against] = sidesOf(one)
  return of === undefined || against === undefined ? '' : sizesOf(one.comparison, of, against)
}

/** An interval, and the control's ratio where that lies outside. */
const intervalBeside = (interval: Text, beside: Quantity | null): Text =>
  beside === null
    ? say('interval', { interval })
    : say('interval.outside', { interval, again: formatNumber(beside.value) })

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
