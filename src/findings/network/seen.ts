import { CATALOGUE } from '../../experiments/catalogue.ts'
import { WAYS, type Way } from '../../experiments/network-programs.ts'
import { meanOfRatios } from '../../statistics/effect.ts'
import { isTooWide } from '../../statistics/interval.ts'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatInterval, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { type Arm, armOf, type Metric, mediansOf, pairsByTrial } from '../model/metric.ts'
import {
  counted,
  endsOf,
  extremesOf,
  leastAndMost,
  overTrials,
  type Quantity,
  told,
  withinArms,
} from '../model/quantity.ts'
import { seen } from '../model/seen.ts'
import { type Condition, condition, type Finding, filesOf } from '../model/sentence.ts'
import { claimClause, rangeInWords } from '../model/spread.ts'
import { type HostProcessors, hostProcessor } from './processor.ts'

const CARDS = CATALOGUE.network.arms
type Card = (typeof CARDS)[number]

/** Directions that differ by less may differ by their work in the kernel alone; held against the interval's near end. */
const UNEQUAL = 1.5

/** Boots of one configuration that differ by more are no one quantity: a mean over them says nothing. */
const SCATTERED = 3

/** A few segments are sent again in any stream. */
const RETRANSMITS = 10

/** Above this a processor has no room left that a stream could use. */
const BUSY_PERCENT = 85

const cardName = (card: Card): Text => say(`configuration.${card}`)
const times = (factor: number): Text => say('factor', { factor: formatNumber(factor) })
const boots = ({ shares }: Between): Text => say('n', { n: formatCount(shares.length, 'boot') })

/** How many times as much of a metric one direction has, boot by boot. */
function between(metrics: readonly Metric[], card: Card, [more, less]: readonly [Way, Way], name: string) {
  const arm = (way: Way): Arm | undefined => armOf(metrics, `iperf3-${way}${name}`, card)
  const [a, b] = [arm(more), arm(less)]
  if (!a?.summary || !b?.summary) return null
  const shares = pairsByTrial(a, b).map(([first, second]) => first / second)
  if (shares.length === 0) return null
  const { value, interval, range, statistic } = meanOfRatios(shares)
  const quantity = withinArms('', { ratio: value, statistic, interval, range }, a, b)
  const spread = claimClause({ ratio: value, statistic, interval, range })
  return { card, value, interval, spread, shares, arms: [a, b] as const, quantity }
}
type Between = NonNullable<ReturnType<typeof between>>

const listedFactors = (all: readonly Between[]): Text =>
  listed(
    all.map(({ card, value, spread }) =>
      say('C.seen.direction.with', {
        factor: times(value),
        card: cardName(card),
        spread,
      }),
    ),
    'list.clauses',
  )

/** Where the interval lies, if it informs. */
const informs = ({ interval }: Between): boolean => interval !== null && !isTooWide(interval)

/** By the interval; or by every boot, where they are too scattered for one. */
const isClear = (one: Between): boolean => informs(one) && (one.interval?.low ?? 0) >= UNEQUAL
const isUnequal = (one: Between): boolean =>
  isClear(one) || (one.shares.length > 1 && one.shares.every((share) => share >= UNEQUAL))

/** Whether the slower direction is shown to take more. */
const takesMore = (one: Between): boolean => informs(one) && (one.interval?.low ?? 0) > 1

/** By the second as often, as far as its interval tells. */
const isAlike = (one: Between): boolean =>
  informs(one) && one.interval !== null && one.interval.low > 1 / UNEQUAL && one.value < UNEQUAL

/** What of the exits is printed: where more are claimed of a card, that card's; else what of none is claimed. */
function saidOf(exits: readonly Between[], perSecond: readonly Between[]): readonly Between[] {
  const more = exits.filter(takesMore)
  if (more.length === 0) return exits
  const bySecond = perSecond.filter(({ card }) => more.some((one) => one.card === card))
  return bySecond.length === more.length ? [...more, ...bySecond] : more
}

/** Whether exits go with it: by the megabyte they must, where each carries less; by the second they need not. */
function exitsClause(exits: readonly Between[], perSecond: readonly Between[]): Text[] {
  if (exits.length === 0) return [say('C.seen.direction.not-counted')]
  const [more, open] = [exits.filter(takesMore), exits.filter((one) => !takesMore(one))]
  const bySecond = perSecond.filter(({ card }) => more.some((one) => one.card === card))
  const perMegabyte = listedFactors(more)
  const values = { perMegabyte, perSecond: listedFactors(bySecond) }
  const name = bySecond.every(isAlike) ? 'C.seen.direction.exits-alike' : 'C.seen.direction.exits'
  return [
    ...(more.length === 0
      ? []
      : [bySecond.length === more.length ? say(name, values) : say('C.seen.direction.exits-only', { perMegabyte })]),
    ...(more.length === 0 ? [say('C.seen.direction.exits-open', { perMegabyte: listedFactors(open) })] : []),
  ]
}

/** The lower end of an interval that informs; 0 where none does. */
const lowEnd = (name: string, one: Between, least: number): Condition =>
  condition(`${name} with ${one.card}, lower end`, informs(one) ? (one.interval?.low ?? 0) : 0, '>', least)

function factorOf(one: Between): Text {
  const { card, value, interval, shares } = one
  const values = { card: cardName(card), n: boots(one) }
  return isClear(one) && interval
    ? say('C.seen.direction.factor', { ...values, factor: times(value), interval: formatInterval(interval) })
    : say('C.seen.direction.scattered', { ...values, range: rangeInWords(shares, (share) => formatNumber(share)) })
}

/** One direction that carries several times what the other does. */
function unequalDirections(metrics: readonly Metric[]): Finding[] {
  return ([WAYS, WAYS.toReversed() as [Way, Way]] as const).flatMap((ways) => {
    const [more, less] = ways
    const of = (name: string): Between[] => CARDS.flatMap((card) => between(metrics, card, ways, name) ?? [])
    const streams = of('.bitsPerSecond').filter(isUnequal)
    const [first] = streams.filter(isClear).toSorted((a, b) => b.value - a.value)
    if (!first?.interval) return []
    const having = (all: readonly Between[]): Between[] =>
      all.filter(({ card }) => streams.some((one) => one.card === card))
    const exits = having(CARDS.flatMap((card) => between(metrics, card, [less, more], '.exitsPerMegabyte') ?? []))
    const perSecond = having(CARDS.flatMap((card) => between(metrics, card, [less, more], '.exitsPerSecond') ?? []))
    const without = having(of('-no-offload.bitsPerSecond'))
    const parts = [
      say('C.seen.direction', {
        more: say(`direction.${more}`),
        less: say(`direction.${less}`),
        factors: listed(
          streams.map((one) => factorOf(one)),
          'list.clauses',
        ),
      }),
      ...(streams.filter(isClear).length === CARDS.length ? [say('C.seen.direction.both')] : []),
      ...exitsClause(exits, perSecond),
      ...(without.length === 0
        ? []
        : [
            say(without.every(isClear) ? 'C.seen.direction.without-offloads' : 'C.seen.direction.offloads', {
              factors: listedFactors(without),
            }),
          ]),
    ]
    return seen(
      'C.seen.direction',
      [condition('lower end of the ratio of directions', first.interval.low, '>=', UNEQUAL)],
      [...streams, ...exits, ...perSecond, ...without].flatMap(({ arms }) => filesOf(...arms)),
      () => joined(parts, ' '),
      told(...[...streams, ...saidOf(exits, perSecond), ...without].map(({ quantity }) => quantity)),
      [
        condition('cards whose interval informs and lies beyond it', streams.filter(isClear).length, '=', CARDS.length),
        ...exits.map((one) => lowEnd('ratio of exits a megabyte', one, 1)),
        ...perSecond.map(({ card, value }) => condition(`ratio of exits a second with ${card}`, value, '<', UNEQUAL)),
        ...without.map((one) => lowEnd('ratio of directions without offloads', one, UNEQUAL)),
      ],
    )
  })
}

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
      return seen(
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
  const others = arms.filter((one) => !isScattered(one)).map(({ factor }) => factor)
  const streams = arms.filter(isScattered).map(({ way, card, medians, factor }) =>
    say('C.seen.scattered.stream', {
      direction: say(`direction.${way}`),
      card: cardName(card),
      range: rangeInWords(medians, (value) => formatQuantity(value, 'Mbit/s')),
      factor: formatNumber(factor),
      n: say('n', { n: formatCount(medians.length, 'boot') }),
    }),
  )
  return seen(
    'C.seen.scattered',
    [condition('highest by lowest median of a boot', first.factor, '>=', SCATTERED)],
    filesOf(...arms.map(({ arm }) => arm)),
    () =>
      say('C.seen.scattered', {
        streams: listed(streams, 'list.clauses'),
        others:
          others.length === 0
            ? ''
            : say('C.seen.scattered.others', { others: rangeInWords(others, (one) => formatNumber(one)) }),
      }),
    told(
      ...arms.filter(isScattered).flatMap(({ arm }) => endsOf('Mbit/s', counted(arm))),
      ...arms.filter(isScattered).map(({ arm }) => factorOfBoots(arm)),
      ...leastAndMost(told(...arms.filter((one) => !isScattered(one)).map(({ arm }) => factorOfBoots(arm)))),
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
  return seen(
    'C.seen.busy-host',
    [
      condition('lowest median of a boot, percent of the busiest processor', Math.min(...medians), '>=', BUSY_PERCENT),
      condition('cards and directions', arms.length, '=', WAYS.length * CARDS.length),
    ],
    filesOf(...arms),
    () =>
      say('C.seen.busy-host', {
        processor: hostProcessor(processors, 'begins'),
        busy: rangeInWords(medians, (value) => formatQuantity(value, '%')),
      }),
    leastAndMost(arms.flatMap((arm) => endsOf('%', counted(arm)))),
  )
}

/** What section C shows beside what was asked. */
export const seenOf = (metrics: readonly Metric[], processors: HostProcessors): Finding[] => [
  ...unequalDirections(metrics),
  ...scattered(metrics),
  ...retransmits(metrics),
  ...busyHost(metrics, processors),
]
