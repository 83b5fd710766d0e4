import { HOSTS, type HostName } from '../../data/host-name.ts'
import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { VM_EVENTS } from '../../experiments/migration.ts'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatWhole } from '../../text/quantities.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { logOf } from './origins.ts'
import type { MigrationResult } from './result.ts'

/** How often the VM moved, and which way. */
function movesFinding(migrations: readonly MigrationResult[], planned: number, why: Text): Finding {
  const id = 'D.migrations'
  if (migrations.length === 0) return notMeasuredFinding(id, say('D.migrations.title'), why)
  const ways = (['host1', 'host2'] as const).flatMap((source): Text[] => {
    const [first, ...rest] = migrations.filter((one) => one.source === source)
    if (!first) return []
    const way = say('D.way', {
      source: say(`place.${first.source}`),
      destination: say(`place.${first.destination}`),
    })
    return [say('D.migrations.way', { count: formatWhole(rest.length + 1), way })]
  })
  const values = { ways: listed(ways, 'and'), planned: formatWhole(planned) }
  const missing = planned - migrations.length
  const sentence =
    missing > 0
      ? say('D.migrations.incomplete', { ...values, missing: formatWhole(missing) })
      : say('D.migrations', values)
  const from = (source: HostName): number => migrations.filter((one) => one.source === source).length
  return describedFinding(id, sentence, migrations.map(logOf), {
    conditions: [
      condition('planned migrations that did not complete', missing, '<=', 0),
      condition('migrations planned', planned, '=', migrations.length),
      ...HOSTS.map((source) => condition(`migrations from ${source}`, from(source), '>', 0)),
    ],
  })
}

/** In how many migrations something was carried, over the one connection that was opened before. */
function connectionFinding(migrations: readonly MigrationResult[], why: Text): Finding {
  const id = 'D.connection'
  const seen = migrations.filter(({ throughput }) => throughput.copying !== null && throughput.after !== null)
  if (seen.length === 0) return notMeasuredFinding(id, say('D.connection.title'), why)
  const carrying = (when: 'copying' | 'after'): number =>
    seen.filter(({ throughput }) => (throughput[when] ?? 0) > 0).length
  const [copying, after] = [carrying('copying'), carrying('after')]
  const sentence = say(after === seen.length ? 'D.connection.outlived' : 'D.connection.not-shown', {
    n: formatCount(seen.length, 'migration'),
    copying: formatWhole(copying),
    after: formatWhole(after),
  })
  return describedFinding(
    id,
    sentence,
    seen.map(({ trial }) => trialPath(trial, RAW_FILES.iperf3)),
    {
      conditions: [
        condition('migrations with data after RESUME', after, '=', seen.length),
        condition('migrations with data while pages were copied', copying, '=', seen.length),
      ],
    },
  )
}

/**
 * Whether fewer events in the VM may be less work: only where iperf3 gave it less.
 * @param findings those of throughput and of perf
 */
function workFinding(migrations: readonly MigrationResult[], findings: readonly Finding[], why: Text): Finding {
  const id = 'D.perf-work'
  const of = (wanted: string): Finding | undefined => findings.find((one) => one.id === wanted)
  const counted = VM_EVENTS.flatMap(({ id: event, title }) => {
    const finding = of(event)
    return finding === undefined || finding.verdict === 'not-measured' ? [] : [{ finding, title }]
  })
  if (counted.length === 0) return notMeasuredFinding(id, say('D.work.title'), why)
  const having = (verdict: Finding['verdict']): Text[] =>
    counted.filter(({ finding }) => finding.verdict === verdict).map(({ title }) => say('quoted', { text: title }))
  const [fewer, more] = [having('lower'), having('higher')]
  const silent = migrations.length > 0 && migrations.every(({ throughput }) => throughput.copying === 0)
  const lessSent = silent || of('D.throughput-copying')?.verdict === 'lower'
  const parts = [
    ...(fewer.length === 0
      ? [say('D.work.none-fewer')]
      : [lessSent ? say('D.work.less-sent') : say('D.work.not-less-sent', { fewer: listed(fewer, 'and') })]),
    ...(more.length === 0 ? [] : [say('D.work.more', { more: listed(more, 'and') })]),
  ]
  return describedFinding(
    id,
    joined(parts, ' '),
    counted.flatMap(({ finding }) => finding.evidence),
    {
      conditions: [
        condition('events of which fewer were counted', fewer.length, '>', 0),
        condition('events of which more were counted', more.length, '>', 0),
        condition('iperf3 sent less, 1 or 0', lessSent ? 1 : 0, '=', 1),
      ],
    },
  )
}

/** Whether a migration costs its users more than the pause. */
function beyondFinding(migrations: readonly MigrationResult[], why: Text): Finding {
  const id = 'D.service-beyond-downtime'
  const seen = migrations.flatMap(({ trial, service, downtimeMs: { events } }) =>
    service === null || events === null ? [] : [{ trial, lostS: service.lostS, pauseS: events / 1000 }],
  )
  if (seen.length === 0) return notMeasuredFinding(id, say('D.beyond.title'), why)
  const more = seen.filter(({ lostS, pauseS }) => lostS > pauseS)
  const n = formatCount(seen.length, 'migration')
  return describedFinding(
    id,
    more.length === 0 ? say('D.beyond.none', { n }) : say('D.beyond', { n, more: formatWhole(more.length) }),
    seen.flatMap(({ trial }) => [trialPath(trial, RAW_FILES.iperf3), trialPath(trial, RAW_FILES.qmpDestination)]),
    { conditions: [condition('migrations that lost more than the pause', more.length, '>', 0)] },
  )
}

/** What the records say to the way in which the disk changes hands. */
function handoverFinding(migrations: readonly MigrationResult[]): Finding {
  const id = 'D.disk-handover'
  const checked = migrations.flatMap(({ trial, disk }) => (disk ? [{ trial, disk }] : []))
  if (checked.length === 0) return notMeasuredFinding(id, say('metric.disk'), say('reason.no-writer'))
  const whole = condition(
    'records lost or altered',
    checked.reduce((sum, { disk }) => sum + disk.lost + disk.altered, 0),
    '=',
    0,
  )
  return describedFinding(
    id,
    say(whole.holds ? 'D.handover.intact' : 'D.handover.damaged'),
    checked.map(({ trial }) => trialPath(trial, RAW_FILES.writer)),
    { conditions: [whole] },
  )
}

/**
 * What follows from other findings of section D, where it does.
 * @param findings those of throughput and of perf
 * @param whyMissing why no migration has what is read from a file whose name begins so, a clause
 */
export const conclusions = (
  migrations: readonly MigrationResult[],
  planned: number,
  findings: readonly Finding[],
  whyMissing: (file: string) => Text,
): Finding[] => [
  movesFinding(migrations, planned, whyMissing('qmp-source')),
  connectionFinding(migrations, whyMissing('iperf3')),
  workFinding(migrations, findings, whyMissing('perf-vm')),
  beyondFinding(migrations, whyMissing('iperf3')),
  handoverFinding(migrations),
]
