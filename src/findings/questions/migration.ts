import { RAW_FILES } from '../../data/raw-files.ts'
import { say } from '../../text/phrase.ts'
import { formatNumber, formatQuantity } from '../../text/quantities.ts'
import type { MigrationsResult } from '../migration/migration.ts'
import type { MigrationResult } from '../migration/result.ts'
import { ofSilences, silentIn } from '../migration/silent-migrations.ts'
import { type Arm, armIn, type Metric } from '../model/metric.ts'
import { counted, overTrials, ratioOfCentres, summaryQuantity, told } from '../model/quantity.ts'
import { seen, strongest } from '../model/seen.ts'
import { condition, type Finding } from '../model/sentence.ts'

/** Clocks and losses that differ by less are nearly alike. */
const APART = 1.5

/** What iperf3 has left at most for the stream to be no rival of it, percent. */
const HELD_BACK = 50

const metricOf = (metrics: readonly Metric[], name: string): { metric: Metric; arm: Arm } | null => {
  const metric = metrics.find(({ id }) => id === `migration.${name}`)
  const arm = armIn(metric, 'precopy')
  return metric && arm?.summary ? { metric, arm } : null
}

/** A client waits far longer than QEMU says. */
function clocks(metrics: readonly Metric[]): Finding[] {
  const [probe, qemu] = [metricOf(metrics, 'downtimeProbeMs'), metricOf(metrics, 'downtimeQemuMs')]
  if (!probe || !qemu) return []
  const factor = ratioOfCentres('medians', '', counted(probe.arm), counted(qemu.arm))
  if (factor === null || !Number.isFinite(factor.value)) return []
  return seen(
    'question.D.clocks',
    [condition('pause by the probe over QEMU’s own', factor.value, '>=', APART)],
    [],
    () => say('question.D.clocks', { factor: formatNumber(factor.value) }),
    [factor],
  )
}

/** The stream leaves the network alone, and iperf3 does not use it. */
function silence(migrations: readonly MigrationResult[]): Finding[] {
  const silent = silentIn(migrations)
  const share = overTrials(
    'median',
    '%',
    ofSilences('iperf3Percent', RAW_FILES.iperf3, silent, ({ iperf3Percent }) => iperf3Percent),
  )
  if (share === null) return []
  return seen(
    'question.D.silence',
    [condition('share of iperf3’s baseline in silent stretches, percent', share.value, '<=', HELD_BACK)],
    [],
    () => say('question.D.silence', { share: formatQuantity(share.value, '%') }),
    [share],
  )
}

/** What the migration costs its users beside the pause. */
function service(metrics: readonly Metric[]): Finding[] {
  const [lost, pause] = [metricOf(metrics, 'serviceLostS'), metricOf(metrics, 'downtimeEventsMs')]
  if (!lost || !pause) return []
  const [lostS, pauseMs] = [lost.arm.summary?.value ?? 0, pause.arm.summary?.value ?? 0]
  return seen(
    'question.D.service',
    [condition('service lost over the pause', (1000 * lostS) / pauseMs, '>=', APART)],
    [],
    () =>
      say('question.D.service', {
        lost: formatQuantity(lostS, lost.metric.unit),
        pause: formatQuantity(pauseMs, pause.metric.unit),
      }),
    told(summaryQuantity(lost.metric, lost.arm), summaryQuantity(pause.metric, pause.arm)),
  )
}

/** Throughput that was not seen to come back. */
function recovery(migrations: readonly MigrationResult[]): Finding[] {
  const watched = migrations.filter(({ service: one }) => one !== null)
  const missed = watched.filter(({ service: one }) => one?.recoveryS === null).length
  return seen(
    'question.D.recovery',
    [condition('migrations whose throughput did not come back', missed, '>=', 1)],
    [],
    () => say('question.D.recovery'),
  )
}

/** Records that the VM wrote and did not find again. */
function records(migrations: readonly MigrationResult[]): Finding[] {
  const bad = migrations.reduce((sum, { disk }) => sum + (disk ? disk.lost + disk.altered : 0), 0)
  // The gravest of all: it is asked before any other.
  return seen('question.D.records', [condition('records lost or altered', bad, '>', 0)], [], () =>
    say('question.D.records'),
  )
}

/** What section D’s data makes one ask. */
export const migrationQuestions = ({
  metrics,
  migrations,
}: Pick<MigrationsResult, 'metrics' | 'migrations'>): Finding[] => [
  ...records(migrations),
  ...clocks(metrics),
  // All three are about throughput: one of them is enough, so that another may be about the pause.
  ...strongest([...silence(migrations), ...service(metrics), ...recovery(migrations)], 1),
]
