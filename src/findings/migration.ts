import type { LoadedRun } from '../data/loaded-run.ts'
import { ParseError } from '../measurements/parse-error.ts'
import { ratio } from '../statistics/summary.ts'
import type { Analysis, Arm, Finding, Measurement, Metric, MigrationResult } from './analysis.ts'
import { formatCount, formatInterval, formatQuantity, formatWhole } from './format.ts'
import { trialLimits } from './limits.ts'
import { buildMetric, verdictOf, type MetricPlan } from './metric.ts'
import { readMigration } from './migration-result.ts'
import { asSentence, trialsOf } from './missing.ts'
import { describingFinding } from './sentence.ts'

/** A quantity of one migration; null where that migration does not have it. */
interface Quantity {
  id: string
  title: string
  unit: string
  better: Metric['better']
  file: string
  value: (result: MigrationResult) => number | null
}

const percentOf = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole <= 0 ? null : (100 * part) / whole

const QUANTITIES: readonly Quantity[] = [
  { id: 'total', title: 'Total time of the migration', unit: 's', better: 'lower', file: 'qmp-source.ndjson', value: (m) => m.totalMs / 1000 },
  { id: 'setupMs', title: 'Setting up', unit: 'ms', better: 'lower', file: 'qmp-source.ndjson', value: (m) => m.setupMs },
  { id: 'downtimeQemuMs', title: 'Downtime by QEMU’s own figure', unit: 'ms', better: 'lower', file: 'qmp-source.ndjson', value: (m) => m.downtimeMs.qemu },
  { id: 'downtimeEventsMs', title: 'Downtime from STOP on the source to RESUME on the destination', unit: 'ms', better: 'lower', file: 'qmp-destination.ndjson', value: (m) => m.downtimeMs.events },
  { id: 'downtimeProbeMs', title: 'Downtime as a client with a probe sees it', unit: 'ms', better: 'lower', file: 'ping.txt', value: (m) => m.downtimeMs.probe },
  { id: 'transferredMegabytes', title: 'Data moved', unit: 'MB', better: 'lower', file: 'qmp-source.ndjson', value: (m) => m.transferredBytes / 1e6 },
  { id: 'passes', title: 'Searches for dirty pages', unit: '', better: 'neither', file: 'qmp-source.ndjson', value: (m) => m.passes },
  { id: 'throughputCopyingPercent', title: 'TCP throughput while copying, share of the baseline', unit: '%', better: 'higher', file: 'iperf3.txt', value: (m) => percentOf(m.throughput.copying, m.throughput.baseline) },
  { id: 'throughputAfterPercent', title: 'TCP throughput afterwards, share of the baseline', unit: '%', better: 'higher', file: 'iperf3.txt', value: (m) => percentOf(m.throughput.after, m.throughput.baseline) },
  { id: 'pingsLost', title: 'Pings without an answer', unit: '', better: 'lower', file: 'ping.txt', value: (m) => (m.pings.sent === 0 ? null : m.pings.lost) },
]

function metricsOf(migrations: readonly MigrationResult[], whyMissing: string): Metric[] {
  return QUANTITIES.map(({ id, title, unit, better, file, value }) => {
    const metric = `migration.${id}`
    const measurements = migrations.flatMap((m): Measurement[] => {
      const number = value(m)
      return number === null ? [] : [{
        experiment: 'migration', configuration: 'precopy', trial: m.trial, index: 1, warmup: false, metric, value: number,
        source: `trials/${m.trial}/${file}`,
      }]
    })
    const plan: MetricPlan = { id: metric, title, unit, better, configurations: ['precopy'], compare: [] }
    return buildMetric(plan, measurements, () => whyMissing)
  })
}

/** Throughput in a phase against the baseline of the same migration: paired, so each migration is its own control. */
function throughputFinding(id: string, metric: Metric, when: string): Finding {
  const arm = metric.arms[0]
  const values = arm?.samples.map(({ value }) => value / 100) ?? []
  if (!arm?.summary || values.some((value) => value <= 0)) {
    const reason = arm?.summary ? 'in one migration nothing got through, of which there is no ratio' : arm?.notMeasured ?? 'no sample'
    return { id, sentence: `**${metric.title}**: not measured: ${reason}.`, verdict: 'not-measured', evidence: [] }
  }
  // The controls are 1 without spread: the interval is Student's for the paired logarithms.
  const { value, interval } = ratio(values, values.map(() => 1))
  const n = `n = ${formatCount(values.length, 'migration')}`
  const verdict = verdictOf(interval)
  const share = `${formatQuantity(100 * value, '%')} of the baseline`
  const percent = interval && { low: interval.low * 100, high: interval.high * 100 }
  const evidence = arm.samples.map(({ source }) => source)
  if (!percent) {
    return { id, sentence: `${when}, the TCP throughput was ${share} in the one migration; with ${n} no interval can be given and no difference is claimed.`, verdict, evidence }
  }
  const range = `95 % interval ${formatInterval(percent, 3, 100)} %, ${n}`
  const sentence = verdict === 'no-difference'
    ? `${when}, no difference from the baseline was found: the TCP throughput was ${share} (${range}).`
    : `${when}, the TCP throughput was ${verdict} than before: ${share} (${range}).`
  return { id, sentence, verdict, evidence }
}

/** What became of the records that the VM wrote to its disk all the while. */
function diskFinding(migrations: readonly MigrationResult[]): Finding {
  const checked = migrations.flatMap(({ trial, disk }) => (disk ? [{ trial, disk }] : []))
  if (checked.length === 0) {
    return { id: 'D.disk', sentence: '**The VM’s disk**: not measured: no report of the writer can be used.', verdict: 'not-measured', evidence: [] }
  }
  const sum = (key: 'written' | 'lost' | 'altered'): number => checked.reduce((total, { disk }) => total + disk[key], 0)
  const [written, lost, altered] = [sum('written'), sum('lost'), sum('altered')]
  const over = `over ${formatCount(checked.length, 'migration')}`
  const sentence = lost === 0 && altered === 0
    ? `Of ${formatCount(written, 'numbered record')} that the VM wrote to its disk ${over}, every one was read back intact.`
    : `Of ${formatCount(written, 'numbered record')} that the VM wrote to its disk ${over}, ${formatWhole(lost)} were lost and ${formatWhole(altered)} altered.`
  return { id: 'D.disk', sentence, verdict: 'described', evidence: checked.map(({ trial }) => `trials/${trial}/writer.txt`) }
}

function pingFinding(migrations: readonly MigrationResult[]): Finding {
  const pinged = migrations.filter(({ pings }) => pings.sent > 0)
  if (pinged.length === 0) {
    return { id: 'D.pings', sentence: '**Pings**: not measured: no output of ping can be used.', verdict: 'not-measured', evidence: [] }
  }
  const sent = pinged.reduce((total, { pings }) => total + pings.sent, 0)
  const lost = pinged.reduce((total, { pings }) => total + pings.lost, 0)
  return {
    id: 'D.pings',
    sentence: `Of ${formatCount(sent, 'ping')} over ${formatCount(pinged.length, 'migration')}, ${formatWhole(lost)} ` +
      `had no answer, baseline windows included.`,
    verdict: 'described',
    evidence: pinged.map(({ trial }) => `trials/${trial}/ping.txt`),
  }
}

function findingsOf(migrations: readonly MigrationResult[], metrics: readonly Metric[]): Finding[] {
  const metric = (id: string): Metric[] => metrics.filter((m) => m.id === `migration.${id}`)
  const clockError = migrations.length === 0 ? 0 : Math.max(...migrations.map((m) => m.clockErrorMs))
  return [
    ...metric('total').map((m) => describingFinding('D.total', m, (text) => `A migration took ${text} from the command to its end, by QEMU’s own figure.`)),
    ...metric('transferredMegabytes').map((m) => describingFinding('D.transferred', m, (text) => `It moved ${text}.`)),
    ...metric('downtimeQemuMs').map((m) => describingFinding('D.downtime-qemu', m, (text) => `By QEMU’s own figure the VM stood still for ${text}.`)),
    ...metric('downtimeEventsMs').map((m) => describingFinding('D.downtime-events', m, (text) =>
      `From STOP on the source to RESUME on the destination it was ${text}; the two hosts’ clocks are aligned to within ${formatQuantity(clockError, 'ms', 2)} each.`)),
    ...metric('downtimeProbeMs').map((m) => describingFinding('D.downtime-probe', m, (text) =>
      `A client that sends a ping every 5 ms had no answer for ${text}: the longest time between the sending of two answered pings around the stop, less the usual spacing, and true to within one spacing.`)),
    ...metric('throughputCopyingPercent').map((m) => throughputFinding('D.throughput-copying', m, 'While pages were copied')),
    ...metric('throughputAfterPercent').map((m) => throughputFinding('D.throughput-after', m, 'After the switch')),
    pingFinding(migrations),
    diskFinding(migrations),
  ]
}

/** The largest throughput of the migration against its cap: what "migration time" measures where it is reached. */
function bandwidthLimit(migrations: readonly MigrationResult[]): string[] {
  const reached = migrations.filter(({ series, maxBandwidthBytesPerSecond }) =>
    series.migrationBitsPerSecond.some(({ value }) => value / 8 >= 0.9 * maxBandwidthBytesPerSecond))
  const [first] = reached
  if (!first) return []
  const cap = formatQuantity((first.maxBandwidthBytesPerSecond * 8) / 1e6, 'Mbit/s')
  return [`In ${formatWhole(reached.length)} of ${formatCount(migrations.length, 'migration')} the stream came to within 10 % of max-bandwidth (${cap}): the total time then measures this setting, not what the hosts could do.`]
}

function limitsOf(loaded: LoadedRun, migrations: readonly MigrationResult[], metrics: readonly Metric[]): string[] {
  const limits = trialLimits(loaded, metrics, 'migrations')
  if (migrations.length === 0) return limits
  limits.push(...bandwidthLimit(migrations))
  const downtimes = (metrics.find(({ id }) => id === 'migration.downtimeEventsMs')?.arms ?? []).flatMap((arm: Arm) => arm.summary?.value ?? [])
  const clockError = Math.max(...migrations.map(({ clockErrorMs }) => clockErrorMs))
  const [downtime] = downtimes
  // Both ends carry the error of their host's clock.
  if (downtime !== undefined && 2 * clockError > 0.1 * Math.abs(downtime)) {
    limits.push(`The clocks of the hosts are aligned to within ${formatQuantity(clockError, 'ms', 2)} each, which is large against a downtime of ${formatQuantity(downtime, 'ms')} from STOP to RESUME: its last digits mean nothing.`)
  }
  limits.push('The VM was under the load of one iperf3 connection, ping and a writer to its disk: other loads dirty memory at other rates, and the time and downtime of their migration are not shown.')
  if (migrations.some(({ series }) => Object.keys(series.perfVm).length === 0)) {
    limits.push('perf in the VM gave nothing usable in at least one migration, so what the VM itself saw is shown for the others only.')
  }
  return limits
}

/** Section D: every migration by itself, and summaries over them. */
export function analyseMigration(loaded: LoadedRun): Analysis['migration'] {
  const reasons: string[] = []
  const migrations = loaded.trials.flatMap((loadedTrial): MigrationResult[] => {
    const { trial } = loadedTrial
    if (trial.experiment !== 'migration') return []
    if (!trial.migration) {
      reasons.push(`${trial.id} has no record of a migration.`)
      return []
    }
    try {
      return [readMigration(loadedTrial, trial.migration)]
    } catch (error) {
      if (!(error instanceof ParseError)) throw error
      reasons.push(asSentence(error.message))
      return []
    }
  })
  const { notMeasured, ...trials } = trialsOf(loaded, 'migration')
  const whyMissing = migrations.length > 0
    ? migrations.flatMap((m) => m.notMeasured)[0]?.replace(/\.$/, '') ?? 'no migration has it'
    : (reasons[0] ?? notMeasured[0])?.replace(/\.$/, '') ?? 'no migration was planned'
  const metrics = metricsOf(migrations, whyMissing)
  return {
    metrics,
    migrations,
    findings: findingsOf(migrations, metrics),
    trials,
    notMeasured: [...notMeasured, ...reasons, ...migrations.flatMap((m) => m.notMeasured)],
    limits: limitsOf(loaded, migrations, metrics),
  }
}
