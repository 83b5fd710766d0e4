import { CATALOGUE } from '../../experiments/catalogue.ts'
import { REGISTER_EVENT } from '../../experiments/exit-kinds.ts'
import { RATE, type StreamProgram } from '../../experiments/network-programs.ts'
import type { Interval } from '../../statistics/interval.ts'
import { joined, say, type Text } from '../../text/phrase.ts'
import { formatInterval, formatNumber, formatQuantity } from '../../text/quantities.ts'
import { type Arm, armIn, type Comparison, type Metric } from '../model/metric.ts'
import { faredConditions } from '../model/outcome.ts'
import { type Quantity, ratioQuantity, reciprocalQuantity, summaryQuantity, told } from '../model/quantity.ts'
import { claimConditions, type Finding, filesOf, sizes, statisticOfMany } from '../model/sentence.ts'
import { reciprocal } from '../model/verdict.ts'

const CARDS = CATALOGUE.network.arms

const comparisonOf = (metric: Metric | undefined): Comparison | undefined => metric?.comparisons[0]

/** The arms of both cards, where both have a number. */
function bothCards(metric: Metric | undefined): Record<Card, SummedArm> | null {
  const [virtio, e1000] = [armIn(metric, 'virtio'), armIn(metric, 'e1000')]
  if (!virtio?.summary || !e1000?.summary) return null
  return { virtio: { ...virtio, summary: virtio.summary }, e1000: { ...e1000, summary: e1000.summary } }
}

type Card = (typeof CARDS)[number]
type SummedArm = Arm & { summary: NonNullable<Arm['summary']> }

const perSecond = ({ summary }: SummedArm): Text => formatQuantity(summary.value, say('unit.times-per-second'))

/** How often the VM is left with either card. */
const countsOf = ({ virtio, e1000 }: Record<Card, SummedArm>): Text =>
  say('C.counts', { virtio: perSecond(virtio), e1000: perSecond(e1000), statistic: statisticOfMany(virtio, e1000) })

/**
 * Why one card is faster. At full speed a count per megabyte falls by itself as throughput rises, so what is asked is how
 * often the VM is left while both cards carry the same. A cause is named only where the slower card needs more.
 */
export function causeFinding(probe: StreamProgram, metrics: readonly Metric[]): Finding {
  const find = (id: string): Metric | undefined => metrics.find((metric) => metric.id === id)
  const throughput = find(`${probe}.bitsPerSecond`)
  const exits = find(`${probe}-at-rate.exitsPerSecond`)
  const judged = comparisonOf(throughput)
  const verdict = judged?.verdict ?? 'not-measured'
  const direction = CATALOGUE.network.programs[probe].name
  const id = `C.${probe}.cause`
  const counted = bothCards(exits)
  const evidence = [
    ...new Set([...filesOf(...(throughput?.arms ?? [])), ...(counted ? filesOf(counted.virtio, counted.e1000) : [])]),
  ]
  const rates = (metric: Metric | undefined): (Quantity | null)[] =>
    metric === undefined ? [] : CARDS.map((card) => summaryQuantity(metric, armIn(metric, card)))
  const described = (sentence: Text): Finding => ({
    id,
    sentence,
    verdict: 'described',
    evidence,
    conditions: judged ? claimConditions(judged) : [],
  })
  if (verdict === 'not-measured') return { id, sentence: say('C.cause.not-measured', { direction }), verdict, evidence }
  const counts = counted && countsOf(counted)
  const differingConditions = exits === undefined || counts === null ? [] : faredConditions(exits, 'virtio', 'e1000')
  if (verdict !== 'higher' && verdict !== 'lower') {
    const shown = counts ? say('C.cause.counted', { rate: RATE, counts }) : ''
    return {
      ...described(
        say(verdict === 'no-difference' ? 'C.cause.no-difference' : 'C.cause.unclaimed', { direction, counts: shown }),
      ),
      verdict,
      conditions: [...(judged ? claimConditions(judged) : []), ...differingConditions],
      quantities: counts ? told(...rates(exits)) : [],
    }
  }
  const [fast, slow]: [Card, Card] = verdict === 'higher' ? ['virtio', 'e1000'] : ['e1000', 'virtio']
  const [faster, slower] = [say(`configuration.${fast}`), say(`configuration.${slow}`)]
  // That the card of registers is the faster one is against all that the text says of the two.
  const named = (sentence: Text): Finding =>
    described(fast === 'e1000' ? joined([say('C.cause.contradicts', { direction }), sentence], ' ') : sentence)
  if (!counted || !counts)
    return named(say('C.cause.conjecture', { faster, direction, reason: say('C.cause.none-counted') }))
  const more = slowerNeedsMore(exits, verdict)
  const comparison = comparisonOf(exits)
  const conditions = comparison ? claimConditions(comparison) : []
  if (!more)
    return {
      ...named(say('C.cause.unexplained', { faster, slower, direction, rate: RATE, counts })),
      conditions,
      quantities: told(...rates(exits)),
    }
  const registers = find(`${probe}-at-rate.registerAccessesPerSecond`)
  const accesses = bothCards(registers)
  const why =
    slow === 'e1000' && accesses && slowerNeedsMore(registers, verdict)
      ? say('C.cause.registers', {
          slow: perSecond(accesses[slow]),
          fast: perSecond(accesses[fast]),
          statistic: statisticOfMany(accesses.virtio, accesses.e1000),
          event: REGISTER_EVENT,
        })
      : say('C.cause.interruption', { slower })
  const cause = named(
    say('C.cause', {
      direction,
      rate: RATE,
      slow: perSecond(counted[slow]),
      fast: perSecond(counted[fast]),
      slower,
      faster,
      statistic: statisticOfMany(counted.virtio, counted.e1000),
      ratio: formatNumber(more.ratio),
      range: say('interval.with-n', {
        interval: formatInterval(more.interval, 3, 1),
        n: sizes(counted[slow], counted[fast]),
      }),
      why,
    }),
  )
  const ratio = exits && comparison ? ratioQuantity(exits, comparison) : null
  return {
    ...cause,
    conditions,
    quantities: told(
      ...rates(exits),
      ...rates(registers),
      ratio === null || verdict === 'lower' ? ratio : reciprocalQuantity(ratio),
    ),
  }
}

interface Ratio {
  ratio: number
  interval: Interval
}

/**
 * How many times as much of it the slower card needs, where it is claimed that it needs more.
 * @param throughput whether that of virtio, against that of e1000, is higher or lower
 */
function slowerNeedsMore(metric: Metric | undefined, throughput: 'higher' | 'lower'): Ratio | null {
  const comparison = comparisonOf(metric)
  // The ratio of the metric is that of virtio against e1000.
  if (comparison?.verdict !== (throughput === 'lower' ? 'higher' : 'lower')) return null
  const { ratio, interval } = throughput === 'lower' ? comparison : reciprocal(comparison)
  return ratio === null || interval === null ? null : { ratio, interval }
}
