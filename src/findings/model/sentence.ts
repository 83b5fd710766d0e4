import { repetitionOf } from '../../experiments/catalogue.ts'
import type { ConfigurationDeclaration } from '../../experiments/declaration.ts'
import { WIDEST } from '../../statistics/interval.ts'
import type { Summary } from '../../statistics/summary.ts'
import { listed, rewritten, say, type Text, text } from '../../text/phrase.ts'
import { formatCount, formatInterval, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { type Arm, armIn, type Comparison, type Metric, missesControl } from './metric.ts'
import { againQuantity, type Quantity, ratioQuantity, reciprocalQuantity, summaryQuantity, told } from './quantity.ts'
import { claimClause, spreadClause, spreadOf } from './spread.ts'
import { type Claim, LEVEL, nearEnd, reciprocal, type Verdict } from './verdict.ts'

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

const WORDS = {
  lower: { higher: 'comparison.slower', lower: 'comparison.faster' },
  higher: { higher: 'comparison.faster', lower: 'comparison.slower' },
  neither: { higher: 'comparison.more', lower: 'comparison.fewer' },
} as const

/** A configuration as a part of a sentence, with option names set as code. */
const labelOf = ({ configuration }: Arm): Text => say(`configuration.${configuration}.within`)

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

/** What a ratio is with the control in its place, the way round in which the sentence has it. */
function againOf(metric: Metric, comparison: Comparison): { again: Text; spread: Text } {
  const quantity = againQuantity(metric, comparison)
  const said = quantity !== null && comparison.verdict === 'lower' ? reciprocalQuantity(quantity) : quantity
  return {
    again: formatNumber(said?.value ?? Number.NaN),
    spread: claimClause({
      ratio: said?.value ?? null,
      statistic: comparison.again?.statistic ?? null,
      interval: said?.interval ?? null,
      range: said?.range ?? null,
    }),
  }
}

/** That the interval of a claim misses what the control gives in its place, where it does. */
const outsideClause = (metric: Metric, comparison: Comparison): Text =>
  missesControl(comparison) ? say('comparison.outside', againOf(metric, comparison)) : ''

/** The clause that follows the two values of a comparison, with its factor, interval, method and n. */
function effect(metric: Metric, comparison: Comparison, of: Arm, against: Arm): Text {
  const { interval, range, statistic, family, noiseFloor, verdict, ...rest } =
    comparison.verdict === 'lower' ? reciprocal(comparison) : comparison
  if (rest.ratio === null || statistic === null || range === null) {
    const isZero = [of, against].some(({ summary }) => (summary?.range.least ?? 0) <= 0)
    return say(isZero ? 'comparison.no-ratio' : 'comparison.other-commands')
  }
  const n = sizesOf(comparison, of, against)
  const ratio = formatNumber(rest.ratio)
  if (!interval) return say('comparison.no-interval', { ratio, n })
  const method = say(`method.${statistic}`)
  const values = { ratio, range: say('interval.by-method', { interval: formatInterval(interval, 3, 1), method, n }) }
  switch (verdict) {
    case 'higher':
    case 'lower':
      // What something costs is more or less of it, whatever its unit.
      return text`${say(WORDS[metric.role === 'cost' ? 'neither' : metric.better][verdict], values)}${outsideClause(metric, comparison)}`
    case 'too-scattered':
      return say('comparison.too-scattered', {
        range: formatInterval({ low: range.least, high: range.most }, 3, 1),
        n,
      })
    case 'may-be-chance':
      return say('comparison.may-be-chance', { ...values, family: formatWhole(family) })
    case 'unstable':
      return say('comparison.unstable', { ...values, floor: formatNumber(noiseFloor ?? 1) })
    case 'not-again':
      return say('comparison.not-again', { ...values, ...againOf(metric, comparison) })
    case 'no-difference':
      return say('comparison.no-difference', values)
    case 'too-few-trials':
      return say('comparison.no-interval', { ratio, n })
    case 'not-measured':
      return say('comparison.no-ratio')
  }
}

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
 * The sentence of a comparison, e.g. “**Process creation**: 62 ms without against 4.1 ms with `-enable-kvm`: slower
 * by a factor of 15 (95 % interval 14 to 16, n = 3 boots against 3).”
 */
export function comparisonFinding(id: string, metric: Metric, comparison: Comparison): Finding {
  const [of, against] = [armIn(metric, comparison.of), armIn(metric, comparison.against)]
  if (!of?.summary || !against?.summary) {
    const missing = [of, against].flatMap((a) =>
      a && !a.summary
        ? [text`${a.notMeasured ?? say('reason.no-sample')}${say('bracketed', { note: a.configuration })}`]
        : [],
    )
    return notMeasuredFinding(id, metric.title, listed(missing, 'list.clauses'))
  }
  const value = (a: Arm & { summary: NonNullable<Arm['summary']> }): Text =>
    say('comparison.value', { value: formatQuantity(a.summary.value, metric.unit), configuration: labelOf(a) })
  // Spread anew, so that the compiler keeps what was just checked.
  const values = say('comparison.values', {
    first: value({ ...of, summary: of.summary }),
    second: value({ ...against, summary: against.summary }),
    statistic: statisticOfMany({ ...of, summary: of.summary }, against),
  })
  return {
    id,
    sentence: say('finding.comparison', {
      title: metric.title,
      values,
      effect: effect(metric, comparison, of, against),
    }),
    verdict: comparison.verdict,
    evidence: filesOf(of, against),
    conditions: claimConditions(comparison),
    quantities: told(
      summaryQuantity(metric, of),
      summaryQuantity(metric, against),
      printedRatio(metric, comparison),
      printedAgain(metric, comparison),
    ),
  }
}

/** The factor of a comparison as its sentence has it. */
function printedRatio(metric: Metric, comparison: Comparison): Quantity | null {
  const ratio = ratioQuantity(metric, comparison)
  return ratio !== null && comparison.verdict === 'lower' ? reciprocalQuantity(ratio) : ratio
}

function printedAgain(metric: Metric, comparison: Comparison): Quantity | null {
  if (comparison.verdict !== 'not-again' && !missesControl(comparison)) return null
  const again = againQuantity(metric, comparison)
  return again !== null && comparison.verdict === 'lower' ? reciprocalQuantity(again) : again
}

/** `131 ms (median, range 87.0 to 172, n = 5 migrations)` */
export function summaryText(metric: Metric, arm: Arm): Text | null {
  if (!arm.summary) return null
  const n = say('n', { n: formatCount(arm.trials, unit(arm)) })
  const value = formatQuantity(arm.summary.value, metric.unit)
  return say('summary', { value, range: arm.trials === 1 ? n : summaryRange(arm.summary, n) })
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

/** A sentence that gives the quantity of one arm. */
export function describingFinding(id: string, metric: Metric, sentence: (text: Text) => Text): Finding {
  const [arm] = metric.arms
  const text = arm ? summaryText(metric, arm) : null
  if (!arm || text === null) return notMeasuredFinding(id, metric.title, arm?.notMeasured ?? say('reason.no-sample'))
  const quantities = told(summaryQuantity(metric, arm))
  return { id, sentence: sentence(text), verdict: 'described', evidence: filesOf(arm), quantities }
}
