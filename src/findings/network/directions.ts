import { CATALOGUE } from '../../experiments/catalogue.ts'
import { WAYS, type Way } from '../../experiments/network-programs.ts'
import { meanOfRatios } from '../../statistics/effect.ts'
import { isTooWide } from '../../statistics/interval.ts'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatFactor, formatInterval } from '../../text/quantities.ts'
import { type Arm, armOf, type Metric, pairsByTrial } from '../model/metric.ts'
import { told, withinArms } from '../model/quantity.ts'
import { headed, seen } from '../model/seen.ts'
import { type Condition, condition, type Finding, filesOf } from '../model/sentence.ts'
import { claimClause, rangeInWords } from '../model/spread.ts'

const CARDS = CATALOGUE.network.arms
type Card = (typeof CARDS)[number]

/** Directions that differ by less may differ by their work in the kernel alone; held against the interval's near end. */
const UNEQUAL = 1.5

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
        factor: formatFactor(value),
        card: say(`configuration.${card}`),
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

/** By the second no difference is found, and no large one can be there. */
const isAlike = ({ interval }: Between): boolean =>
  interval !== null && interval.low <= 1 && interval.high >= 1 && interval.low > 1 / UNEQUAL && interval.high < UNEQUAL

/** A clause, and the ratios that it prints. */
interface Said {
  clauses: Text[]
  printed: readonly Between[]
}

/**
 * Whether exits go with it: by the megabyte they must, where each carries less; by the second they need not. Where more are
 * claimed of a card it is that card's that are printed, else what of none is claimed.
 */
function exitsSaid(exits: readonly Between[], perSecond: readonly Between[]): Said {
  if (exits.length === 0) return { clauses: [say('C.seen.direction.not-counted')], printed: [] }
  const more = exits.filter(takesMore)
  if (more.length === 0)
    return { clauses: [say('C.seen.direction.exits-open', { perMegabyte: listedFactors(exits) })], printed: exits }
  const perMegabyte = listedFactors(more)
  const bySecond = perSecond.filter(({ card }) => more.some((one) => one.card === card))
  if (bySecond.length < more.length)
    return { clauses: [say('C.seen.direction.exits-only', { perMegabyte })], printed: more }
  const name = bySecond.every(isAlike) ? 'C.seen.direction.exits-alike' : 'C.seen.direction.exits'
  const clause = say(name, { perMegabyte, perSecond: listedFactors(bySecond) })
  return { clauses: [clause], printed: [...more, ...bySecond] }
}

/** The lower end of an interval that informs; 0 where none does. */
const lowEnd = (name: string, one: Between, least: number): Condition =>
  condition(`${name} with ${one.card}, lower end`, informs(one) ? (one.interval?.low ?? 0) : 0, '>', least)

function factorOf(one: Between): Text {
  const { card, value, interval, shares } = one
  const values = { card: say(`configuration.${card}`), n: boots(one) }
  return isClear(one) && interval
    ? say('C.seen.direction.factor', { ...values, factor: formatFactor(value), interval: formatInterval(interval) })
    : say('C.seen.direction.scattered', { ...values, range: rangeInWords(shares, formatFactor) })
}

/** One direction that carries several times what the other does. */
export function unequalDirections(metrics: readonly Metric[]): Finding[] {
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
    // What offloads have to do with it is said where they are shown not to be all of it.
    const apart = without.length > 0 && without.every(isClear) ? without : []
    const said = exitsSaid(exits, perSecond)
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
      ...said.clauses,
      ...(apart.length === 0 ? [] : [say('C.seen.direction.without-offloads', { factors: listedFactors(apart) })]),
    ]
    return headed(
      say('C.seen.direction.heading'),
      seen(
        'C.seen.direction',
        [condition('lower end of the ratio of directions', first.interval.low, '>=', UNEQUAL)],
        [...streams, ...exits, ...perSecond, ...without].flatMap(({ arms }) => filesOf(...arms)),
        () => joined(parts, ' '),
        told(...[...streams, ...said.printed, ...apart].map(({ quantity }) => quantity)),
        [
          condition(
            'cards whose interval informs and lies beyond it',
            streams.filter(isClear).length,
            '=',
            CARDS.length,
          ),
          ...exits.map((one) => lowEnd('ratio of exits a megabyte', one, 1)),
          ...perSecond.flatMap(({ card, interval }) => [
            condition(`ratio of exits a second with ${card}, lower end`, interval?.low ?? 0, '<=', 1),
            condition(`ratio of exits a second with ${card}, upper end`, interval?.high ?? Infinity, '>=', 1),
          ]),
          ...without.map((one) => lowEnd('ratio of directions without offloads', one, UNEQUAL)),
        ],
      ),
    )
  })
}
