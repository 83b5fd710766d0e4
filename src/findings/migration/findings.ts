import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../../text/quantities.ts'
import type { Metric } from '../model/metric.ts'
import { overTrials, told, withinQuantity } from '../model/quantity.ts'
import { claimConditions, condition, describingFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { shareOf } from '../model/share.ts'
import { alsoOf, isUsual, numbersFinding, rangeBeside } from './brackets.ts'
import { type Claims, claimIn } from './claims.ts'
import { originsOf } from './origins.ts'
import { pauseFindings } from './pause-findings.ts'
import { perfFindings } from './perf-findings.ts'
import { probeFindings } from './probe-findings.ts'
import type { MigrationResult } from './result.ts'
import { serviceFindings } from './service-findings.ts'

/** Throughput in a phase against the baseline of the same migration: paired, so each migration is its own control. */
function throughputFinding(
  id: string,
  migrations: readonly MigrationResult[],
  metric: Metric,
  claims: Claims,
  when: 'copying' | 'after',
): Finding {
  const [arm] = metric.arms
  if (!arm?.summary) return notMeasuredFinding(id, metric.title, arm?.notMeasured ?? say('reason.no-sample'))
  const n = say('n', { n: formatCount(arm.trials, 'migration') })
  const claim = claimIn(claims, id)
  const said = shareOf(claim, n, isUsual(arm.trials, migrations.length))
  if (said === null) return notMeasuredFinding(id, metric.title, say('reason.nothing-sent'))
  const share = say('D.share', { share: said.percent })
  const evidence = arm.samples.map(({ source }) => source)
  const sentence =
    said.outcome === 'no-interval'
      ? say(`D.throughput.${when}.no-interval`, { share, n })
      : say(`D.throughput.${when}.${said.outcome}`, { share, range: said.range })
  const megabits = (window: 'baseline' | 'copying' | 'after') =>
    originsOf(`throughput.${window}`, RAW_FILES.iperf3, migrations, ({ throughput }) =>
      throughput[window] === null ? null : throughput[window] / 1e6,
    )
  const quantity = withinQuantity('%', claim, megabits(when), megabits('baseline'))
  return {
    id,
    sentence,
    verdict: claim.verdict,
    evidence,
    conditions: claimConditions(claim),
    // Of what was measured by hand the share alone may be known.
    quantities: quantity?.n === arm.trials ? told(quantity) : [],
  }
}

/** What became of the records that the VM wrote to its disk all the while. */
function diskFinding(migrations: readonly MigrationResult[]): Finding {
  const checked = migrations.flatMap(({ trial, disk }) => (disk ? [{ trial, disk }] : []))
  if (checked.length === 0) {
    return notMeasuredFinding('D.disk', say('metric.disk'), say('reason.no-writer'))
  }
  const sum = (key: 'written' | 'lost' | 'altered') =>
    overTrials(
      'sum',
      '',
      originsOf(`disk.${key}`, RAW_FILES.writer, migrations, ({ disk }) => disk?.[key] ?? null),
    )
  const [written, lostRecords, alteredRecords] = [sum('written'), sum('lost'), sum('altered')]
  const [lost, altered] = [lostRecords?.value ?? 0, alteredRecords?.value ?? 0]
  const damaged = condition('records lost or altered', lost + altered, '=', 0)
  const outcome = damaged.holds
    ? say('D.disk.intact')
    : say('D.disk.damaged', { lost: formatWhole(lost), altered: formatWhole(altered) })
  return {
    id: 'D.disk',
    sentence: say('D.disk', {
      records: formatCount(written?.value ?? 0, 'record'),
      n: alsoOf(checked.length, migrations.length),
      outcome,
    }),
    verdict: 'described',
    evidence: checked.map(({ trial }) => trialPath(trial, RAW_FILES.writer)),
    conditions: [damaged],
    quantities: damaged.holds ? told(written) : told(written, lostRecords, alteredRecords),
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
  const errors = originsOf('clockErrorMs', RAW_FILES.clocks, migrations, ({ clockErrorMs }) => clockErrorMs)
  const error = overTrials('most', 'ms', errors)
  const describe = (id: string, name: string, sentence: (text: Text) => Text): Finding[] =>
    metrics
      .filter((m) => m.id === `migration.${name}`)
      .map((m) =>
        describingFinding(id, m, sentence, (summary, count) => rangeBeside(summary, count, migrations.length)),
      )
  const withError = ({ quantities = [], ...finding }: Finding): Finding => ({
    ...finding,
    quantities: [...quantities, ...(finding.verdict === 'described' ? told(error) : [])],
  })
  const throughput = (id: string, name: string, when: 'copying' | 'after'): Finding[] =>
    metrics.filter((m) => m.id === `migration.${name}`).map((m) => throughputFinding(id, migrations, m, claims, when))
  return [
    numbersFinding(
      migrations.length,
      migrations.map(({ trial }) => trialPath(trial, RAW_FILES.qmpSource)),
    ),
    ...describe('D.total', 'total', (text) => say('D.total', { text })),
    ...describe('D.transferred', 'transferredMegabytes', (text) => say('D.transferred', { text })),
    ...describe('D.downtime-qemu', 'downtimeQemuMs', (text) => say('D.downtime-qemu', { text })),
    ...describe('D.downtime-events', 'downtimeEventsMs', (text) =>
      say('D.downtime-events', { text, error: formatQuantity(error?.value ?? 0, 'ms', 2) }),
    ).map(withError),
    ...describe('D.downtime-probe', 'downtimeProbeMs', (text) => say('D.downtime-probe', { text })),
    ...throughput('D.throughput-copying', 'throughputCopyingPercent', 'copying'),
    ...throughput('D.throughput-after', 'throughputAfterPercent', 'after'),
    ...pauseFindings(migrations, migrations.length === 0 ? whyMissing('qmp-source') : say('reason.no-own-downtime')),
    ...serviceFindings(migrations, metrics, whyMissing),
    ...perfFindings(migrations, claims, whyMissing),
    ...probeFindings(migrations),
    diskFinding(migrations),
  ]
}
