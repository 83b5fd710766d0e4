import { trialPath } from '../../data/trial-path.ts'
import { ratio } from '../../statistics/summary.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatCount, formatInterval, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { type Metric, verdictOf } from '../model/metric.ts'
import { describingFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { pauseFindings } from './pause-findings.ts'
import { perfFindings } from './perf-findings.ts'
import type { MigrationResult } from './result.ts'
import { serviceFindings } from './service-findings.ts'

/** Throughput in a phase against the baseline of the same migration: paired, so each migration is its own control. */
function throughputFinding(id: string, metric: Metric, when: 'copying' | 'after'): Finding {
  const [arm] = metric.arms
  const values = arm?.samples.map(({ value }) => value / 100) ?? []
  if (!arm?.summary) return notMeasuredFinding(id, metric.title, arm?.notMeasured ?? say('reason.no-sample'))
  if (values.some((value) => value <= 0)) {
    return notMeasuredFinding(id, metric.title, say('reason.nothing-sent'))
  }
  // The controls are 1 without spread: the interval is Student's for the paired logarithms.
  const { value, interval } = ratio(
    values,
    values.map(() => 1),
  )
  const n = say('n', { n: formatCount(values.length, 'migration') })
  const verdict = verdictOf(interval)
  const share = say('D.share', { share: formatQuantity(100 * value, '%') })
  const evidence = arm.samples.map(({ source }) => source)
  if (!interval) {
    return { id, sentence: say(`D.throughput.${when}.no-interval`, { share, n }), verdict, evidence }
  }
  const percent = { low: interval.low * 100, high: interval.high * 100 }
  const range = say('interval.percent-with-n', { interval: formatInterval(percent, 3, 100), n })
  const outcome = verdict === 'higher' || verdict === 'lower' ? verdict : 'no-difference'
  return { id, sentence: say(`D.throughput.${when}.${outcome}`, { share, range }), verdict, evidence }
}

/** What became of the records that the VM wrote to its disk all the while. */
function diskFinding(migrations: readonly MigrationResult[]): Finding {
  const checked = migrations.flatMap(({ trial, disk }) => (disk ? [{ trial, disk }] : []))
  if (checked.length === 0) {
    return notMeasuredFinding('D.disk', say('metric.disk'), say('reason.no-writer'))
  }
  const sum = (key: 'written' | 'lost' | 'altered'): number => checked.reduce((total, { disk }) => total + disk[key], 0)
  const [lost, altered] = [sum('lost'), sum('altered')]
  const outcome =
    lost === 0 && altered === 0
      ? say('D.disk.intact')
      : say('D.disk.damaged', { lost: formatWhole(lost), altered: formatWhole(altered) })
  return {
    id: 'D.disk',
    sentence: say('D.disk', {
      records: formatCount(sum('written'), 'record'),
      n: formatCount(checked.length, 'migration'),
      outcome,
    }),
    verdict: 'described',
    evidence: checked.map(({ trial }) => trialPath(trial, 'writer.txt')),
  }
}

function pingFinding(migrations: readonly MigrationResult[]): Finding {
  const pinged = migrations.filter(({ pings }) => pings.sent > 0)
  if (pinged.length === 0) return notMeasuredFinding('D.pings', say('metric.pings'), say('reason.no-fping'))
  const sent = pinged.reduce((total, { pings }) => total + pings.sent, 0)
  const lost = pinged.reduce((total, { pings }) => total + pings.lost, 0)
  return {
    id: 'D.pings',
    sentence: say('D.pings', {
      pings: formatCount(sent, 'ping'),
      n: formatCount(pinged.length, 'migration'),
      lost: formatWhole(lost),
    }),
    verdict: 'described',
    evidence: pinged.map(({ trial }) => trialPath(trial, 'fping.txt')),
  }
}

/**
 * The sentences of section D, made from the summaries over all migrations.
 * @param whyMissing why no migration has what is read from a file whose name begins so, a clause
 */
export function migrationFindings(
  migrations: readonly MigrationResult[],
  metrics: readonly Metric[],
  whyMissing: (file: string) => Text,
): Finding[] {
  const errorMs = Math.max(0, ...migrations.map(({ clockErrorMs }) => clockErrorMs))
  const describe = (id: string, name: string, sentence: (text: Text) => Text): Finding[] =>
    metrics.filter((m) => m.id === `migration.${name}`).map((m) => describingFinding(id, m, sentence))
  const throughput = (id: string, name: string, when: 'copying' | 'after'): Finding[] =>
    metrics.filter((m) => m.id === `migration.${name}`).map((m) => throughputFinding(id, m, when))
  return [
    ...describe('D.total', 'total', (text) => say('D.total', { text })),
    ...describe('D.transferred', 'transferredMegabytes', (text) => say('D.transferred', { text })),
    ...describe('D.downtime-qemu', 'downtimeQemuMs', (text) => say('D.downtime-qemu', { text })),
    ...describe('D.downtime-events', 'downtimeEventsMs', (text) =>
      say('D.downtime-events', { text, error: formatQuantity(errorMs, 'ms', 2) }),
    ),
    ...describe('D.downtime-probe', 'downtimeProbeMs', (text) => say('D.downtime-probe', { text })),
    ...throughput('D.throughput-copying', 'throughputCopyingPercent', 'copying'),
    ...throughput('D.throughput-after', 'throughputAfterPercent', 'after'),
    ...pauseFindings(migrations),
    ...serviceFindings(migrations, metrics, whyMissing),
    ...perfFindings(migrations, whyMissing),
    pingFinding(migrations),
    diskFinding(migrations),
  ]
}
