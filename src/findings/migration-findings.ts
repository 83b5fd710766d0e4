import { ratio } from '../statistics/summary.ts'
import type { Finding, Metric, MigrationResult } from './analysis.ts'
import { formatCount, formatInterval, formatQuantity, formatWhole } from './format.ts'
import { verdictOf } from './metric.ts'
import { perfFindings } from './perf-findings.ts'
import { describingFinding, notMeasuredFinding } from './sentence.ts'
import { serviceFindings } from './service-findings.ts'

/** Throughput in a phase against the baseline of the same migration: paired, so each migration is its own control. */
function throughputFinding(id: string, metric: Metric, when: string): Finding {
  const [arm] = metric.arms
  const values = arm?.samples.map(({ value }) => value / 100) ?? []
  if (!arm?.summary) return notMeasuredFinding(id, metric.title, arm?.notMeasured ?? 'no sample')
  if (values.some((value) => value <= 0)) {
    return notMeasuredFinding(id, metric.title, 'nothing was sent in one migration, so there is no ratio')
  }
  // The controls are 1 without spread: the interval is Student's for the paired logarithms.
  const { value, interval } = ratio(values, values.map(() => 1))
  const n = `n = ${formatCount(values.length, 'migration')}`
  const verdict = verdictOf(interval)
  const share = `${formatQuantity(100 * value, '%')} of the baseline`
  const evidence = arm.samples.map(({ source }) => source)
  if (!interval) {
    const sentence = `${when}, the TCP throughput was ${share}; with ${n} no interval can be given and no difference ` +
      'is claimed.'
    return { id, sentence, verdict, evidence }
  }
  const percent = { low: interval.low * 100, high: interval.high * 100 }
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
    return notMeasuredFinding('D.disk', 'The VM’s disk', 'no report of the writer can be used')
  }
  const sum = (key: 'written' | 'lost' | 'altered'): number => checked.reduce((total, { disk }) => total + disk[key], 0)
  const [lost, altered] = [sum('lost'), sum('altered')]
  const outcome = lost === 0 && altered === 0
    ? 'every one was read back intact'
    : `${formatWhole(lost)} were lost and ${formatWhole(altered)} altered`
  return {
    id: 'D.disk',
    sentence: `Of ${formatCount(sum('written'), 'numbered record')} that the VM wrote to its disk over ` +
      `${formatCount(checked.length, 'migration')}, ${outcome}.`,
    verdict: 'described',
    evidence: checked.map(({ trial }) => `trials/${trial}/writer.txt`),
  }
}

function pingFinding(migrations: readonly MigrationResult[]): Finding {
  const pinged = migrations.filter(({ pings }) => pings.sent > 0)
  if (pinged.length === 0) return notMeasuredFinding('D.pings', 'Pings', 'no output of fping can be used')
  const sent = pinged.reduce((total, { pings }) => total + pings.sent, 0)
  const lost = pinged.reduce((total, { pings }) => total + pings.lost, 0)
  return {
    id: 'D.pings',
    sentence: `Of ${formatCount(sent, 'ping')} over ${formatCount(pinged.length, 'migration')}, ${formatWhole(lost)} ` +
      'had no answer by the time that the probe was stopped, baseline windows included.',
    verdict: 'described',
    evidence: pinged.map(({ trial }) => `trials/${trial}/fping.txt`),
  }
}

/**
 * The sentences of section D, made from the summaries over all migrations.
 * @param whyMissing why no migration has what is read from a file whose name begins so, a clause
 */
export function migrationFindings(
  migrations: readonly MigrationResult[],
  metrics: readonly Metric[],
  whyMissing: (file: string) => string,
): Finding[] {
  const errorMs = Math.max(0, ...migrations.map(({ clockErrorMs }) => clockErrorMs))
  const describe = (id: string, name: string, sentence: (text: string) => string): Finding[] =>
    metrics.filter((m) => m.id === `migration.${name}`).map((m) => describingFinding(id, m, sentence))
  const throughput = (id: string, name: string, when: string): Finding[] =>
    metrics.filter((m) => m.id === `migration.${name}`).map((m) => throughputFinding(id, m, when))
  return [
    ...describe('D.total', 'total', (text) =>
      `A migration took ${text} from the command to its end, by QEMU’s own figure.`),
    ...describe('D.transferred', 'transferredMegabytes', (text) => `A migration moved ${text}.`),
    ...describe('D.downtime-qemu', 'downtimeQemuMs', (text) =>
      `By QEMU’s own figure the VM stood still for ${text}.`),
    ...describe('D.downtime-events', 'downtimeEventsMs', (text) =>
      `From STOP on the source to RESUME on the destination the VM stood still for ${text}; each host’s clock is ` +
      `aligned to within ${formatQuantity(errorMs, 'ms', 2)}.`),
    ...describe('D.downtime-probe', 'downtimeProbeMs', (text) =>
      `A client that pings the VM all the while had no answer for ${text}: the longest time between the sending of ` +
      'two answered pings around the stop, less their usual spacing, and true to within one spacing.'),
    ...throughput('D.throughput-copying', 'throughputCopyingPercent', 'While pages were copied'),
    ...throughput('D.throughput-after', 'throughputAfterPercent', 'After the switch'),
    ...serviceFindings(migrations, metrics, whyMissing),
    ...perfFindings(migrations, whyMissing),
    pingFinding(migrations),
    diskFinding(migrations),
  ]
}
