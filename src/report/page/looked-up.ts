import {
  type Configuration,
  declared,
  EXPERIMENTS,
  metricsOf,
  programDeclaration,
} from '../../experiments/catalogue.ts'
import type { Analysis } from '../../findings/analysis.ts'
import { armIn, type Metric } from '../../findings/model/metric.ts'
import { claimClause } from '../../findings/model/spread.ts'
import { type Claim, reciprocal } from '../../findings/model/verdict.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatNumber, NOT_MEASURED } from '../../text/quantities.ts'

const results = (analysis: Analysis) => EXPERIMENTS.map((experiment) => analysis[experiment])

export const findingOf = (analysis: Analysis, id: string) =>
  results(analysis)
    .flatMap(({ findings }) => findings)
    .find((finding) => finding.id === id)

/** What a finding of a comparison is of, though it was not made; its id where it is of nothing that is compared. */
export function titleOf(id: string): Text {
  for (const experiment of EXPERIMENTS) {
    const metric = metricsOf(experiment).find((one) => `${declared[experiment].section}.${one.id}` === id)
    if (metric) return metric.title(metric.program === null ? '' : programDeclaration(metric.program).name)
  }
  return id
}

/** Two experiments may give an id to quantities of their own; a configuration that has it tells which is meant. */
export const metricOf = (analysis: Analysis, id: string, configuration: Configuration): Metric | undefined =>
  results(analysis)
    .flatMap(({ metrics }) => metrics)
    .find((metric) => metric.id === id && armIn(metric, configuration) !== undefined)

/** A ratio with its interval, turned round where the other way is the one that was compared. */
export function ratioText(metric: Metric | undefined, of: Configuration, against: Configuration): Text {
  const forward = metric?.comparisons.find((c) => c.of === of && c.against === against)
  if (forward?.ratio != null) return quotient(forward)
  const back = metric?.comparisons.find((c) => c.of === against && c.against === of)
  if (back?.ratio == null) return NOT_MEASURED
  return quotient(reciprocal(back))
}

function quotient(claim: Claim): Text {
  const { ratio, statistic } = claim
  if (ratio === null || statistic === null) return NOT_MEASURED
  return say('summary', {
    value: formatNumber(ratio),
    range: say('list', { first: say(`statistic.${statistic}`), second: claimClause(claim) }),
  })
}
