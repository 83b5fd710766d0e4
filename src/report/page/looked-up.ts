import { EXPERIMENTS } from '../../experiments/catalogue.ts'
import type { Analysis } from '../../findings/analysis.ts'
import type { Metric } from '../../findings/model/metric.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatInterval, formatNumber, NOT_MEASURED } from '../../text/quantities.ts'

const results = (analysis: Analysis) => EXPERIMENTS.map((experiment) => analysis[experiment])

export const findingOf = (analysis: Analysis, id: string) =>
  results(analysis)
    .flatMap(({ findings }) => findings)
    .find((finding) => finding.id === id)

export const metricOf = (analysis: Analysis, id: string) =>
  results(analysis)
    .flatMap(({ metrics }) => metrics)
    .find((metric) => metric.id === id)

/** A ratio with its interval, turned round where the other way is the one that was compared. */
export function ratioText(metric: Metric | undefined, of: string, against: string): Text {
  const forward = metric?.comparisons.find((c) => c.of === of && c.against === against)
  if (forward?.ratio != null) return quotient(forward.ratio, forward.interval)
  const back = metric?.comparisons.find((c) => c.of === against && c.against === of)
  if (back?.ratio == null) return NOT_MEASURED
  return quotient(1 / back.ratio, back.interval && { low: 1 / back.interval.high, high: 1 / back.interval.low })
}

function quotient(ratio: number, interval: { low: number; high: number } | null): Text {
  const range = interval ? say('interval', { interval: formatInterval(interval, 3, 1) }) : say('no-interval')
  return say('summary', { value: formatNumber(ratio), range })
}
