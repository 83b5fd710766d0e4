import { CATALOGUE } from '../../experiments/catalogue.ts'
import { WAYS, type Way } from '../../experiments/network-programs.ts'
import { say } from '../../text/phrase.ts'
import { formatNumber, formatQuantity } from '../../text/quantities.ts'
import { type Case, casesOf, effectQuantity, isClaimed } from '../model/answer.ts'
import type { ExperimentResult } from '../model/experiment-result.ts'
import { type Arm, armIn, type Metric } from '../model/metric.ts'
import { summaryQuantity, told } from '../model/quantity.ts'
import { seen } from '../model/seen.ts'
import { condition, type Finding } from '../model/sentence.ts'

/** What differs by less may differ by chance. */
const APART = 1.5

/** Means that are far apart, and a difference that is not claimed all the same. */
function open(cases: readonly Case[]): Finding[] {
  const [first] = cases
    .filter((one) => !isClaimed(one))
    .flatMap((one) => {
      const quantity = effectQuantity(one)
      return quantity === null ? [] : [{ quantity, title: one.metric.title }]
    })
    .toSorted((a, b) => b.quantity.value - a.quantity.value)
  if (!first) return []
  const { quantity, title } = first
  return seen(
    'question.C.open',
    [condition('how many times as much one mean is as the other', quantity.value, '>=', APART)],
    [],
    () => say('question.C.open', { title, factor: formatNumber(quantity.value) }),
    [quantity],
  )
}

/** A card that carries far more in one direction than in the other. */
function directions(metrics: readonly Metric[]): Finding[] {
  const metricOf = (way: Way): Metric | undefined => metrics.find(({ id }) => id === `iperf3-${way}.bitsPerSecond`)
  const carriedBy = (arm: Arm | undefined): number => arm?.summary?.value ?? 0
  const [first] = CATALOGUE.network.arms
    .flatMap((card) => {
      const sides = WAYS.flatMap((way) => {
        const metric = metricOf(way)
        const arm = armIn(metric, card)
        return metric && arm && carriedBy(arm) > 0 ? [{ way, metric, arm }] : []
      }).toSorted((a, b) => carriedBy(b.arm) - carriedBy(a.arm))
      const [more, less] = sides
      return more && less ? [{ card, more, less, factor: carriedBy(more.arm) / carriedBy(less.arm) }] : []
    })
    .toSorted((a, b) => b.factor - a.factor)
  if (!first) return []
  const { card, more, less, factor } = first
  const said = ({ metric, arm }: typeof more) => formatQuantity(carriedBy(arm), metric.unit)
  return seen(
    'question.C.directions',
    [condition('one direction over the other', factor, '>=', APART)],
    [],
    () =>
      say('question.C.directions', {
        card: say(`configuration.${card}.within`),
        more: said(more),
        moreWay: say(`direction.${more.way}`),
        less: said(less),
        lessWay: say(`direction.${less.way}`),
      }),
    told(summaryQuantity(more.metric, more.arm), summaryQuantity(less.metric, less.arm)),
  )
}

/** A card that carries more, and answers a ping no sooner. */
function roundTrip(cases: readonly Case[]): Finding[] {
  const ping = cases.find(({ metric }) => metric.source === 'ping')
  const [faster] = cases
    .filter(({ metric, fared }) => metric.source !== 'ping' && fared === 'better')
    .flatMap((one) => effectQuantity(one) ?? [])
    .toSorted((a, b) => b.value - a.value)
  if (!ping || !faster) return []
  return seen(
    'question.C.round-trip',
    [
      condition('throughput of virtio over that of e1000', faster.value, '>', 1),
      condition('no difference of round trips is claimed, 1 or 0', isClaimed(ping) ? 0 : 1, '=', 1),
    ],
    [],
    () => say('question.C.round-trip', { factor: formatNumber(faster.value) }),
    [faster],
  )
}

/** Segments of one card’s streams were sent again, of the other’s fewer: what was seen of it says on what grounds. */
const retransmits = (findings: readonly Pick<Finding, 'id' | 'conditions'>[]): Finding[] =>
  WAYS.flatMap((way) => {
    const [first, ...rest] = findings.find(({ id }) => id === `C.seen.retransmits.${way}`)?.conditions ?? []
    if (first === undefined) return []
    return seen(`question.C.retransmits.${way}`, [first, ...rest], [], () =>
      say('question.C.retransmits', { direction: say(`direction.${way}`) }),
    )
  })

/** What section C’s data makes one ask. */
export function networkQuestions({ metrics, findings }: Pick<ExperimentResult, 'metrics' | 'findings'>): Finding[] {
  const cases = casesOf(metrics, 'virtio', 'e1000')
  return [...open(cases), ...directions(metrics), ...roundTrip(cases), ...retransmits(findings)]
}
