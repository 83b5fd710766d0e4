import type { HostName } from '../data/host-name.ts'
import { VM_EVENTS } from '../experiments/migration.ts'
import type { MigrationResult } from '../findings/migration/result.ts'
import type { Point } from '../findings/model/windows.ts'
import { say, type Text } from '../text/phrase.ts'
import { COLOURS } from './theme.ts'

/** One quantity over time, s after the command to migrate. */
export interface Line {
  points: readonly Point[]
  colour: string
  dash?: number[]
  /** Printed beside the line, where a panel has several. */
  name?: Text
}

/** Lines that share an axis. */
export interface Panel {
  title: Text
  unit: Text
  height: number
  lines: Line[]
}

export const placeName = (host: HostName) => say(`host.${host}`)

/** What the timeline shows of a migration, from top to bottom; a panel without points was not measured. */
export function panelsOf({ series, source, destination }: MigrationResult): Panel[] {
  // The first is the most telling.
  const inVm = VM_EVENTS.find(({ event }) => (series.perfVm[event]?.length ?? 0) > 0)
  const exits = (host: HostName): Point[] => {
    const events = series.kvm[host]
    return events['kvm:kvm_exit'] ?? Object.values(events)[0] ?? []
  }
  const scaled = (points: readonly Point[], factor: number) =>
    points.map(({ s, value }) => ({ s, value: value * factor }))
  return [
    {
      title: say('chart.timeline.throughput'),
      unit: 'Mbit/s',
      height: 66,
      lines: [{ points: scaled(series.iperf3, 1e-6), colour: COLOURS.blue }],
    },
    ...(inVm === undefined
      ? []
      : [
          {
            title: say('chart.timeline.by-perf', { what: say('metric.in-vm', { what: inVm.title }) }),
            unit: say('unit.per-second'),
            height: 44,
            lines: [{ points: series.perfVm[inVm.event] ?? [], colour: COLOURS.blue }],
          },
        ]),
    {
      title: say('chart.timeline.exits'),
      unit: say('unit.thousands-per-second'),
      height: 50,
      lines: [
        { points: scaled(exits(source), 1e-3), colour: COLOURS.blue, name: placeName(source) },
        {
          points: scaled(exits(destination), 1e-3),
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
      lines: [{ points: scaled(series.migrationBitsPerSecond, 1e-6), colour: COLOURS.green }],
    },
    {
      title: say('chart.timeline.remaining'),
      unit: 'MB',
      height: 50,
      lines: [{ points: scaled(series.remainingBytes, 1e-6), colour: COLOURS.green }],
    },
    {
      title: say('chart.timeline.dirtied'),
      unit: say('unit.thousand-pages-per-second'),
      height: 44,
      lines: [{ points: scaled(series.dirtyPagesPerSecond, 1e-3), colour: COLOURS.green }],
    },
  ]
}
