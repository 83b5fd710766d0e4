import { repetitionOf } from '../../experiments/catalogue.ts'
import type { ConfigurationDeclaration } from '../../experiments/declaration.ts'
import { WIDEST } from '../../statistics/interval.ts'
import type { Summary } from '../../statistics/summary.ts'
import { rewritten, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../../text/quantities.ts'
import type { Arm, Comparison, Metric } from './metric.ts'
import { type Quantity, summaryQuantity, told } from './quantity.ts'
import { spreadClause, spreadOf } from './spread.ts'
import { type Claim, LEVEL, nearEnd, type Verdict } from './verdict.ts'

/** What must hold for a sentence to be said, and what was found. */
export interface Condition {
  /** What is held against something: `ratio`, `interval.low`, `ratio over noise floor`. */
  name: string
  value: number
  is: '<' | '<=' | '=' | '>=' | '>'
  against: number
  holds: boolean
}

/** A sentence that the data supports, with what supports it. */
export interface Finding {
  id: string
  /** Markdown, complete, with effect, interval and n. */
  sentence: Text
  /** `described`: nothing is compared, the sentence gives a quantity. */
  verdict: Verdict | 'described'
  /** Raw files and counts behind it. */
  evidence: string[]
  /** What the sentence depends on, whether it holds or not; where there is none, nothing is claimed. */
  conditions?: Condition[]
  /** The numbers that it prints, in any order; the ends of an interval or range and n go with the number beside them. */
  quantities?: Quantity[]
  /** Of what was seen without being asked for: how far beyond its threshold it is, as a factor. */
  strength?: number
  /** What is seen, in a few words for a heading. */
  heading?: Text
  /** It stands in a heading or begins a caption, and in no list of sentences. */
  framing?: true
}

/** As it stands in a heading or begins a caption. */
export const framing = (finding: Finding): Finding => ({ ...finding, framing: true })

const MEETS: Readonly<Record<Condition['is'], (value: number, against: number) => boolean>> = {
  '<': (value, against) => value < against,
  '<=': (value, against) => value <= against,
  '=': (value, against) => value === against,
  '>=': (value, against) => value >= against,
  '>': (value, against) => value > against,
}

/** A value held against another. */
export const condition = (name: string, value: number, is: Condition['is'], against: number): Condition => ({
  name,
  value,
  is,
  against,
  holds: MEETS[is](value, against),
})

/** Conditions of one of several things that a sentence depends on, by its name. */
export const conditionsOf = (name: string, conditions: readonly Condition[]): Condition[] =>
  conditions.map((one) => ({ ...one, name: `${name}: ${one.name}` }))

/**
 * What a comparison must meet for a difference to be claimed: its interval informs and lies on one side of 1, what is
 * left of its p-value after Holm’s correction is small, and the near end of the interval exceeds the noise floor.
 */
export function claimConditions({ ratio, interval, correctedP, family, noiseFloor, again }: Claim): Condition[] {
  // With a trial on a side, or none, there is nothing to judge by.
  if (interval === null) return [condition('intervals', 0, '=', 1)]
  const near = Math.max(interval.low, 1 / interval.high)
  return [
    condition('interval.high over interval.low', interval.high / interval.low, '<=', WIDEST),
    condition('interval.low', interval.low, '>', 1),
    condition('interval.high', interval.high, '<', 1),
    ...(correctedP === null ? [] : [condition('p after Holm', correctedP, '<', LEVEL)]),
    condition('comparisons corrected together', family, '>=', 1),
    ...(noiseFloor === null ? [] : [condition('near end of the interval', near, '>', noiseFloor)]),
    ...(ratio === null || !again?.interval
      ? []
      : [
          condition(
            'near end of the interval with the control in its place',
            nearEnd(again.interval, ratio),
            '>',
            Math.max(1, noiseFloor ?? 1),
          ),
        ]),
  ]
}

const unit = (arm: Pick<Arm, 'configuration'>): ConfigurationDeclaration['repetition'] =>
  repetitionOf(arm.configuration)

/** `n = 3 boots against 3`, with the second noun only where it differs. */
export function sizes(of: Arm, against: Arm): Text {
  const second = unit(of) === unit(against) ? formatWhole(against.trials) : formatCount(against.trials, unit(against))
  return say('n.against', { first: formatCount(of.trials, unit(of)), second })
}

/** `n = 3 blocks` where two arms were compared block by block. */
export const sizesOf = ({ pairs }: Comparison, of: Arm, against: Arm): Text =>
  pairs === null ? sizes(of, against) : say('n', { n: formatCount(pairs, 'block') })

/** Plain text, as a tool printed it, in a sentence of Markdown. */
export const literal = (text: Text): Text =>
  rewritten(text, (wording) => wording.replaceAll(/[\\`*_[\]<>&|~#]/g, '\\$&'))

/** Says what was seen, without a comparison. */
export const describedFinding = (
  id: string,
  sentence: Text,
  evidence: readonly string[],
  more: Pick<Finding, 'conditions' | 'quantities'> = {},
): Finding => ({
  id,
  sentence,
  verdict: 'described',
  evidence: [...new Set(evidence)],
  ...more,
})

/** Says that there is no number, and why; the reason is plain text that may quote a raw file. */
export function notMeasuredFinding(id: string, title: Text, reason: Text): Finding {
  return {
    id,
    sentence: say('finding.not-measured', { title, reason: literal(reason) }),
    verdict: 'not-measured',
    evidence: [],
  }
}

/** The raw files that an arm's summary rests on. */
export const filesOf = (...arms: (Arm | undefined)[]): string[] => [
  ...new Set(
    arms
      .flatMap((arm) => arm?.samples ?? [])
      .filter(({ warmup }) => !warmup)
      .map(({ source }) => source),
  ),
]

/**
 * `131 ms (median, range 87.0 to 172, n = 5 migrations)`
 * @param beside what stands in the brackets
 */
export function summaryText(
  metric: Metric,
  arm: Arm,
  beside: (summary: Summary, count: number) => Text = (summary, count) =>
    summaryRange(summary, say('n', { n: formatCount(count, unit(arm)) })),
): Text | null {
  if (!arm.summary) return null
  const value = formatQuantity(arm.summary.value, metric.unit)
  const one = say('n', { n: formatCount(1, unit(arm)) })
  return say('summary', { value, range: arm.trials === 1 ? one : beside(arm.summary, arm.trials) })
}

type Summed = Pick<Arm, 'trials' | 'configuration'> & { summary: Summary }

/** What a summary is, in words; of one trial it is a mean of nothing, and says so. */
export const statisticOf = (
  arm: Pick<Arm, 'trials' | 'configuration'>,
  { statistic }: Pick<Summary, 'statistic'>,
): Text => (arm.trials === 1 ? say('n', { n: formatCount(1, unit(arm)) }) : say(`statistic.${statistic}`))

/** The same of several summaries at once. */
export const statisticOfMany = (first: Summed, ...others: readonly Pick<Arm, 'trials'>[]): Text =>
  [first, ...others].every(({ trials }) => trials === 1)
    ? say('n.each', { n: formatCount(1, unit(first)) })
    : say(`statistic.${first.summary.statistic}.many`)

/** What stands in brackets after a number: what it is, its interval or range, and n. */
export function summaryRange(summary: Summary, n: Text): Text {
  return say('summary.range', {
    statistic: say(`statistic.${summary.statistic}`),
    spread: spreadClause(spreadOf(summary)),
    n,
  })
}

/**
 * A sentence that gives the quantity of one arm.
 * @param beside what stands in brackets after it, where that is less than usual
 */
export function describingFinding(
  id: string,
  metric: Metric,
  sentence: (text: Text) => Text,
  beside?: (summary: Summary, count: number) => Text,
): Finding {
  const [arm] = metric.arms
  const text = arm ? summaryText(metric, arm, beside) : null
  if (!arm || text === null) return notMeasuredFinding(id, metric.title, arm?.notMeasured ?? say('reason.no-sample'))
  const quantities = told(summaryQuantity(metric, arm))
  return { id, sentence: sentence(text), verdict: 'described', evidence: filesOf(arm), quantities }
}
