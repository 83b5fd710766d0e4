import type { Metric } from './metric.ts'
import { type Claim, judgedTogether } from './verdict.ts'

/** What answers the question of a section, as against what explains the answer or says what it costs. */
export const isHeadline = ({ role }: Pick<Metric, 'role'>): boolean => role === 'headline'

/** What else is compared in a section, by a name. */
type Others = ReadonlyMap<string, Claim>

function judgedAsOne(metrics: readonly Metric[], others: Others): { metrics: Metric[]; others: Others } {
  const names = [...others.keys()]
  const judgements = judgedTogether([...metrics.flatMap(({ comparisons }) => comparisons), ...others.values()])
  let next = 0
  return {
    metrics: metrics.map((metric) => ({
      ...metric,
      comparisons: metric.comparisons.map((comparison) => ({ ...comparison, ...judgements[next++] })),
    })),
    others: new Map(
      names.flatMap((name) => {
        const claim = others.get(name)
        return claim === undefined ? [] : [[name, { ...claim, ...judgements[next++] }]]
      }),
    ),
  }
}

/**
 * The comparisons of a section, corrected as two families: those that answer its question, and those that explain the
 * answer or say what it costs, to which comparisons within a trial belong.
 */
export function judgedFamilies(metrics: readonly Metric[], within: Others): { metrics: Metric[]; within: Others } {
  const answers = judgedAsOne(metrics.filter(isHeadline), new Map())
  const explanations = judgedAsOne(
    metrics.filter((metric) => !isHeadline(metric)),
    within,
  )
  const byId = new Map([...answers.metrics, ...explanations.metrics].map((metric) => [metric.id, metric]))
  return { metrics: metrics.map((metric) => byId.get(metric.id) ?? metric), within: explanations.others }
}
