import { namesOf } from '../../experiments/names.ts'
import { RATE, WAYS } from '../../experiments/network-programs.ts'
import { say, type Text } from '../../text/phrase.ts'
import { type Case, caseOf, effectOf, isClaimed, sizeOf } from '../model/answer.ts'
import type { Metric } from '../model/metric.ts'

/** What one card takes more of, where both carry the same and that is claimed. */
const COSTS = { exitsPerSecond: 'exits', cpuSecondsPerGigabyte: 'cpu' } as const

export interface ClaimedCost {
  one: Case
  clause: Text
  /** The same as a sentence of the first page. */
  short: Text
}

/** How often the VM is left where both cards carry the same, of which the text says what it says of causes. */
export const isExitsAtRate = ({ id }: Pick<Metric, 'id'>): boolean =>
  WAYS.some((way) => id === `iperf3-${way}-at-rate.exitsPerSecond`)

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
          const [virtio, e1000] = [say('configuration.virtio'), say('configuration.e1000')]
          const cards = one.fared === 'better' ? { card: e1000, other: virtio } : { card: virtio, other: e1000 }
          const values = { factor, interval, ...cards }
          return {
            one,
            clause: say(`C.answer.${COSTS[name]}`, { ...values, direction: say(`direction.${way}`) }),
            short: say(`C.short.${COSTS[name]}`, {
              ...values,
              rate: RATE,
              direction: say(`C.short.${way}`),
              n: sizeOf(one),
            }),
          }
        }),
    ),
  )
}
