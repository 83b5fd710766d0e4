import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { summarise } from '../../statistics/summary.ts'
import { listed, say, type Text, text } from '../../text/phrase.ts'
import { formatCount, formatInterval, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import type { Metric } from '../model/metric.ts'
import { endsOf, type Origin, overTrials, summaryQuantity, told } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { rangeBeside } from './brackets.ts'
import { originsOf } from './origins.ts'
import type { MigrationResult } from './result.ts'

/** `from host 1 to host 2` */
const direction = ({ source, destination }: MigrationResult): Text =>
  say('D.way', { source: say(`place.${source}`), destination: say(`place.${destination}`) })

/** `In 2 of 5 migrations` */
function whereMissed(missed: number, watched: number): Text {
  if (watched === 1) return say('D.recovery.where.one')
  const n = formatCount(watched, 'migration')
  return missed === watched
    ? say('D.recovery.where.all', { n })
    : say('D.recovery.where.some', { missed: formatWhole(missed), n })
}

function recoveryFinding(migrations: readonly MigrationResult[], metric: Metric, why: Text): Finding {
  const id = 'D.recovery'
  const watched = migrations.flatMap((migration) => (migration.service ? [{ migration, ...migration.service }] : []))
  if (watched.length === 0) return notMeasuredFinding(id, metric.title, why)
  const back = watched.flatMap(({ recoveryS }) => (recoveryS === null ? [] : [recoveryS]))
  const missed = watched.filter(({ recoveryS }) => recoveryS === null)
  const of = (name: 'recoveryS' | 'observedS', among: readonly MigrationResult[]): Origin[] =>
    originsOf(name, RAW_FILES.iperf3, among, ({ service }) => service?.[name] ?? null)
  const recoveries = of('recoveryS', migrations)
  const conditions = [
    condition('migrations in which throughput did not come back', missed.length, '=', 0),
    condition('migrations in which it was watched', watched.length, '>', 0),
  ]
  const evidence = watched.map(({ migration }) => trialPath(migration.trial, RAW_FILES.iperf3))
  if (missed.length === 0) {
    const summary = summarise(back, 'median')
    const range = rangeBeside(summary, watched.length, migrations.length)
    const sentence = say('D.recovery', { time: formatQuantity(summary.value, 's'), range })
    const quantities = told(overTrials('median', 's', recoveries))
    return describedFinding(id, sentence, evidence, { conditions, quantities })
  }
  const [low, high] = [Math.min(...back), Math.max(...back)]
  const others =
    back.length === 0
      ? ''
      : say('D.recovery.others', {
          count: formatWhole(back.length),
          time: low === high ? formatQuantity(low, 's') : text`${formatInterval({ low, high })} s`,
        })
  const ways = listed([...new Set(missed.map(({ migration }) => direction(migration)))], 'and')
  const watchedS = Math.min(...missed.map(({ observedS }) => observedS))
  const sentence = say('D.recovery.missed', {
    where: whereMissed(missed.length, watched.length),
    ways,
    watched: formatNumber(watchedS, 2),
    others,
  })
  const least = overTrials(
    'least',
    's',
    of(
      'observedS',
      missed.map(({ migration }) => migration),
    ),
  )
  return describedFinding(id, sentence, evidence, {
    conditions,
    quantities: told(least, ...endsOf('s', recoveries)),
  })
}

function lossFinding(migrations: readonly MigrationResult[], metric: Metric, why: Text): Finding {
  const id = 'D.service-lost'
  const [arm] = metric.arms
  if (!arm?.summary) return notMeasuredFinding(id, metric.title, why)
  const open = migrations.filter(({ service }) => service && service.recoveryS === null).length
  const end = open === 0 ? '' : say('D.service-lost.open', { open: formatWhole(open) })
  return {
    id,
    sentence: say('D.service-lost', {
      time: formatQuantity(arm.summary.value, 's'),
      range: rangeBeside(arm.summary, arm.trials, migrations.length),
      end,
    }),
    verdict: 'described',
    evidence: arm.samples.map(({ source }) => source),
    conditions: [condition('migrations in which throughput did not come back', open, '=', 0)],
    quantities: told(summaryQuantity(metric, arm)),
  }
}

/** How long the service takes to come back, and how much of it is lost. */
export function serviceFindings(
  migrations: readonly MigrationResult[],
  metrics: readonly Metric[],
  whyMissing: (file: string) => Text,
): Finding[] {
  const find = (id: string): Metric[] => metrics.filter((metric) => metric.id === id)
  return [
    ...find('migration.recoveryS').map((metric) => recoveryFinding(migrations, metric, whyMissing('iperf3'))),
    ...find('migration.serviceLostS').map((metric) => lossFinding(migrations, metric, whyMissing('iperf3'))),
  ]
}
