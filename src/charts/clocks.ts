import { PAUSE_CLOCKS, type PauseClock } from '../findings/migration/pause-findings.ts'
import { say, type Text } from '../text/phrase.ts'
import type { LegendEntry } from './legend.ts'
import { COLOURS, HOLLOW } from './theme.ts'

/** How a pause looks by one of its clocks: told apart by shape and by fill as well as by colour. */
interface ClockMark extends LegendEntry {
  title: Text
  /** Of all migrations. */
  metric: string
}

export const CLOCKS: Readonly<Record<PauseClock, ClockMark>> = {
  qemu: {
    title: say('chart.downtime.qemu'),
    label: say('chart.clock.qemu'),
    metric: 'migration.downtimeQemuMs',
    shape: 'circle',
    fill: HOLLOW,
    stroke: COLOURS.blue,
  },
  events: {
    title: say('chart.downtime.events'),
    label: say('chart.clock.events'),
    metric: 'migration.downtimeEventsMs',
    shape: 'square',
    fill: COLOURS.ink,
    stroke: COLOURS.ink,
  },
  probe: {
    title: say('chart.downtime.probe'),
    label: say('chart.clock.probe'),
    metric: 'migration.downtimeProbeMs',
    shape: 'triangle-up',
    fill: COLOURS.vermilion,
    stroke: COLOURS.vermilion,
  },
}

/** The clocks as a legend has them. */
export const CLOCK_LEGEND: readonly LegendEntry[] = PAUSE_CLOCKS.map((clock) => CLOCKS[clock])
/** From one to the next. */
export const CLOCK_SLOT = 88

/** How the mark of a clock is drawn. */
export function clockMark(clock: PauseClock): Pick<LegendEntry, 'shape' | 'fill' | 'stroke'> {
  const { shape, fill, stroke } = CLOCKS[clock]
  return { shape, fill, stroke }
}
