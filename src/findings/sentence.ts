import type { Arm, Comparison, Finding, Metric } from './analysis.ts'
import { formatCount, formatInterval, formatNumber, formatQuantity, formatWhole } from './format.ts'

const WORDS = {
  lower: { higher: 'slower', lower: 'faster' },
  higher: { higher: 'faster', lower: 'slower' },
  neither: { higher: 'more', lower: 'fewer' },
} as const

/** A label with option names set as code. */
const labelOf = (arm: Arm): string => {
  const isCard = arm.configuration === 'virtio' || arm.configuration === 'e1000'
  return isCard ? `with ${arm.label}` : arm.label.replace(/(^|\s)(-[a-z-]+)/, '$1`$2`')
}

function unit(arm: Arm): string {
  if (arm.configuration === 'host') return 'round'
  return arm.configuration === 'precopy' ? 'migration' : 'boot'
}

/** `n = 3 boots against 3`, with the second noun only where it differs. */
function sizes(of: Arm, against: Arm): string {
  const second = unit(of) === unit(against) ? formatWhole(against.trials) : formatCount(against.trials, unit(against))
  return `n = ${formatCount(of.trials, unit(of))} against ${second}`
}

const turned = (comparison: Comparison): Pick<Comparison, 'ratio' | 'interval'> =>
  comparison.verdict !== 'lower' || comparison.ratio === null || comparison.interval === null
    ? comparison
    : {
        ratio: 1 / comparison.ratio,
        interval: { low: 1 / comparison.interval.high, high: 1 / comparison.interval.low },
      }

/** The clause that follows the two values of a comparison, with its factor, interval and n. */
function effect(metric: Metric, comparison: Comparison, of: Arm, against: Arm): string {
  const { ratio, interval } = turned(comparison)
  const n = sizes(of, against)
  if (ratio === null) return '; no ratio can be given, as one of them is 0'
  if (!interval) {
    return `, a ratio of ${formatNumber(ratio)}; with ${n} no interval can be given and no difference is claimed`
  }
  const range = `95 % interval ${formatInterval(interval, 3, 1)}, ${n}`
  if (comparison.verdict !== 'higher' && comparison.verdict !== 'lower') {
    return `; no difference was found (ratio ${formatNumber(ratio)}, ${range})`
  }
  return `: ${WORDS[metric.better][comparison.verdict]} by a factor of ${formatNumber(ratio)} (${range})`
}

/** Says that there is no number, and why; the reason is plain text that may quote a raw file. */
export function notMeasuredFinding(id: string, title: string, reason: string): Finding {
  const escaped = reason.replaceAll(/[\\`*_[\]<>&|~#]/g, '\\$&')
  return { id, sentence: `**${title}**: not measured: ${escaped}.`, verdict: 'not-measured', evidence: [] }
}

/** The raw files that an arm's summary rests on. */
const filesOf = (...arms: Arm[]): string[] =>
  [...new Set(arms.flatMap(({ samples }) => samples.filter(({ warmup }) => !warmup).map(({ source }) => source)))]

/**
 * The sentence of a comparison, e.g. “**Process creation**: 62 ms without against 4.1 ms with `-enable-kvm`: slower
 * by a factor of 15 (95 % interval 14 to 16, n = 3 boots against 3).”
 */
export function comparisonFinding(id: string, metric: Metric, comparison: Comparison): Finding {
  const arm = (configuration: Comparison['of']): Arm | undefined =>
    metric.arms.find((candidate) => candidate.configuration === configuration)
  const [of, against] = [arm(comparison.of), arm(comparison.against)]
  if (!of?.summary || !against?.summary) {
    const missing = [of, against].flatMap((a) =>
      a && !a.summary ? [`${a.notMeasured ?? 'no sample'} (${a.configuration})`] : [])
    return notMeasuredFinding(id, metric.title, missing.join('; '))
  }
  const value = (a: Arm & { summary: NonNullable<Arm['summary']> }): string =>
    `${formatQuantity(a.summary.value, metric.unit)} ${labelOf(a)}`
  // Spread anew, so that the compiler keeps what was just checked.
  const values = `${value({ ...of, summary: of.summary })} against ${value({ ...against, summary: against.summary })}`
  return {
    id,
    sentence: `**${metric.title}**: ${values}${effect(metric, comparison, of, against)}.`,
    verdict: comparison.verdict,
    evidence: filesOf(of, against),
  }
}

/** `90 ms (95 % interval 84 to 96, n = 5 migrations)` */
export function summaryText(metric: Metric, arm: Arm): string | null {
  if (!arm.summary) return null
  const { value, interval } = arm.summary
  const range = interval ? `95 % interval ${formatInterval(interval)}, ` : ''
  return `${formatQuantity(value, metric.unit)} (${range}n = ${formatCount(arm.trials, unit(arm))})`
}

/** A sentence that gives the quantity of one arm. */
export function describingFinding(id: string, metric: Metric, sentence: (text: string) => string): Finding {
  const [arm] = metric.arms
  const text = arm ? summaryText(metric, arm) : null
  if (!arm || text === null) return notMeasuredFinding(id, metric.title, arm?.notMeasured ?? 'no sample')
  return { id, sentence: sentence(text), verdict: 'described', evidence: filesOf(arm) }
}
