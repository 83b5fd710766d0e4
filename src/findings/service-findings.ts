import { summarise } from '../statistics/summary.ts'
import type { Finding, Metric, MigrationResult } from './analysis.ts'
import { formatCount, formatInterval, formatNumber, formatQuantity, formatWhole } from './format.ts'
import { notMeasuredFinding } from './sentence.ts'

/** `from host 1 to host 2` */
const direction = ({ source, destination }: MigrationResult): string =>
  `from ${source} to ${destination}`.replaceAll('host', 'host\u00a0')

function recoveryFinding(migrations: readonly MigrationResult[], metric: Metric, why: string): Finding {
  const id = 'D.recovery'
  const watched = migrations.flatMap((migration) =>
    migration.service ? [{ migration, ...migration.service }] : [])
  if (watched.length === 0) return notMeasuredFinding(id, metric.title, why)
  const back = watched.flatMap(({ recoveryS }) => (recoveryS === null ? [] : [recoveryS]))
  const missed = watched.filter(({ recoveryS }) => recoveryS === null)
  const n = formatCount(watched.length, 'migration')
  const evidence = watched.map(({ migration }) => `trials/${migration.trial}/iperf3.txt`)
  if (missed.length === 0) {
    const { value, interval } = summarise(back)
    const range = interval ? `95 % interval ${formatInterval(interval)}, ` : ''
    const sentence = `After RESUME it took ${formatQuantity(value, 's')} (${range}n = ${n}) until the TCP ` +
      'throughput first reached 90 % of the baseline’s median; the end of that interval of iperf3 counts.'
    return { id, sentence, verdict: 'described', evidence }
  }
  const [low, high] = [Math.min(...back), Math.max(...back)]
  const others = back.length === 0
    ? ''
    : `; where it did, this took ${low === high ? formatQuantity(low, 's') : `${formatInterval({ low, high })} s`}`
  const ways = [...new Set(missed.map(({ migration }) => direction(migration)))].join(' and ')
  const watchedS = Math.min(...missed.map(({ observedS }) => observedS))
  const sentence = `In ${formatWhole(missed.length)} of ${n} (${ways}) no interval of iperf3 reached 90 % of the ` +
    `baseline’s median within the ${formatNumber(watchedS, 2)} s or more observed after RESUME${others}. The way of ` +
    'the packets is another one after the switch, and this is not told apart from a slow recovery.'
  return { id, sentence, verdict: 'described', evidence }
}

function lossFinding(migrations: readonly MigrationResult[], metric: Metric, why: string): Finding {
  const id = 'D.service-lost'
  const [arm] = metric.arms
  if (!arm?.summary) return notMeasuredFinding(id, metric.title, why)
  const { value, interval } = arm.summary
  const range = interval ? `95 % interval ${formatInterval(interval)}, ` : ''
  const open = migrations.filter(({ service }) => service && service.recoveryS === null).length
  const end = open === 0
    ? ''
    : `; in ${formatWhole(open)} of them the throughput did not come back, and the loss is counted up to the end of ` +
      'the observation'
  return {
    id,
    sentence: `A migration cost ${formatQuantity(value, 's')} of service (${range}n = ` +
      `${formatCount(arm.trials, 'migration')}): the integral of 1 − throughput/baseline from the first pass to the ` +
      `recovery${end}.`,
    verdict: 'described',
    evidence: arm.samples.map(({ source }) => source),
  }
}

/** How long the service takes to come back, and how much of it is lost. */
export function serviceFindings(
  migrations: readonly MigrationResult[],
  metrics: readonly Metric[],
  whyMissing: (file: string) => string,
): Finding[] {
  const find = (id: string): Metric[] => metrics.filter((metric) => metric.id === id)
  return [
    ...find('migration.recoveryS').map((metric) => recoveryFinding(migrations, metric, whyMissing('iperf3'))),
    ...find('migration.serviceLostS').map((metric) => lossFinding(migrations, metric, whyMissing('iperf3'))),
  ]
}
