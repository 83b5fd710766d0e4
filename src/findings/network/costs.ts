import { CATALOGUE } from '../../experiments/catalogue.ts'
import { ratio } from '../../statistics/summary.ts'
import { say } from '../../text/phrase.ts'
import { formatCount, formatInterval, formatNumber, formatQuantity } from '../../text/quantities.ts'
import { type Arm, armOf, type Metric, mediansOf, verdictOf } from '../model/metric.ts'
import { type Finding, filesOf, notMeasuredFinding } from '../model/sentence.ts'

const CARDS = CATALOGUE.network.arms

/** The trials that both arms have, as pairs of medians: with offloads and without, in the same boot. */
function pairsOf(on: Arm, off: Arm): [number, number][] {
  const byTrial = (arm: Arm) =>
    Map.groupBy(
      arm.samples.filter(({ warmup }) => !warmup),
      ({ trial }) => trial,
    )
  const [ons, offs] = [byTrial(on), byTrial(off)]
  return [...ons].flatMap(([trial, samples]): [number, number][] => {
    const [a] = mediansOf({ samples })
    const [b] = mediansOf({ samples: offs.get(trial) ?? [] })
    return a === undefined || b === undefined || a <= 0 || b <= 0 ? [] : [[a, b]]
  })
}

/** What a card’s offloads are worth: throughput without them as a share of that with them, boot by boot. */
export function offloadFindings(metrics: readonly Metric[]): Finding[] {
  return CARDS.flatMap((card) =>
    (['to-vm', 'from-vm'] as const).map((way): Finding => {
      const id = `C.offloads.${card}.${way}`
      const title = say('C.offloads.title', { card: say(`configuration.${card}`), direction: say(`direction.${way}`) })
      const on = armOf(metrics, `iperf3-${way}.bitsPerSecond`, card)
      const off = armOf(metrics, `iperf3-${way}-no-offload.bitsPerSecond`, card)
      const pairs = on && off ? pairsOf(on, off) : []
      if (!on || !off || pairs.length === 0)
        return notMeasuredFinding(id, title, off?.notMeasured ?? say('reason.no-sample'))
      // Each boot is its own control, so the controls are 1 without spread.
      const shares = pairs.map(([with_, without]) => without / with_)
      const { value, interval } = ratio(
        shares,
        shares.map(() => 1),
      )
      const verdict = verdictOf(interval)
      const n = say('n', { n: formatCount(pairs.length, 'boot') })
      const share = say('C.offloads.share', { share: formatQuantity(100 * value, '%') })
      const range = interval
        ? say('interval.percent-with-n', {
            interval: formatInterval({ low: 100 * interval.low, high: 100 * interval.high }, 3, 100),
            n,
          })
        : n
      const outcome =
        verdict === 'higher' || verdict === 'lower'
          ? verdict
          : verdict === 'too-few-trials'
            ? 'no-interval'
            : 'no-difference'
      return {
        id,
        sentence: say(`C.offloads.${outcome}`, { title, share, range }),
        verdict,
        evidence: filesOf(on, off),
      }
    }),
  )
}

/** Packets against bytes: what a small datagram costs the host beside one that is many times larger. */
export function datagramFindings(metrics: readonly Metric[]): Finding[] {
  return CARDS.map((card): Finding => {
    const id = `C.datagrams.${card}`
    const title = say('C.datagrams.title', { card: say(`configuration.${card}`) })
    const small = armOf(metrics, 'udp-small.cpuMicrosecondsPerDatagram', card)
    const large = armOf(metrics, 'udp-large.cpuMicrosecondsPerDatagram', card)
    if (!small?.summary || !large?.summary)
      return notMeasuredFinding(id, title, small?.notMeasured ?? say('reason.no-sample'))
    const { value, interval } = ratio(mediansOf(large), mediansOf(small))
    const verdict = verdictOf(interval)
    const conclusion =
      verdict === 'higher' || verdict === 'lower' || verdict === 'no-difference' ? say(`C.datagrams.${verdict}`) : ''
    const exits = (['udp-small', 'udp-large'] as const).map((probe) =>
      armOf(metrics, `${probe}.exitsPerDatagram`, card),
    )
    const [few, many] = exits.map((arm) => (arm?.summary ? formatNumber(arm.summary.value) : say('not-measured')))
    return {
      id,
      sentence: say('C.datagrams', {
        title,
        small: formatQuantity(small.summary.value, 'µs'),
        large: formatQuantity(large.summary.value, 'µs'),
        ratio: formatNumber(value),
        range: interval
          ? say('interval.with-n', {
              interval: formatInterval(interval, 3, 1),
              n: say('n', { n: formatCount(small.trials, 'boot') }),
            })
          : say('n', { n: formatCount(small.trials, 'boot') }),
        exitsSmall: few ?? '',
        exitsLarge: many ?? '',
        conclusion,
      }),
      verdict: 'described',
      evidence: filesOf(small, large, ...exits),
    }
  })
}
