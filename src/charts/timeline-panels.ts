import type { HostName } from '../data/host-name.ts'
import { RAW_FILES } from '../data/raw-files.ts'
import { EXIT_EVENT } from '../experiments/exit-kinds.ts'
import { VM_EVENTS } from '../experiments/migration.ts'
import type { MigrationResult } from '../findings/migration/result.ts'
import type { Silence } from '../findings/migration/silence.ts'
import type { Point } from '../findings/reading/windows.ts'
import { say, type Text } from '../text/phrase.ts'
import { formatQuantity } from '../text/quantities.ts'
import { COLOURS } from './theme.ts'

/** One quantity over time, s after the command to migrate. */
export interface Line {
  points: readonly Point[]
  colour: string
  dash?: number[]
  /** Said in the panel’s title, where it has several. */
  name?: Text
  /** As the ledger names it, and the file of the trial that it is read from. */
  metric: string
  file: string
}

/** A stretch of time that has a name, and how long it lasts in words. */
export interface Stretch {
  fromS: number
  toS: number
  name: Text
  length: Text
}

/** Lines that share an axis. */
export interface Panel {
  title: Text
  unit: Text
  height: number
  lines: Line[]
  /** Named on the figure. */
  stretches?: readonly Stretch[]
}

const LOG = (metric: string) => ({ metric, file: RAW_FILES.qmpSource })

export const placeName = (host: HostName) => say(`host.${host}`)

const silentStretch = ({ fromS, toS }: Silence): Stretch => ({
  fromS,
  toS,
  name: say('chart.timeline.silence'),
  length: formatQuantity(toS - fromS, 's'),
})

/** What the timeline shows of a migration, from top to bottom; a panel without points was not measured. */
export function panelsOf({ series, source, destination, silence }: MigrationResult): Panel[] {
  // The first is the most telling.
  const inVm = VM_EVENTS.find(({ event }) => (series.perfVm[event]?.length ?? 0) > 0)
  const exits = (host: HostName) => ({
    points: scaled(series.exits[host], 1e-3),
    metric: `${host}.${EXIT_EVENT}`,
    file: RAW_FILES.kvm[host],
  })
  const scaled = (points: readonly Point[], factor: number) =>
    points.map(({ s, value }) => ({ s, value: value * factor }))
  return [
    {
      title: say('chart.timeline.throughput'),
      unit: 'Mbit/s',
      height: 66,
      lines: [{ points: scaled(series.iperf3, 1e-6), colour: COLOURS.blue, metric: 'iperf3', file: RAW_FILES.iperf3 }],
    },
    ...(inVm === undefined
      ? []
      : [
          {
            title: say('chart.timeline.by-perf', { what: say('metric.in-vm', { what: inVm.title }) }),
            unit: say('unit.per-second'),
            height: 44,
            lines: [
              {
                points: series.perfVm[inVm.event] ?? [],
                colour: COLOURS.blue,
                metric: `perf-vm.${inVm.event}`,
                file: RAW_FILES.perfVm,
              },
            ],
          },
        ]),
    {
      title: say('chart.timeline.exits'),
      unit: say('unit.thousands-per-second'),
      height: 50,
      lines: [
        { ...exits(source), colour: COLOURS.blue, name: placeName(source) },
        {
          ...exits(destination),
          colour: COLOURS.vermilion,
          dash: [3, 2],
          name: placeName(destination),
        },
      ],
    },
    {
      title: say('chart.timeline.stream'),
      unit: 'Mbit/s',
      height: 44,
      lines: [{ points: scaled(series.migrationBitsPerSecond, 1e-6), colour: COLOURS.green, ...LOG('stream') }],
      stretches: silence === null ? [] : [silentStretch(silence)],
    },
    {
      title: say('chart.timeline.remaining'),
      unit: 'MB',
      height: 50,
      lines: [{ points: scaled(series.remainingBytes, 1e-6), colour: COLOURS.green, ...LOG('remaining') }],
    },
    {
      title: say('chart.timeline.dirtied'),
      unit: say('unit.thousand-pages-per-second'),
      height: 44,
      lines: [{ points: scaled(series.dirtyPagesPerSecond, 1e-3), colour: COLOURS.green, ...LOG('dirtied') }],
    },
  ]
}
