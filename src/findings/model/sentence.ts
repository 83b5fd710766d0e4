import { repetitionOf } from '../../experiments/catalogue.ts'
import type { ConfigurationDeclaration } from '../../experiments/declaration.ts'
import { listed, rewritten, say, type Text, text } from '../../text/phrase.ts'
import { formatCount, formatInterval, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { type Arm, armIn, type Comparison, type Metric } from './metric.ts'

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
  verdict: Comparison['verdict'] | 'described'
  /** Raw files and counts behind it. */
  evidence: string[]
  /** What the sentence depends on, whether it holds or not; where there is none, nothing is claimed. */
  conditions?: Condition[]
}

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

/** What a comparison must meet for a difference to be claimed: its interval lies on one side of 1. */
export const intervalConditions = (interval: Comparison['interval']): Condition[] =>
  interval === null
    ? []
    : [condition('interval.low', interval.low, '>', 1), condition('interval.high', interval.high, '<', 1)]

const WORDS = {
  lower: { higher: 'comparison.slower', lower: 'comparison.faster' },
  higher: { higher: 'comparison.faster', lower: 'comparison.slower' },
  neither: { higher: 'comparison.more', lower: 'comparison.fewer' },
} as const

/** A configuration as a part of a sentence, with option names set as code. */
const labelOf = ({ configuration }: Arm): Text => say(`configuration.${configuration}.within`)

const unit = (arm: Arm): ConfigurationDeclaration['repetition'] => repetitionOf(arm.configuration)

/** `n = 3 boots against 3`, with the second noun only where it differs. */
export function sizes(of: Arm, against: Arm): Text {
  const second = unit(of) === unit(against) ? formatWhole(against.trials) : formatCount(against.trials, unit(against))
  return say('n.against', { first: formatCount(of.trials, unit(of)), second })
}

const turned = (comparison: Comparison): Pick<Comparison, 'ratio' | 'interval'> =>
  comparison.verdict !== 'lower' || comparison.ratio === null || comparison.interval === null
    ? comparison
    : {
        ratio: 1 / comparison.ratio,
        interval: { low: 1 / comparison.interval.high, high: 1 / comparison.interval.low },
      }

/** The clause that follows the two values of a comparison, with its factor, interval and n. */
function effect(metric: Metric, comparison: Comparison, of: Arm, against: Arm): Text {
  const { ratio, interval } = turned(comparison)
  const n = sizes(of, against)
  if (ratio === null) return say('comparison.no-ratio')
  if (!interval) {
    return say('comparison.no-interval', { ratio: formatNumber(ratio), n })
  }
  const range = say('interval.with-n', { interval: formatInterval(interval, 3, 1), n })
  if (comparison.verdict === 'unstable') return say('comparison.unstable', { ratio: formatNumber(ratio), range })
  if (comparison.verdict !== 'higher' && comparison.verdict !== 'lower') {
    return say('comparison.no-difference', { ratio: formatNumber(ratio), range })
  }
  return say(WORDS[metric.better][comparison.verdict], { ratio: formatNumber(ratio), range })
}

/** Plain text, as a tool printed it, in a sentence of Markdown. */
export const literal = (text: Text): Text =>
  rewritten(text, (wording) => wording.replaceAll(/[\\`*_[\]<>&|~#]/g, '\\$&'))

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
      a && !a.summary ? [text`${a.notMeasured ?? say('reason.no-sample')} (${a.configuration})`] : [],
    )
    return notMeasuredFinding(id, metric.title, listed(missing, 'list.clauses'))
  }
  const value = (a: Arm & { summary: NonNullable<Arm['summary']> }): Text =>
    say('comparison.value', { value: formatQuantity(a.summary.value, metric.unit), configuration: labelOf(a) })
  // Spread anew, so that the compiler keeps what was just checked.
  const values = say('comparison.values', {
    first: value({ ...of, summary: of.summary }),
    second: value({ ...against, summary: against.summary }),
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
    conditions: intervalConditions(comparison.interval),
  }
}

/** `90 ms (95 % interval 84 to 96, n = 5 migrations)` */
export function summaryText(metric: Metric, arm: Arm): Text | null {
  if (!arm.summary) return null
  const { value, interval } = arm.summary
  const n = say('n', { n: formatCount(arm.trials, unit(arm)) })
  const range = interval ? say('interval.with-n', { interval: formatInterval(interval), n }) : n
  return say('summary', { value: formatQuantity(value, metric.unit), range })
}

/** A sentence that gives the quantity of one arm. */
export function describingFinding(id: string, metric: Metric, sentence: (text: Text) => Text): Finding {
  const [arm] = metric.arms
  const text = arm ? summaryText(metric, arm) : null
  if (!arm || text === null) return notMeasuredFinding(id, metric.title, arm?.notMeasured ?? say('reason.no-sample'))
  return { id, sentence: sentence(text), verdict: 'described', evidence: filesOf(arm) }
}
