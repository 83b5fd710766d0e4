import { namesOf } from '../../experiments/names.ts'
import { WAYS } from '../../experiments/network-programs.ts'
import { say, type Text } from '../../text/phrase.ts'
import { type Case, caseOf, effectOf, isClaimed } from '../model/answer.ts'
import type { Metric } from '../model/metric.ts'

/** What one card takes more of, where both carry the same and that is claimed. */
const COSTS = { exitsPerSecond: 'C.answer.exits', cpuSecondsPerGigabyte: 'C.answer.cpu' } as const

export interface ClaimedCost {
  one: Case
  clause: Text
}

/** Differences in what a card costs, which need not show as throughput. */
export function claimedCosts(metrics: readonly Metric[]): ClaimedCost[] {
  return WAYS.flatMap((way) =>
    namesOf(COSTS).flatMap((name) =>
      metrics
        .filter(({ id }) => id === `iperf3-${way}-at-rate.${name}`)
        .flatMap((metric) => caseOf(metric, 'virtio', 'e1000'))
        .filter(isClaimed)
        .map((one) => {
          const { factor, interval } = effectOf(one)
          const card = say(`configuration.${one.fared === 'better' ? 'e1000' : 'virtio'}`)
          return { one, clause: say(COSTS[name], { factor, interval, card, direction: say(`direction.${way}`) }) }
        }),
    ),
  )
}
