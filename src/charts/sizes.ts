import { repetitionOf } from '../experiments/catalogue.ts'
import type { Arm, Metric } from '../findings/model/metric.ts'
import { listed, say, type Text, written } from '../text/phrase.ts'
import { formatWhole } from '../text/quantities.ts'

/** What a repetition is called: boots and migrations repeat a configuration, rounds the host. */
function repetitions(arm: Arm): Text {
  return say(`count-of.${repetitionOf(arm.configuration)}`, { count: formatWhole(arm.trials) })
}

/** `n = 3 boots with -enable-kvm, 3 boots without, 3 rounds on the host itself`; `n = 4 boots each` where all are alike. */
export function sizes(metrics: readonly Pick<Metric, 'arms'>[]): Text {
  const byLabel = new Map<Text, Arm>()
  for (const arm of metrics.flatMap((metric) => metric.arms)) {
    const most = byLabel.get(arm.label)
    if (most === undefined || arm.trials > most.trials) byLabel.set(arm.label, arm)
  }
  const fewer = metrics.some(({ arms }) => arms.some((arm) => arm.trials < (byLabel.get(arm.label)?.trials ?? 0)))
  const counts = [...byLabel.values()].map(repetitions)
  const [first] = counts
  const alike = first !== undefined && counts.length > 1 && counts.every((count) => written(count) === written(first))
  if (alike && !fewer) return say('n.each', { n: first })
  const parts = [...byLabel].map(([label, arm]) => say('chart.size', { count: repetitions(arm), configuration: label }))
  return say(fewer ? 'chart.sizes-at-most' : 'n', { n: listed(parts) })
}
