import { CATALOGUE } from '../../experiments/catalogue.ts'
import { DATAGRAM_PROGRAMS, WAYS, type Way } from '../../experiments/network-programs.ts'
import { meanOfRatios } from '../../statistics/effect.ts'
import { say } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity } from '../../text/quantities.ts'
import { armOf, type Metric, pairsByTrial } from '../model/metric.ts'
import { summaryQuantity, told, withinArms } from '../model/quantity.ts'
import { claimConditions, type Finding, filesOf, notMeasuredFinding, statisticOfMany } from '../model/sentence.ts'
import { shareOf } from '../model/share.ts'
import { claimClause } from '../model/spread.ts'
import { type Claim, claimOf } from '../model/verdict.ts'

const CARDS = CATALOGUE.network.arms

const offloadId = (card: (typeof CARDS)[number], way: Way): string => `C.offloads.${card}.${way}`

const offloadArms = (metrics: readonly Metric[], card: (typeof CARDS)[number], way: Way) =>
  [
    armOf(metrics, `iperf3-${way}.bitsPerSecond`, card),
    armOf(metrics, `iperf3-${way}-no-offload.bitsPerSecond`, card),
  ] as const

/** Throughput without a card’s offloads against that with them, boot by boot, by the id of the finding. */
function offloadClaims(metrics: readonly Metric[]): [string, Claim][] {
  return CARDS.flatMap((card) =>
    WAYS.flatMap((way): [string, Claim][] => {
      const [on, off] = offloadArms(metrics, card, way)
      const pairs = on && off ? pairsByTrial(on, off) : []
      const shares = pairs.map(([with_, without]) => without / with_)
      return shares.length === 0 ? [] : [[offloadId(card, way), claimOf(meanOfRatios(shares))]]
    }),
  )
}

/** What a card’s offloads are worth. @param claims judged together with the others of the section */
export function offloadFindings(metrics: readonly Metric[], claims: ReadonlyMap<string, Claim>): Finding[] {
  return CARDS.flatMap((card) =>
    WAYS.map((way): Finding => {
      const id = offloadId(card, way)
      const title = say('C.offloads.title', { card: say(`configuration.${card}`), direction: say(`direction.${way}`) })
      const [on, off] = offloadArms(metrics, card, way)
      const claim = claims.get(id)
      if (!on || !off || !claim) return notMeasuredFinding(id, title, off?.notMeasured ?? say('reason.no-sample'))
      const said = shareOf(claim, say('n', { n: formatCount(pairsByTrial(on, off).length, 'boot') }))
      if (said === null) return notMeasuredFinding(id, title, say('reason.no-sample'))
      const share = say('C.offloads.share', { share: said.percent })
      return {
        id,
        sentence: say(`C.offloads.${said.outcome}`, { title, share, range: said.range }),
        verdict: claim.verdict,
        evidence: filesOf(on, off),
        conditions: claimConditions(claim),
        quantities: told(withinArms('%', claim, off, on)),
      }
    }),
  )
}

const datagramArms = (metrics: readonly Metric[], card: (typeof CARDS)[number]) =>
  [
    armOf(metrics, 'udp-small.cpuMicrosecondsPerDatagram', card),
    armOf(metrics, 'udp-large.cpuMicrosecondsPerDatagram', card),
  ] as const

/** What is compared within boots, by the id of the finding that says it. */
export function claimsWithin(metrics: readonly Metric[]): ReadonlyMap<string, Claim> {
  const datagrams = CARDS.flatMap((card): [string, Claim][] => {
    const [small, large] = datagramArms(metrics, card)
    const ratios = small && large ? pairsByTrial(small, large).map(([one, other]) => other / one) : []
    return ratios.length === 0 ? [] : [[`C.datagrams.${card}`, claimOf(meanOfRatios(ratios))]]
  })
  return new Map([...offloadClaims(metrics), ...datagrams])
}

/**
 * Packets against bytes: what a small datagram costs the host beside one that is many times larger.
 * @param claims judged together with the others of the section
 */
export function datagramFindings(metrics: readonly Metric[], claims: ReadonlyMap<string, Claim>): Finding[] {
  return CARDS.map((card): Finding => {
    const id = `C.datagrams.${card}`
    const title = say('C.datagrams.title', { card: say(`configuration.${card}`) })
    const [small, large] = datagramArms(metrics, card)
    if (!small?.summary || !large?.summary)
      return notMeasuredFinding(id, title, small?.notMeasured ?? say('reason.no-sample'))
    const claim = claims.get(id)
    const n = say('n', { n: formatCount(pairsByTrial(small, large).length, 'boot') })
    if (claim?.ratio == null) return notMeasuredFinding(id, title, say('reason.no-sample'))
    const { verdict } = claim
    const conclusion =
      verdict === 'higher' || verdict === 'lower' || verdict === 'no-difference' ? say(`C.datagrams.${verdict}`) : ''
    const exits = DATAGRAM_PROGRAMS.map((program) => {
      const metric = `${program}.exitsPerDatagram`
      return { metric, arm: armOf(metrics, metric, card) }
    })
    const [few, many] = exits.map(({ arm }) => (arm?.summary ? formatNumber(arm.summary.value) : say('not-measured')))
    return {
      id,
      sentence: say('C.datagrams', {
        title,
        small: formatQuantity(small.summary.value, 'µs'),
        large: formatQuantity(large.summary.value, 'µs'),
        ratio: formatNumber(claim.ratio),
        range: say('datagrams.range', {
          statistic: statisticOfMany({ ...small, summary: small.summary }, large),
          spread: claimClause(claim),
          n,
        }),
        exitsSmall: few ?? '',
        exitsLarge: many ?? '',
        conclusion,
      }),
      verdict: 'described',
      evidence: filesOf(small, large, ...exits.map(({ arm }) => arm)),
      conditions: claimConditions(claim),
      quantities: told(
        summaryQuantity({ id: 'udp-small.cpuMicrosecondsPerDatagram', unit: 'µs' }, small),
        summaryQuantity({ id: 'udp-large.cpuMicrosecondsPerDatagram', unit: 'µs' }, large),
        withinArms('', claim, large, small),
        ...exits.map(({ metric, arm }) => summaryQuantity({ id: metric, unit: '' }, arm)),
      ),
    }
  })
}
