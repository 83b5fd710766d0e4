import { trialPath } from '../../data/trial-path.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../../text/quantities.ts'
import type { Metric } from '../model/metric.ts'
import { describingFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { shareOf } from '../model/share.ts'
import { type Claims, claimIn } from './claims.ts'
import { pauseFindings } from './pause-findings.ts'
import { perfFindings } from './perf-findings.ts'
import type { MigrationResult } from './result.ts'
import { serviceFindings } from './service-findings.ts'

/** Throughput in a phase against the baseline of the same migration: paired, so each migration is its own control. */
function throughputFinding(id: string, metric: Metric, claims: Claims, when: 'copying' | 'after'): Finding {
  const [arm] = metric.arms
  if (!arm?.summary) return notMeasuredFinding(id, metric.title, arm?.notMeasured ?? say('reason.no-sample'))
  const n = say('n', { n: formatCount(arm.trials, 'migration') })
  const claim = claimIn(claims, id)
  const said = shareOf(claim, n)
  if (said === null) return notMeasuredFinding(id, metric.title, say('reason.nothing-sent'))
  const share = say('D.share', { share: said.percent })
  const evidence = arm.samples.map(({ source }) => source)
  const sentence =
    said.outcome === 'no-interval'
      ? say(`D.throughput.${when}.no-interval`, { share, n })
      : say(`D.throughput.${when}.${said.outcome}`, { share, range: said.range })
  return { id, sentence, verdict: claim.verdict, evidence }
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

/** What of the pings had no answer, by the sequence numbers, and when it was sent. */
function pingFinding(migrations: readonly MigrationResult[]): Finding {
  const pinged = migrations.filter(({ pings }) => pings.sent > 0)
  if (pinged.length === 0) return notMeasuredFinding('D.pings', say('metric.pings'), say('reason.no-fping'))
  const sum = (key: keyof MigrationResult['pings']): number =>
    pinged.reduce((total, { pings }) => total + pings[key], 0)
  const n = formatCount(pinged.length, 'migration')
  const lost = sum('lost')
  const outcome =
    lost === 0
      ? say('D.pings.none-lost', { n })
      : say('D.pings.lost', {
          lost: formatWhole(lost),
          around: formatWhole(sum('aroundStop')),
          each: listed(pinged.map(({ pings }) => formatWhole(pings.aroundStop))),
          elsewhere: formatWhole(lost - sum('aroundStop')),
        })
  return {
    id: 'D.pings',
    sentence: say('D.pings', {
      pings: formatCount(sum('sent'), 'ping'),
      n,
      outcome,
      onTheWay: formatWhole(sum('onTheWay')),
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
  claims: Claims,
  whyMissing: (file: string) => Text,
): Finding[] {
  const errorMs = Math.max(0, ...migrations.map(({ clockErrorMs }) => clockErrorMs))
  const describe = (id: string, name: string, sentence: (text: Text) => Text): Finding[] =>
    metrics.filter((m) => m.id === `migration.${name}`).map((m) => describingFinding(id, m, sentence))
  const throughput = (id: string, name: string, when: 'copying' | 'after'): Finding[] =>
    metrics.filter((m) => m.id === `migration.${name}`).map((m) => throughputFinding(id, m, claims, when))
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
    ...perfFindings(migrations, claims, whyMissing),
    pingFinding(migrations),
    diskFinding(migrations),
  ]
}
