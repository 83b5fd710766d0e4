import { CATALOGUE } from '../../experiments/catalogue.ts'
import { WAYS } from '../../experiments/network-programs.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { type Arm, armOf, type Metric, mediansOf } from '../model/metric.ts'
import { counted, endsOf, extremesOf, leastAndMost, overTrials, type Quantity, told } from '../model/quantity.ts'
import { headed, seen } from '../model/seen.ts'
import { condition, type Finding, filesOf } from '../model/sentence.ts'
import { rangeInWords } from '../model/spread.ts'
import { unequalDirections } from './directions.ts'
import { type HostProcessors, hostProcessor } from './processor.ts'

const CARDS = CATALOGUE.network.arms
type Card = (typeof CARDS)[number]

/** Boots of one configuration that differ by more are no one quantity: a mean over them says nothing. */
const SCATTERED = 3

/** A few segments are sent again in any stream. */
const RETRANSMITS = 10

/** Above this a processor has no room left that a stream could use. */
const BUSY_PERCENT = 85

const cardName = (card: Card): Text => say(`configuration.${card}`)
/** One card whose segments get lost, where the other's do not. */
function retransmits(metrics: readonly Metric[]): Finding[] {
  return WAYS.flatMap((way) =>
    ([CARDS, CARDS.toReversed() as [Card, Card]] as const).flatMap(([card, other]) => {
      const [many, few] = [card, other].map((one) => armOf(metrics, `iperf3-${way}.retransmits`, one))
      if (!many?.summary || !few?.summary) return []
      const [least, most] = [Math.min(...mediansOf(many)), Math.max(...mediansOf(few))]
      const rangeIn = (arm: Arm): Text =>
        rangeInWords(
          counted(arm).map(({ value }) => value),
          formatWhole,
        )
      return headed(
        say('C.seen.retransmits.heading'),
        seen(
          `C.seen.retransmits.${way}`,
          [
            condition('lowest median of a boot, segments', least, '>=', RETRANSMITS),
            condition('the same against the other card’s highest', least, '>', most),
            condition('boots', Math.min(many.trials, few.trials), '>=', 2),
          ],
          filesOf(many, few),
          () =>
            say('C.seen.retransmits', {
              direction: say(`direction.${way}`),
              card: cardName(card),
              many: rangeIn(many),
              other: cardName(other),
              few: rangeIn(few),
              n: say('n', { n: formatCount(many.trials, 'boot') }),
            }),
          [many, few].flatMap((arm) => extremesOf(say('unit.segments'), counted(arm))),
        ),
      )
    }),
  )
}

const factorOfBoots = (arm: Arm): Quantity | null => overTrials('most-by-least', '', counted(arm))

/** Streams whose boots differ by far more than the boots of others: no one figure stands for them. */
function scattered(metrics: readonly Metric[]): Finding[] {
  const arms = WAYS.flatMap((way) =>
    CARDS.flatMap((card) => {
      const arm = armOf(metrics, `iperf3-${way}.bitsPerSecond`, card)
      const medians = arm ? mediansOf(arm) : []
      const factor = Math.max(...medians) / Math.min(...medians)
      return arm && medians.length > 1 && Number.isFinite(factor) ? [{ way, card, arm, medians, factor }] : []
    }),
  ).toSorted((a, b) => b.factor - a.factor)
  const [first] = arms
  if (!first) return []
  const isScattered = ({ factor }: typeof first): boolean => factor >= SCATTERED
  const streams = arms.filter(isScattered).map(({ way, card, medians, factor }) =>
    say('C.seen.scattered.stream', {
      direction: say(`direction.${way}`),
      card: cardName(card),
      range: rangeInWords(medians, (value) => formatQuantity(value, 'Mbit/s')),
      factor: formatNumber(factor),
      n: say('n', { n: formatCount(medians.length, 'boot') }),
    }),
  )
  return headed(
    say('C.seen.scattered.heading'),
    seen(
      'C.seen.scattered',
      [condition('highest by lowest median of a boot', first.factor, '>=', SCATTERED)],
      filesOf(...arms.map(({ arm }) => arm)),
      () => say('C.seen.scattered', { streams: listed(streams, 'list.clauses') }),
      told(
        ...arms.filter(isScattered).flatMap(({ arm }) => endsOf('Mbit/s', counted(arm))),
        ...arms.filter(isScattered).map(({ arm }) => factorOfBoots(arm)),
      ),
    ),
  )
}

/** Whatever is sent, the host's processor has no room left: then its time is the bound, whoever took it. */
function busyHost(metrics: readonly Metric[], processors: HostProcessors): Finding[] {
  const arms = WAYS.flatMap((way) =>
    CARDS.flatMap((card) => armOf(metrics, `iperf3-${way}.busyPercent`, card) ?? []),
  ).filter(({ summary }) => summary !== null)
  const medians = arms.flatMap(mediansOf)
  if (medians.length === 0) return []
  return headed(
    say('C.seen.busy-host.heading'),
    seen(
      'C.seen.busy-host',
      [
        condition(
          'lowest median of a boot, percent of the busiest processor',
          Math.min(...medians),
          '>=',
          BUSY_PERCENT,
        ),
        condition('cards and directions', arms.length, '=', WAYS.length * CARDS.length),
      ],
      filesOf(...arms),
      () =>
        say('C.seen.busy-host', {
          processor: hostProcessor(processors, 'begins'),
          busy: rangeInWords(medians, (value) => formatQuantity(value, '%')),
        }),
      leastAndMost(arms.flatMap((arm) => endsOf('%', counted(arm)))),
    ),
  )
}

/** What section C shows beside what was asked. */
export const seenOf = (metrics: readonly Metric[], processors: HostProcessors): Finding[] => [
  ...unequalDirections(metrics),
  ...scattered(metrics),
  ...retransmits(metrics),
  ...busyHost(metrics, processors),
]
