import type { LoadedRun } from '../../data/loaded-run.ts'
import { asClause, asSentence } from '../../text/clause.ts'
import { listed, say, type Text, written } from '../../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { migrationComputerFindings } from '../model/computers.ts'
import type { ExperimentResult } from '../model/experiment-result.ts'
import { hostBootLimits, trialLimits } from '../model/limits.ts'
import type { Metric } from '../model/metric.ts'
import { trialsOf } from '../model/missing.ts'
import { rigourOf, sayRigour } from '../model/rigour.ts'
import { unlessDamaged } from '../reading/damaged.ts'
import { readOnce } from '../reading/once.ts'
import { accountFindings } from './accounted.ts'
import { answerFinding } from './answer.ts'
import { baselineFinding } from './baseline.ts'
import { type HandMadeMigration, metricsByHand, migrationsByHand } from './by-hand.ts'
import { captionFindings } from './captions.ts'
import { migrationClaims } from './claims.ts'
import { conclusions } from './conclusions.ts'
import { migrationFindings } from './findings.ts'
import { migrationMetrics } from './metrics.ts'
import { readMigration } from './reading.ts'
import type { MigrationResult } from './result.ts'
import { seenOf } from './seen.ts'
import { shortAnswer } from './short-answer.ts'
import { waysFinding } from './ways.ts'

/** A stream that is so near to its cap for so much of the time is held up by it; a moment's figure tells nothing. */
const AT_CAP = 0.9
const FOR_MOST = 0.5

/** Of the time between QEMU's answers, the share in which the stream ran at its cap: each figure holds until the next. */
function shareAtCap({ series, maxBandwidthBytesPerSecond }: MigrationResult): number {
  const points = series.migrationBitsPerSecond
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || last.s <= first.s) return 0
  const atCap = points.reduce((sum, { s, value }, i) => {
    const next = points[i + 1]
    return next && value / 8 >= AT_CAP * maxBandwidthBytesPerSecond ? sum + next.s - s : sum
  }, 0)
  return atCap / (last.s - first.s)
}

/** The stream against its cap: what "migration time" measures where the cap holds it up. */
function bandwidthLimit(migrations: readonly MigrationResult[]): Text[] {
  const reached = migrations.filter((migration) => shareAtCap(migration) > FOR_MOST)
  const [first] = reached
  if (!first) return []
  const cap = formatQuantity((first.maxBandwidthBytesPerSecond * 8) / 1e6, 'Mbit/s')
  return [
    say('limit.bandwidth', {
      reached: formatWhole(reached.length),
      n: formatCount(migrations.length, 'migration'),
      cap,
    }),
  ]
}

function clockLimit(migrations: readonly MigrationResult[], metrics: readonly Metric[]): Text[] {
  const downtime = metrics.find(({ id }) => id === 'migration.downtimeEventsMs')?.arms[0]?.summary?.value
  const errorMs = Math.max(...migrations.map(({ clockErrorMs }) => clockErrorMs))
  // Both ends of the downtime carry the error of their host's clock.
  if (downtime === undefined || 2 * errorMs <= 0.1 * downtime) return []
  return [say('limit.clock', { error: formatQuantity(errorMs, 'ms', 2), downtime: formatQuantity(downtime, 'ms') })]
}

function limitsOf(
  loaded: LoadedRun,
  migrations: readonly MigrationResult[],
  metrics: readonly Metric[],
  byHand: readonly HandMadeMigration[],
): Text[] {
  const limits = trialLimits(loaded, metrics, 'migrations')
  if (loaded.run.hosts.kind === 'by-hand' && loaded.trials.some(({ trial }) => trial.experiment === 'migration'))
    limits.push(say('limit.by-hand.migration'))
  const stopped = byHand.filter(({ streams }) => streams.some((one) => one.stopped))
  if (stopped.length > 0)
    limits.push(say('limit.by-hand.stopped', { trials: listed(stopped.map(({ trial }) => trial)) }))
  if (migrations.length === 0) return limits
  limits.push(...bandwidthLimit(migrations), ...clockLimit(migrations, metrics), say('limit.load'))
  if (migrations.some(({ series }) => Object.keys(series.perfVm).length === 0)) {
    limits.push(say('limit.perf'))
  }
  return limits
}

/** What the migration of a trial of this section was; null where it has none. @throws ParseError */
export const resultOf = readOnce('migration', (loaded): MigrationResult | null => {
  const { migration } = loaded.trial
  return migration && readMigration(loaded, migration)
})

/** Migrations in the order of their repetitions. */
export interface MigrationsResult extends ExperimentResult {
  migrations: MigrationResult[]
  /** What somebody measured in the place of the lab. */
  byHand: HandMadeMigration[]
}

/** Section D: every migration by itself, and summaries over them. */
export function analyseMigration(loaded: LoadedRun): MigrationsResult {
  const byHand = loaded.run.hosts.kind === 'by-hand'
  const hand = migrationsByHand(loaded)
  const sentences = (all: typeof hand.reasons): Text[] => all.map(({ reason }) => asSentence(reason))
  const reasons = sentences(hand.reasons.filter(({ metric }) => metric === undefined))
  // Of a single quantity, and so not why another one is missing.
  const ofOne = sentences(hand.reasons.filter(({ metric }) => metric !== undefined))
  const migrations = loaded.trials
    .flatMap((loadedTrial): MigrationResult[] => {
      const { trial } = loadedTrial
      // By hand no record of a migration is made: what QEMU's monitor said stands in a sample.
      if (trial.experiment !== 'migration' || byHand) return []
      if (!trial.migration) {
        reasons.push(asSentence(say('missing.migration', { trial: trial.id })))
        return []
      }
      const result = unlessDamaged(
        () => resultOf(loadedTrial),
        (reason) => reasons.push(asSentence(reason)),
      )
      return result === null ? [] : [result]
    })
    .toSorted((a, b) => a.repetition - b.repetition)
  const { notMeasured, ...trials } = trialsOf(loaded, 'migration')
  const inside = migrations.flatMap((migration) => migration.notMeasured)
  const whyMissing = (file: string): Text => {
    const why =
      migrations.length > 0
        ? (inside.find((reason) => written(reason).includes(file)) ?? say('reason.no-migration-has-it'))
        : (reasons[0] ?? notMeasured[0] ?? say(byHand ? 'reason.by-hand' : 'reason.no-migration-planned'))
    return asClause(why)
  }
  const metrics = [...migrationMetrics(migrations, whyMissing, hand.measurements), ...metricsByHand(hand.measurements)]
  const findings = migrationFindings(migrations, metrics, migrationClaims(migrations, metrics), whyMissing)
  const rigour = rigourOf(loaded, 'migration', metrics)
  const said = sayRigour(loaded, 'migration', metrics, rigour)
  return {
    metrics,
    migrations,
    byHand: hand.migrations,
    findings: [
      ...migrationComputerFindings(loaded, metrics),
      answerFinding(migrations, metrics, hand.migrations),
      shortAnswer(migrations, metrics),
      ...findings,
      ...accountFindings(migrations),
      ...captionFindings(migrations, findings),
      ...conclusions(migrations, trials.planned, findings, whyMissing),
      baselineFinding(migrations, whyMissing('iperf3')),
      waysFinding(migrations, whyMissing('iperf3')),
      ...seenOf(migrations, loaded.environment.host.cpus),
      ...said.findings,
    ],
    trials,
    notMeasured: [...notMeasured, ...reasons, ...ofOne, ...inside, ...said.notMeasured],
    limits: [
      ...limitsOf(loaded, migrations, metrics, hand.migrations),
      ...hostBootLimits(loaded, rigour.orderRun),
      ...said.limits,
    ],
    ...rigour,
  }
}
