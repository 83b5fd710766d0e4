import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import type { Analysis } from '../findings/analysis.ts'
import {
  type Accounted,
  accountedIn,
  type DeviceMeans,
  devicesOf,
  meanOfPart,
  SIDES,
} from '../findings/migration/accounted.ts'
import { PAUSE_PARTS, type PausePart } from '../findings/migration/pause-account.ts'
import type { MigrationResult } from '../findings/migration/result.ts'
import { joined, say, type Text } from '../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { type LegendEntry, legend } from './legend.ts'
import { rowAxis, valueAxis } from './row-axes.ts'
import { extentOf } from './scale.ts'
import { COLOURS, COLUMN_WIDTH, CONFIG, HOLLOW, SMALL_SIZE } from './theme.ts'
import { tip } from './tip.ts'

const LABELS = 132
const VALUES = 44
const WIDTH = COLUMN_WIDTH - LABELS - VALUES - 4
const ROW = 16
const BAR = 10
const LEGEND_Y = -10
const SLOT = 76
const STEPS = 8
/** States that take longest; the others take next to nothing. */
const DEVICES = 6

const part = (label: Text, title: Text, fill: string, stroke = fill): LegendEntry & { title: Text } => ({
  label,
  title,
  shape: 'square',
  fill,
  stroke,
})

/** How a part of a pause looks. */
export const PARTS: Readonly<Record<PausePart, LegendEntry & { title: Text }>> = {
  flush: part(say('chart.pause.part.flush'), say('chart.pause.part.flush.title'), COLOURS.purple),
  saveMemory: part(say('chart.pause.part.saveMemory'), say('chart.pause.part.saveMemory.title'), COLOURS.blue),
  saveDevices: part(say('chart.pause.part.saveDevices'), say('chart.pause.part.saveDevices.title'), COLOURS.sky),
  loadMemory: part(say('chart.pause.part.loadMemory'), say('chart.pause.part.loadMemory.title'), COLOURS.vermilion),
  loadDevices: part(say('chart.pause.part.loadDevices'), say('chart.pause.part.loadDevices.title'), COLOURS.orange),
  start: part(say('chart.pause.part.start'), say('chart.pause.part.start.title'), COLOURS.green),
  unexplained: part(
    say('chart.pause.part.unexplained'),
    say('chart.pause.part.unexplained.title'),
    HOLLOW,
    COLOURS.quiet,
  ),
}

const SIDE_PARTS = { save: 'saveDevices', load: 'loadDevices' } as const

/** The devices whose states took longest. */
export const devicesShown = (migrations: readonly MigrationResult[]): DeviceMeans[] =>
  devicesOf(migrations).slice(0, DEVICES)

/** Section D: each pause as a bar of what it was made of, and below it the states of devices that took longest. */
export function pauseFigure({ migration }: Analysis): Unspoken<Figure> {
  const accounted = accountedIn(migration.migrations)
  if (accounted.length === 0) return { spec: null, reason: say('chart.pause.none') }
  return {
    spec: {
      config: CONFIG,
      spacing: 14,
      vconcat: [pausesPanel(accounted), devicesPanel(devicesShown(accounted))],
    },
    n: say('chart.pause.n', { n: formatCount(accounted.length, 'migration') }),
    description: joined(
      PAUSE_PARTS.flatMap((name) => {
        const mean = meanOfPart(name, accounted)
        return mean === null
          ? []
          : [say('chart.metric', { title: PARTS[name].title, values: `${formatNumber(mean.value)} ms` })]
      }),
      ' ',
    ),
  }
}

interface Piece {
  name: Text
  value: number
  end: number
  fill: string
  stroke: string
  tip: Text
}

/** Lengths one behind the other. */
function stacked(name: Text, lengths: readonly { part: PausePart; ms: number; tip: Text }[]): Piece[] {
  let value = 0
  return lengths.map(({ part: own, ms, tip: told }) => {
    const from = value
    value += ms
    return { name, value: from, end: value, fill: PARTS[own].fill, stroke: PARTS[own].stroke, tip: told }
  })
}

function pausesPanel(accounted: readonly Accounted[]): Unspoken<LayerSpec<string>> {
  const pieces = accounted.map(({ repetition, account }) => {
    const name = say('chart.migration', { number: repetition })
    return stacked(
      name,
      PAUSE_PARTS.map((own) => ({
        part: own,
        ms: account.partsMs[own],
        tip: tip(
          PARTS[own].title,
          say('tip.migration-value', { number: repetition, value: formatQuantity(account.partsMs[own], 'ms') }),
        ),
      })),
    )
  })
  const plot = bars(pieces, say('chart.pause.parts'))
  return {
    ...plot,
    layer: [
      ...plot.layer,
      ...legend(
        PAUSE_PARTS.map((own) => PARTS[own]),
        { x: -LABELS, y: LEGEND_Y, slot: SLOT },
      ),
    ],
  }
}

const devicesPanel = (devices: readonly DeviceMeans[]): Unspoken<LayerSpec<string>> =>
  bars(
    devices.map(({ device, ...means }) =>
      stacked(
        device,
        SIDES.map((side) => ({
          part: SIDE_PARTS[side],
          ms: means[side].value,
          tip: tip(
            say('chart.pause.device', { device, side: say(`chart.pause.${side}`) }),
            formatQuantity(means[side].value, 'ms'),
          ),
        })),
      ),
    ),
    say('chart.pause.devices'),
  )

/** A bar a row, with its length behind it. */
function bars(rows: readonly Piece[][], title: Text) {
  const names = rows.map(([first]) => first?.name ?? '')
  const sums = rows.map((pieces) => ({ name: pieces[0]?.name ?? '', text: formatNumber(pieces.at(-1)?.end ?? 0) }))
  const extent = extentOf([0, ...rows.map((pieces) => pieces.at(-1)?.end ?? 0)], STEPS)
  const x = valueAxis(extent, title)
  const y = rowAxis('name', names, true, LABELS)
  return {
    width: WIDTH,
    height: ROW * rows.length,
    layer: [
      {
        data: { values: rows.flat() },
        mark: { type: 'bar' as const, height: BAR, strokeWidth: 0.5 },
        encoding: {
          x,
          x2: { field: 'end' },
          y,
          fill: { field: 'fill', type: 'nominal' as const, scale: null },
          stroke: { field: 'stroke', type: 'nominal' as const, scale: null },
        },
      },
      {
        data: { values: sums },
        mark: {
          type: 'text' as const,
          align: 'right' as const,
          baseline: 'middle' as const,
          fontSize: SMALL_SIZE,
          fontWeight: 600 as const,
        },
        encoding: { x: { value: WIDTH + VALUES }, y, text: { field: 'text' } },
      },
    ],
  }
}
