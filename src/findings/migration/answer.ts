import { trialPath } from '../../data/trial-path.ts'
import { joined, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { armOf, type Metric } from '../model/metric.ts'
import { describedFinding, type Finding, filesOf, notMeasuredFinding } from '../model/sentence.ts'
import { spreadClause, spreadOf } from '../model/spread.ts'
import type { MigrationResult } from './result.ts'

/** `251 ms (median, range 201 to 371)`; null where nothing was measured. */
function valueOf(metrics: readonly Metric[], id: string): Text | null {
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
function diskClause(migrations: readonly MigrationResult[]): Text[] {
  const disks = migrations.flatMap(({ disk }) => disk ?? [])
  if (disks.length === 0) return []
  const sum = (of: 'written' | 'lost' | 'altered'): number => disks.reduce((all, one) => all + one[of], 0)
  const bad = sum('lost') + sum('altered')
  const written = formatWhole(sum('written'))
  return [
    bad === 0
      ? say('D.answer.disk.intact', { written })
      : say('D.answer.disk.damaged', { written, bad: formatWhole(bad) }),
  ]
}

/** The answer to section D's question: what a user notices, how long and in which part. */
export function answerFinding(migrations: readonly MigrationResult[], metrics: readonly Metric[]): Finding {
  const id = 'D.answer'
  const pause = valueOf(metrics, 'migration.downtimeEventsMs')
  if (pause === null || migrations.length === 0)
    return notMeasuredFinding(id, say('D.answer.title'), say('reason.no-migration-has-it'))
  const clause = (metric: string, put: (value: Text) => Text): Text[] => {
    const value = valueOf(metrics, `migration.${metric}`)
    return value === null ? [] : [put(value)]
  }
  const parts = [
    say('D.answer', { n: formatCount(migrations.length, 'migration'), pause }),
    ...clause('downtimeProbeMs', (gap) => say('D.answer.gap', { gap })),
    ...clause('throughputCopyingPercent', (share) => say('D.answer.copying', { share })),
    ...clause('total', (total) => say('D.answer.total', { total })),
    ...diskClause(migrations),
  ]
  return describedFinding(id, joined(parts, ' '), [
    ...filesOf(
      ...['downtimeEventsMs', 'downtimeProbeMs', 'throughputCopyingPercent', 'total'].map((name) =>
        armOf(metrics, `migration.${name}`, 'precopy'),
      ),
    ),
    ...migrations.filter(({ disk }) => disk !== null).map(({ trial }) => trialPath(trial, 'writer.txt')),
  ])
}
