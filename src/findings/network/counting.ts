import type { LoadedRun } from '../../data/loaded-run.ts'
import { TRIAL_FILE, trialPath } from '../../data/trial-path.ts'
import { CATALOGUE } from '../../experiments/catalogue.ts'
import { AT_RATE_PROGRAMS, MOST_BUSY_PERCENT, RATE } from '../../experiments/network-programs.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { formatQuantity } from '../../text/quantities.ts'
import { type Arm, armOf, type Metric } from '../model/metric.ts'
import { type Quantity, summaryQuantity, told } from '../model/quantity.ts'
import { condition, type Finding, filesOf, notMeasuredFinding } from '../model/sentence.ts'
import { type HostProcessors, hostProcessor } from './processor.ts'

/** When and by what the host counted, which differs between versions of the lab. */
export function countingFinding({ trials }: LoadedRun): Finding {
  const id = 'C.counting'
  const counted = trials.flatMap(({ trial }) =>
    trial.samples.some(({ files }) => 'exits' in files)
      ? [{ trial, within: trial.samples.some(({ counting }) => counting !== undefined) }]
      : [],
  )
  if (counted.length === 0) return notMeasuredFinding(id, say('C.counting.title'), say('reason.no-sample-in-run'))
  const within = counted.filter((one) => one.within).length
  const how = within === counted.length ? 'window' : within === 0 ? 'earlier' : 'both'
  return {
    id,
    sentence: say(`C.counting.${how}`),
    verdict: 'described',
    evidence: counted.map(({ trial }) => trialPath(trial.id, TRIAL_FILE)),
    conditions: [condition('trials counted within windows', within, '=', counted.length)],
  }
}

const { arms: CARDS, programs: PROGRAMS } = CATALOGUE.network

const busyQuantity = (program: string, arm: Arm | undefined): Quantity | null =>
  summaryQuantity({ id: `${program}.busyPercent`, unit: '%' }, arm)

/** From this part on what the host does anyway is a large part of what it does in all. */
const LARGE_PART = 0.25

/** The least part that an idle VM takes of what a stream takes, over cards and directions; null where one is not known. */
function leastShareOfIdle(
  streams: readonly { virtio: number; e1000: number }[],
  virtio: number | undefined,
  e1000: number | undefined,
): number | null {
  if (virtio === undefined || e1000 === undefined) return null
  return Math.min(...streams.flatMap((one) => [virtio / one.virtio, e1000 / one.e1000]))
}

/** How busy the host was while both cards carried the same, and while its VM had nothing to do. */
export function rateFinding(metrics: readonly Metric[], processors: HostProcessors): Finding {
  const id = 'C.at-rate'
  const title = say('C.at-rate.title')
  const busy = (program: (typeof AT_RATE_PROGRAMS)[number] | 'idle') =>
    CARDS.map((card) => armOf(metrics, `${program}.busyPercent`, card))
  const streams = AT_RATE_PROGRAMS.flatMap((program) => {
    const arms = busy(program)
    const [virtio, e1000] = arms.map((arm) => arm?.summary)
    return virtio && e1000
      ? [{ program, virtio: virtio.value, e1000: e1000.value, statistic: virtio.statistic, arms }]
      : []
  })
  const [first] = streams
  if (first === undefined) return notMeasuredFinding(id, title, say('reason.no-sample-in-run'))
  const both = (virtio: number, e1000: number) => ({
    virtio: formatQuantity(virtio, '%'),
    e1000: formatQuantity(e1000, '%'),
  })
  const shares = streams.map(({ program, virtio, e1000 }) =>
    say('C.at-rate.share', {
      ...both(virtio, e1000),
      direction: PROGRAMS[program].sender === 'host' ? say('direction.to-vm') : say('direction.from-vm'),
    }),
  )
  const idle = busy('idle')
  const [virtio, e1000] = idle.map((arm) => arm?.summary?.value)
  const rest: Text = virtio === undefined || e1000 === undefined ? '' : say('C.at-rate.idle', both(virtio, e1000))
  const shareOfIdle = leastShareOfIdle(streams, virtio, e1000)
  const alone =
    shareOfIdle === null ? '' : condition('least share of what an idle host is in use', shareOfIdle, '>=', LARGE_PART)
  return {
    id,
    sentence: say('C.at-rate', {
      title,
      rate: RATE,
      processor: hostProcessor(processors, 'within'),
      shares: listed(shares, 'list.clauses'),
      idle: rest,
      alone: alone && (alone.holds ? say('C.at-rate.alone-large', { rate: RATE }) : say('C.at-rate.alone')),
      most: formatQuantity(MOST_BUSY_PERCENT, '%'),
      statistic: say(`statistic.${first.statistic}.many`),
    }),
    verdict: 'described',
    evidence: filesOf(...streams.flatMap(({ arms }) => arms), ...idle),
    conditions: [
      condition(
        'highest share of a stream, percent',
        Math.max(...streams.flatMap((one) => [one.virtio, one.e1000])),
        '<=',
        MOST_BUSY_PERCENT,
      ),
      ...(alone === '' ? [] : [alone]),
    ],
    quantities: told(
      ...streams.flatMap(({ program, arms }) => arms.map((arm) => busyQuantity(program, arm))),
      ...idle.map((arm) => busyQuantity('idle', arm)),
    ),
  }
}
