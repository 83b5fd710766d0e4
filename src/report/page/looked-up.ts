import { EXPERIMENTS } from '../../experiments/catalogue.ts'
import type { Analysis } from '../../findings/analysis.ts'
import type { Metric } from '../../findings/model/metric.ts'
import { spreadClause, spreadOf } from '../../findings/model/spread.ts'
import type { Claim } from '../../findings/model/verdict.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatNumber, NOT_MEASURED } from '../../text/quantities.ts'

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
  if (forward?.ratio != null) return quotient(forward)
  const back = metric?.comparisons.find((c) => c.of === against && c.against === of)
  if (back?.ratio == null) return NOT_MEASURED
  return quotient({
    ...back,
    ratio: 1 / back.ratio,
    interval: back.interval && { low: 1 / back.interval.high, high: 1 / back.interval.low },
    range: back.range && { least: 1 / back.range.most, most: 1 / back.range.least },
  })
}

function quotient({ ratio, statistic, interval, range }: Claim): Text {
  if (ratio === null || statistic === null || range === null) return NOT_MEASURED
  const spread = spreadClause(spreadOf({ statistic, interval, range }), { distinctFrom: 1 })
  return say('summary', {
    value: formatNumber(ratio),
    range: say('list', { first: say(`statistic.${statistic}`), second: spread }),
  })
}
