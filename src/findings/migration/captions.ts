import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { say } from '../../text/phrase.ts'
import { formatQuantity, formatWhole } from '../../text/quantities.ts'
import { valueQuantity } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, framing } from '../model/sentence.ts'
import { logOf } from './origins.ts'
import { pausesOf } from './pause-findings.ts'
import type { MigrationResult } from './result.ts'
import { shownOf } from './shown.ts'

/** Half of the usual throughput at most: what iperf3 lacks then is more than what the stream takes from the network. */
const FALLEN_PERCENT = 50

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Those of which all three clocks tell how long the client, QEMU and the events say that the pause was. */
const probedLongest = (migrations: readonly MigrationResult[]) => {
  const timed = migrations.map((migration) => ({ migration, pauses: pausesOf(migration) }))
  const known = timed.filter(({ pauses }) => pauses.length > 1 && pauses.some(({ clock }) => clock === 'probe'))
  const longest = known.filter(({ pauses }) => pauses.toSorted((a, b) => b.ms - a.ms)[0]?.clock === 'probe')
  return { known, longest }
}

function pauseHeading(migrations: readonly MigrationResult[]): Finding {
  const { known, longest } = probedLongest(migrations)
  const any = condition('migrations with a pause by the probe and another clock', known.length, '>', 0)
  const all = condition('of these, those in which the probe’s is the longest', longest.length, '=', known.length)
  return describedFinding(
    'D.heading.pause',
    say(any.holds && all.holds ? 'D.heading.pause.client' : 'D.heading.pause'),
    known.map(({ migration }) => logOf(migration)),
    { conditions: [any, all] },
  )
}

/** @param findings those of throughput */
function copyingHeading(findings: readonly Finding[]): Finding {
  const copying = findings.find(({ id }) => id === 'D.throughput-copying')
  const lower = condition(
    'throughput was lower while memory was copied, 1 or 0',
    copying?.verdict === 'lower' ? 1 : 0,
    '=',
    1,
  )
  return describedFinding(
    'D.heading.copying',
    say(lower.holds ? 'D.heading.copying.lower' : 'D.heading.copying'),
    copying?.evidence ?? [],
    { conditions: [lower, ...(copying?.conditions ?? [])] },
  )
}

function diskHeading(migrations: readonly MigrationResult[]): Finding {
  const disks = migrations.flatMap(({ trial, disk }) => (disk ? [{ trial, ...disk }] : []))
  const written = condition('records written to the disk', sum(disks.map((one) => one.written)), '>', 0)
  const whole = condition('records lost or altered', sum(disks.map(({ lost, altered }) => lost + altered)), '=', 0)
  return describedFinding(
    'D.heading.disk',
    say(written.holds ? (whole.holds ? 'D.heading.disk.intact' : 'D.heading.disk.damaged') : 'D.heading.disk'),
    disks.map(({ trial }) => trialPath(trial, RAW_FILES.writer)),
    { conditions: [written, whole] },
  )
}

/** What is to be seen in the timeline. */
function timelineCaption(migrations: readonly MigrationResult[]): Finding[] {
  const shown = shownOf(migrations)
  if (!shown) return []
  const { silence, throughput, trial } = shown
  const iperf3 = { trial, source: trialPath(trial, RAW_FILES.iperf3) }
  const id = 'D.caption.timeline'
  if (silence !== null && silence.iperf3Percent !== null) {
    const fallen = condition(
      'share of the baseline in the silent stretch, percent',
      silence.iperf3Percent,
      '<=',
      FALLEN_PERCENT,
    )
    if (fallen.holds)
      return [
        describedFinding(
          id,
          say('D.caption.timeline.silent', { share: formatQuantity(silence.iperf3Percent, '%') }),
          [iperf3.source, logOf(shown)],
          {
            conditions: [fallen],
            quantities: [valueQuantity('migration.silence.iperf3Percent', silence.iperf3Percent, '%', iperf3)],
          },
        ),
      ]
  }
  if (!throughput.baseline || throughput.copying === null) return []
  const percent = (100 * throughput.copying) / throughput.baseline
  return [
    describedFinding(id, say('D.caption.timeline', { share: formatQuantity(percent, '%') }), [iperf3.source], {
      conditions: [condition('share of the baseline while memory was copied, percent', percent, '>=', 0)],
      quantities: [valueQuantity('migration.throughputCopyingPercent', percent, '%', iperf3)],
    }),
  ]
}

/** Which of the three pauses in the table is the longest. */
function tableCaption(migrations: readonly MigrationResult[]): Finding[] {
  const { known, longest } = probedLongest(migrations)
  if (known.length === 0) return []
  const all = condition('migrations in which the probe’s pause is the longest', longest.length, '=', known.length)
  return [
    describedFinding(
      'D.caption.migrations',
      all.holds
        ? say('D.caption.migrations.all')
        : say('D.caption.migrations', { longest: formatWhole(longest.length), all: formatWhole(known.length) }),
      known.map(({ migration }) => logOf(migration)),
      { conditions: [all] },
    ),
  ]
}

/**
 * What section D's headings and captions say of the data.
 * @param findings those of throughput
 */
export const captionFindings = (migrations: readonly MigrationResult[], findings: readonly Finding[]): Finding[] =>
  [
    pauseHeading(migrations),
    copyingHeading(findings),
    diskHeading(migrations),
    ...timelineCaption(migrations),
    ...tableCaption(migrations),
  ].map(framing)
