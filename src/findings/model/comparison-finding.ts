import { listed, say, type Text, text } from '../../text/phrase.ts'
import { formatInterval, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { type Arm, armIn, type Comparison, type Metric, missesControl } from './metric.ts'
import { againQuantity, asSaid, ratioQuantity, summaryQuantity, told } from './quantity.ts'
import { claimConditions, type Finding, filesOf, notMeasuredFinding, sizesOf, statisticOfMany } from './sentence.ts'
import { claimClause } from './spread.ts'
import { reciprocal } from './verdict.ts'

const WORDS = {
  lower: { higher: 'comparison.slower', lower: 'comparison.faster' },
  higher: { higher: 'comparison.faster', lower: 'comparison.slower' },
  neither: { higher: 'comparison.more', lower: 'comparison.fewer' },
} as const

/** A configuration as a part of a sentence, with option names set as code. */
const labelOf = ({ configuration }: Arm): Text => say(`configuration.${configuration}.within`)

/** What a ratio is with the control in its place. */
function againOf(metric: Metric, comparison: Comparison): { again: Text; spread: Text } {
  const said = againQuantity(metric, comparison)
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
      asSaid(ratioQuantity(metric, comparison), comparison),
      comparison.verdict === 'not-again' || missesControl(comparison) ? againQuantity(metric, comparison) : null,
    ),
  }
}
