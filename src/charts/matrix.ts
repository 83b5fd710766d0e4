import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import { HOSTS, type HostName } from '../data/host-name.ts'
import type { Analysis } from '../findings/analysis.ts'
import type { MatrixCell } from '../findings/matrix/cell.ts'
import { cellName, settingName } from '../findings/matrix/cell-name.ts'
import { LOG } from '../findings/matrix/cell-quantity.ts'
import { PAUSE_CLOCKS, PAUSE_FILES, PAUSE_METRICS } from '../findings/migration/pause-findings.ts'
import { joined, listed, say, type Text } from '../text/phrase.ts'
import { formatCount, formatQuantity } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import { CLOCK_LEGEND, CLOCK_SLOT, CLOCKS, clockMark } from './clocks.ts'
import type { Figure } from './figure.ts'
import { legend } from './legend.ts'
import { failuresBeside, namesOfMissing, whyNone } from './matrix-endings.ts'
import { rowAxis, valueAxis } from './row-axes.ts'
import { extentOf } from './scale.ts'
import { BY_MARK, COLOURS, COLUMN_WIDTH, CONFIG, SMALL_SIZE } from './theme.ts'
import { tip } from './tip.ts'

const LABELS = 136
const GAP = 16
/** The clocks have three marks in a row, and the longer panel. */
const TOTAL_WIDTH = 124
const DOWNTIME_WIDTH = COLUMN_WIDTH - LABELS - GAP - 14 - TOTAL_WIDTH
const ROW = 15
/** With the migrations of either direction beneath one another. */
const ROW_OF_TWO = 22
/** About so far is one tick from the next, px. */
const TICK_ROOM = 32
/** The names of the clocks stand between a title and its plot. */
const TITLE_OFFSET = 20
const LEGEND_OFFSET = 5
const LEGEND = { y: -10, slot: CLOCK_SLOT }

/** Where the migrations that leave a host stand in their row, and how the line is drawn that joins their clocks. */
const OFFSETS: Readonly<Record<HostName, number>> = { host1: 0.45, host2: -0.45 }
const DASHES: Readonly<Record<HostName, { strokeDash?: number[] }>> = { host1: {}, host2: { strokeDash: [3, 2] } }

/** Whether there are migrations of both directions, which are then told apart. */
const bothWays = (cells: readonly MatrixCell[]): boolean =>
  HOSTS.every((host) => cells.some(({ source, result }) => source === host && result !== null))

/** What is drawn of a cell, as a mark. */
interface Value {
  title: Text
  /** As the ledger names it, and the file of the trial that it is read from. */
  metric: string
  file: string
  value: (cell: MatrixCell) => number | null
  look: { shape: string; fill: string; stroke: string }
}

interface Panel {
  title: Text
  unit: 's' | 'ms'
  width: number
  values: readonly Value[]
  /** What stands in the row of a cell without a value. */
  instead: (cell: MatrixCell) => Text
}

const TOTAL: Panel = {
  title: say('chart.matrix.total'),
  unit: 's',
  width: TOTAL_WIDTH,
  values: [
    {
      title: say('chart.matrix.total'),
      metric: 'total',
      file: LOG,
      value: ({ result }) => result && result.totalMs / 1000,
      look: { shape: 'diamond', fill: COLOURS.green, stroke: COLOURS.green },
    },
  ],
  instead: whyNone,
}

const DOWNTIME: Panel = {
  title: say('chart.matrix.downtime'),
  unit: 'ms',
  width: DOWNTIME_WIDTH,
  values: PAUSE_CLOCKS.map((clock) => ({
    title: CLOCKS[clock].title,
    metric: PAUSE_METRICS[clock],
    file: PAUSE_FILES[clock],
    value: ({ result }) => result?.downtimeMs[clock] ?? null,
    look: clockMark(clock),
  })),
  instead: ({ outcome }) =>
    outcome === 'completed' ? say('not-measured') : outcome === 'not-offered' ? '–' : say('chart.matrix.no-switch'),
}

/** The panels, from left to right. */
export const MATRIX_PANELS: readonly Panel[] = [TOTAL, DOWNTIME]

/** Section D: total time and downtime of every migration of the matrix, a row for each setting and workload. */
export function matrixFigure({ matrix }: Analysis): Unspoken<Figure> {
  const { cells } = matrix
  const results = cells.flatMap(({ result }) => result ?? [])
  if (results.length === 0) return { spec: null, reason: joined(matrix.notMeasured, ' ') || say('chart.matrix.none') }
  return {
    spec: {
      config: CONFIG,
      spacing: GAP,
      hconcat: MATRIX_PANELS.map((one, index) => panel(one, cells, index === 0)),
    },
    n: joined(
      [
        say('chart.matrix.n'),
        ...(bothWays(cells) ? [say('chart.matrix.ways')] : []),
        say('table.n', { n: formatCount(results.length, 'migration') }),
      ],
      ' ',
    ),
    description: say('chart.matrix.words', { cells: listed(cells.map(inWords), 'list.clauses') }),
  }
}

function panel(one: Panel, cells: readonly MatrixCell[], first: boolean): Unspoken<LayerSpec<string>> {
  const names = [...new Set(cells.map(cellName))]
  const areTwo = bothWays(cells)
  const offset = (cell: MatrixCell): number => (areTwo ? OFFSETS[cell.source ?? 'host1'] : 0)
  const marks = cells.flatMap((cell) =>
    one.values.flatMap((quantity) => {
      const value = quantity.value(cell)
      return value === null
        ? []
        : [
            {
              name: cellName(cell),
              offset: offset(cell),
              value,
              ...quantity.look,
              tip: cellTip(one, quantity, cell, value),
            },
          ]
    }),
  )
  const valued = new Set(marks.map(({ name }) => name))
  const steps = Math.round(one.width / TICK_ROOM)
  const extent = extentOf(marks.length > 0 ? marks.map(({ value }) => value) : [0, 1], steps)
  const x = valueAxis(extent, null)
  const y = rowAxis('name', names, first, LABELS)
  const yOffset = { field: 'offset', type: 'quantitative' as const, scale: { domain: [-1, 1] } }
  return {
    title: {
      text: say('chart.title-with-unit', { title: one.title, unit: one.unit }),
      offset: first ? TITLE_OFFSET : LEGEND_OFFSET,
    },
    width: one.width,
    height: (areTwo ? ROW_OF_TWO : ROW) * names.length,
    layer: [
      {
        data: { values: banded(cells) },
        mark: { type: 'rect', color: COLOURS.band },
        encoding: { y },
      },
      ...(one.values.length === 1
        ? []
        : HOSTS.map((source) => ({
            data: {
              values: cells
                .filter((cell) => (cell.source ?? 'host1') === source)
                .flatMap((cell) => joinedMarks(one, cell).map((line) => ({ ...line, offset: offset(cell) }))),
            },
            mark: { type: 'rule' as const, strokeWidth: 0.8, color: COLOURS.quiet, ...DASHES[source] },
            encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' }, y, yOffset },
          }))),
      {
        data: { values: marks },
        mark: { type: 'point', size: 34, strokeWidth: 1.2 },
        encoding: { x, y, yOffset, ...BY_MARK },
      },
      {
        data: { values: namesOfMissing(one.instead, cells, valued) },
        mark: { type: 'text', align: 'left', x: 4, fontStyle: 'italic', color: COLOURS.quiet, fontSize: SMALL_SIZE },
        encoding: { y, text: { field: 'text' } },
      },
      ...(first ? failuresBeside(cells, marks, extent, one.width) : []).map(({ name, text, align, at }) => ({
        data: { values: [{ name, text }] },
        mark: {
          type: 'text' as const,
          align,
          x: at,
          fontStyle: 'italic' as const,
          color: COLOURS.quiet,
          fontSize: SMALL_SIZE,
        },
        encoding: { y, text: { field: 'text' } },
      })),
      ...(one.values.length === 1 ? [] : legend(CLOCK_LEGEND, LEGEND)),
    ],
  }
}

/** From the least to the most of a cell: how far its clocks are apart. */
function joinedMarks({ values }: Panel, cell: MatrixCell): { name: Text; low: number; high: number }[] {
  const numbers = values.flatMap(({ value }) => value(cell) ?? [])
  return numbers.length < 2 ? [] : [{ name: cellName(cell), low: Math.min(...numbers), high: Math.max(...numbers) }]
}

function cellTip({ unit }: Panel, { title }: Value, cell: MatrixCell, value: number): Text {
  const what = say('tip.cell', { setting: settingName(cell.setting), workload: say(`workload.${cell.workload}`) })
  return tip(title, say('tip.sample', { configuration: what, value: formatQuantity(value, unit) }), cell.trial)
}

/** The rows of every second setting, which have a ground of their own so that settings are told apart. */
function banded(cells: readonly MatrixCell[]): { name: Text }[] {
  const settings = [...new Set(cells.map(({ setting }) => setting))]
  const names = cells.filter(({ setting }) => settings.indexOf(setting) % 2 === 1).map(cellName)
  return [...new Set(names)].map((name) => ({ name }))
}

function inWords(cell: MatrixCell): Text {
  const { result } = cell
  const downtimes = listed(
    PAUSE_CLOCKS.flatMap((clock) => {
      const ms = result?.downtimeMs[clock] ?? null
      return ms === null
        ? []
        : [say('chart.matrix.downtime-by', { downtime: formatQuantity(ms, 'ms'), clock: CLOCKS[clock].label })]
    }),
  )
  const value =
    result === null
      ? whyNone(cell)
      : say('chart.matrix.times', {
          total: formatQuantity(result.totalMs / 1000, 's'),
          downtime: downtimes === '' ? say('not-measured') : downtimes,
        })
  return say('tip.sample', { configuration: cellName(cell), value })
}
