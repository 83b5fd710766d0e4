import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { joined, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../../text/quantities.ts'
import type { Metric } from '../model/metric.ts'
import { summaryQuantity, told } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, filesOf, notMeasuredFinding } from '../model/sentence.ts'
import { spreadClause, spreadOf } from '../model/spread.ts'
import type { HandMadeMigration } from './by-hand.ts'
import type { MigrationResult } from './result.ts'

/** What the answer is made of. */
const SAID = ['downtimeEventsMs', 'downtimeProbeMs', 'throughputCopyingPercent', 'total'] as const

/** `251 ms (median, range 201 to 371)`; null where nothing was measured. */
function saidOf(metrics: readonly Metric[], id: string): Text | null {
  const metric = metrics.find((one) => one.id === id)
  const summary = metric?.arms[0]?.summary
  if (!metric || !summary) return null
  return say('answer.value', {
    value: formatQuantity(summary.value, metric.unit),
    statistic: say(`statistic.${summary.statistic}`),
    spread: spreadClause(spreadOf(summary)),
  })
}

/** What was written to the disk and what came of it, over all migrations. */
function diskOf(migrations: readonly MigrationResult[]) {
  const disks = migrations.flatMap(({ disk }) => disk ?? [])
  const sum = (of: 'written' | 'lost' | 'altered'): number => disks.reduce((all, one) => all + one[of], 0)
  return { watched: disks.length, written: sum('written'), bad: sum('lost') + sum('altered') }
}

function diskClause({ watched, ...counts }: ReturnType<typeof diskOf>): Text[] {
  if (watched === 0) return []
  return [
    counts.bad === 0
      ? say('D.answer.disk.intact')
      : say('D.answer.disk.damaged', { written: formatWhole(counts.written), bad: formatWhole(counts.bad) }),
  ]
}

/** What is said of migrations that somebody measured, by the metric, and as what. */
const SAID_BY_HAND = [
  ['total', 'total'],
  ['downtimeQemuMs', 'pause'],
  ['transferredMegabytes', 'moved'],
  ['by-hand.throughput', 'throughput'],
  ['by-hand.lowest', 'lowest'],
] as const

/** The answer as far as it is known of migrations that were measured by hand. */
function answerByHand(id: string, byHand: readonly HandMadeMigration[], metrics: readonly Metric[]): Finding {
  const clauses = SAID_BY_HAND.flatMap(([name, said]) => {
    const metric = metrics.find((one) => one.id === `migration.${name}`)
    const value = saidOf(metrics, `migration.${name}`)
    return metric === undefined || value === null ? [] : [{ metric, clause: say(`D.answer.hand.${said}`, { value }) }]
  })
  const n = formatCount(byHand.length, 'migration')
  const sentence = joined([say('D.answer.hand', { n }), ...clauses.map(({ clause }) => clause)], ' ')
  return describedFinding(id, sentence, filesOf(...clauses.map(({ metric }) => metric.arms[0])), {
    quantities: told(...clauses.map(({ metric }) => summaryQuantity(metric, metric.arms[0]))),
  })
}

/** The answer to section D's question: what a user notices, how long and in which part. */
export function answerFinding(
  migrations: readonly MigrationResult[],
  metrics: readonly Metric[],
  byHand: readonly HandMadeMigration[] = [],
): Finding {
  const id = 'D.answer'
  if (byHand.length > 0) return answerByHand(id, byHand, metrics)
  const pause = saidOf(metrics, 'migration.downtimeEventsMs')
  if (pause === null || migrations.length === 0)
    return notMeasuredFinding(id, say('D.answer.title'), say('reason.no-migration-has-it'))
  const clause = (metric: string, put: (value: Text) => Text): Text[] => {
    const value = saidOf(metrics, `migration.${metric}`)
    return value === null ? [] : [put(value)]
  }
  const disk = diskOf(migrations)
  const parts = [
    say('D.answer', { n: formatCount(migrations.length, 'migration'), pause }),
    ...clause('downtimeProbeMs', (gap) => say('D.answer.gap', { gap })),
    ...clause('throughputCopyingPercent', (share) => say('D.answer.copying', { share })),
    ...clause('total', (total) => say('D.answer.total', { total })),
    ...diskClause(disk),
  ]
  const metricsSaid = SAID.flatMap((name) => metrics.find((one) => one.id === `migration.${name}`) ?? [])
  return describedFinding(
    id,
    joined(parts, ' '),
    [
      ...filesOf(...metricsSaid.map((metric) => metric.arms[0])),
      ...migrations.filter((one) => one.disk !== null).map(({ trial }) => trialPath(trial, RAW_FILES.writer)),
    ],
    {
      conditions: [
        condition('records that were read back', disk.written, '>', 0),
        condition('records that were lost or altered', disk.bad, '=', 0),
      ],
      quantities: told(...metricsSaid.map((metric) => summaryQuantity(metric, metric.arms[0]))),
    },
  )
}
