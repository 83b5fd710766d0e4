import type { LoadedRun } from '../../data/loaded-run.ts'
import { TRIAL_FILE, trialPath } from '../../data/trial-path.ts'
import { CATALOGUE } from '../../experiments/catalogue.ts'
import { WAYS } from '../../experiments/network-programs.ts'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatInterval, formatQuantity } from '../../text/quantities.ts'
import { armIn, type Metric } from '../model/metric.ts'
import { faredConditions, faredOf } from '../model/outcome.ts'
import { condition, conditionsOf, type Finding, filesOf, notMeasuredFinding } from '../model/sentence.ts'

const CARDS = CATALOGUE.network.arms

const filesOfCards = (metric: Metric | undefined): string[] => filesOf(...CARDS.map((card) => armIn(metric, card)))

/** What round trips say to it: one packet, whose notification and interrupt it does not share. */
function roundTripFinding(metrics: readonly Metric[]): Finding {
  const metric = metrics.find(({ id }) => id === 'ping.roundTripMs')
  const fared = faredOf(metric, 'virtio', 'e1000')
  return {
    id: 'C.ping.explanation',
    sentence: say(`C.ping.explained.${fared}`),
    verdict: fared === 'not-measured' ? fared : 'described',
    evidence: filesOfCards(metric),
    conditions: faredConditions(metric, 'virtio', 'e1000'),
  }
}

/** A direction with what is left of its throughput. */
function withShare(way: Text, { quantities = [] }: Finding): Text {
  const [share] = quantities
  if (!share?.interval) return way
  return say('C.larger-pieces.way', {
    way,
    share: formatQuantity(share.value, '%'),
    interval: say('interval', { interval: formatInterval(share.interval, 3, 100) }),
  })
}

/**
 * Whether the card that may send larger pieces carries less where it may not.
 * @param offloads the findings on offloads
 */
function pieceFinding(offloads: readonly Finding[]): Finding {
  const id = 'C.larger-pieces'
  const ways = WAYS.map((way) => ({
    way: say(`direction.${way}`),
    finding: offloads.find((one) => one.id === `C.offloads.virtio.${way}`),
  }))
  const measured = ways.flatMap(({ way, finding }) =>
    finding === undefined || finding.verdict === 'not-measured' ? [] : [{ way, finding }],
  )
  if (measured.length === 0) return notMeasuredFinding(id, say('C.larger-pieces.title'), say('reason.no-sample-in-run'))
  const having = (verdict: Finding['verdict']): Text[] =>
    measured.filter(({ finding }) => finding.verdict === verdict).map(({ way, finding }) => withShare(way, finding))
  const [lower, higher] = [having('lower'), having('higher')]
  const parts = [
    ...(lower.length > 0 ? [say('C.larger-pieces.lower', { ways: listed(lower, 'and') })] : []),
    ...(higher.length > 0 ? [say('C.larger-pieces.higher', { ways: listed(higher, 'and') })] : []),
  ]
  return {
    id,
    sentence: parts.length > 0 ? joined(parts, ' ') : say('C.larger-pieces.none'),
    verdict: 'described',
    evidence: [...new Set(measured.flatMap(({ finding }) => finding.evidence))],
    conditions: measured.flatMap(({ finding }) => conditionsOf(finding.id, finding.conditions ?? [])),
    quantities: measured
      .filter(({ finding: { verdict } }) => verdict === 'lower' || verdict === 'higher')
      .flatMap(({ finding }) => finding.quantities ?? []),
  }
}

/** The backends of a VM's cards, as its command line has them. */
const netdevsOf = (argv: readonly string[]): string =>
  argv.filter((_, index) => argv[index - 1] === '-netdev').join(' ')

/** Whether the cards differ in what is behind them: then a difference is not theirs alone. */
function backendFinding({ trials }: LoadedRun): Finding {
  const id = 'C.backend'
  const started = CARDS.map((card) =>
    trials.filter(({ trial }) => trial.configuration === card && netdevsOf(trial.vmArgv ?? []) !== ''),
  )
  const [virtio = [], e1000 = []] = started.map((list) => [
    ...new Set(list.map(({ trial }) => netdevsOf(trial.vmArgv ?? []))),
  ])
  if (virtio.length === 0 || e1000.length === 0)
    return notMeasuredFinding(id, say('C.backend.title'), say('reason.no-command-line'))
  const code = (netdevs: readonly string[]): Text => listed(netdevs.map((one) => `\`-netdev ${one}\``))
  const all = new Set([...virtio, ...e1000])
  const sentence =
    all.size > 1
      ? say('C.backend.differs', { virtio: code(virtio), e1000: code(e1000) })
      : say([...all].some((one) => /\bvhost=on\b/.test(one)) ? 'C.backend.vhost' : 'C.backend.same', {
          netdev: code(virtio),
        })
  return {
    id,
    sentence,
    verdict: 'described',
    evidence: started.flat().map(({ trial }) => trialPath(trial.id, TRIAL_FILE)),
    conditions: [
      condition('different backends', all.size, '=', 1),
      condition('backends with vhost', [...all].filter((one) => /\bvhost=on\b/.test(one)).length, '=', 0),
    ],
  }
}

/** What of the explanation the run agrees with, and what it contradicts. */
export const explanationFindings = (
  own: LoadedRun,
  metrics: readonly Metric[],
  offloads: readonly Finding[],
): Finding[] => [roundTripFinding(metrics), pieceFinding(offloads), backendFinding(own)]
