import { joined, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity } from '../../text/quantities.ts'
import type { Metric } from '../model/metric.ts'
import { summaryQuantity, told } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, filesOf, framing, notMeasuredFinding } from '../model/sentence.ts'
import { spreadClause, spreadOf } from '../model/spread.ts'
import type { MigrationResult } from './result.ts'

/** What the first page has room for: the pause, what a client saw of it, and the price in throughput. */
const SAID = ['downtimeEventsMs', 'downtimeProbeMs', 'throughputCopyingPercent'] as const

const summaryOf = (metrics: readonly Metric[], name: (typeof SAID)[number]) => {
  const metric = metrics.find(({ id }) => id === `migration.${name}`)
  const summary = metric?.arms[0]?.summary
  return metric && summary ? { metric, summary, arm: metric.arms[0] } : null
}

/** Section D in a line or two for the first page. */
export function shortAnswer(migrations: readonly MigrationResult[], metrics: readonly Metric[]): Finding {
  const id = 'D.short'
  const [pause, gap, copying] = SAID.map((name) => summaryOf(metrics, name))
  if (!pause) return framing(notMeasuredFinding(id, say('D.answer.title'), say('reason.no-migration-has-it')))
  const printed = ({ metric, summary }: NonNullable<typeof pause>): Text => formatQuantity(summary.value, metric.unit)
  const disks = migrations.flatMap(({ disk }) => disk ?? [])
  const bad = disks.reduce((all, { lost, altered }) => all + lost + altered, 0)
  const sentence = joined(
    [
      say('D.short', {
        pause: printed(pause),
        statistic: say(`statistic.${pause.summary.statistic}`),
        spread: spreadClause(spreadOf(pause.summary)),
        n: say('n', { n: formatCount(pause.arm?.trials ?? 0, 'migration') }),
      }),
      ...(gap ? [say('D.short.gap', { gap: printed(gap) })] : []),
      ...(copying
        ? [say('D.short.copying', { share: printed(copying), spread: spreadClause(spreadOf(copying.summary)) })]
        : []),
      ...(disks.length === 0 ? [] : [say(bad === 0 ? 'D.short.disk' : 'D.short.disk.damaged')]),
    ],
    ' ',
  )
  const said = [pause, gap, copying].flatMap((one) => one ?? [])
  return framing(
    describedFinding(id, sentence, filesOf(...said.map(({ arm }) => arm)), {
      conditions: [condition('records that were lost or altered', bad, '=', 0)],
      quantities: told(...said.map(({ metric, arm }) => summaryQuantity(metric, arm))),
    }),
  )
}
