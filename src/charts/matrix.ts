import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import type { Analysis } from '../findings/analysis.ts'
import type { MatrixCell } from '../findings/matrix/cell.ts'
import { cellName, settingName } from '../findings/matrix/cell-name.ts'
import { joined, listed, say, type Text } from '../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { rowAxis, valueAxis } from './row-axes.ts'
import { extentOf } from './scale.ts'
import { COLOURS, COLUMN_WIDTH, CONFIG, SMALL_SIZE, WORKLOAD_MARKS } from './theme.ts'
import { tip } from './tip.ts'

const LABELS = 132
const GAP = 16
const WIDTH = (COLUMN_WIDTH - LABELS - GAP - 14) / 2
const ROW = 13

interface Quantity {
  title: Text
  unit: 's' | 'ms'
  /** As the ledger names it. */
  metric: string
  value: (cell: MatrixCell) => number | null
  /** What stands in the row of a cell without a value. */
  instead: (cell: MatrixCell) => Text
}

const TOTAL: Quantity = {
  title: say('chart.matrix.total'),
  unit: 's',
  metric: 'total',
  value: ({ result }) => result && result.totalMs / 1000,
  instead: whyNone,
}

const DOWNTIME: Quantity = {
  title: say('chart.matrix.downtime'),
  unit: 'ms',
  metric: 'downtimeQemuMs',
  value: ({ result }) => result?.downtimeMs.qemu ?? null,
  instead: ({ outcome }) =>
    outcome === 'completed' ? say('not-measured') : outcome === 'not-offered' ? '–' : say('chart.matrix.no-switch'),
}

/** The panels, from left to right. */
export const MATRIX_PANELS: readonly Quantity[] = [TOTAL, DOWNTIME]

/** How a cell ended that has no result. */
function whyNone({ outcome, lastedMs }: MatrixCell): Text {
  if (outcome === 'did-not-converge') {
    return lastedMs === null
      ? say('outcome.did-not-converge')
      : say('chart.matrix.cancelled', { time: formatQuantity(lastedMs / 1000, 's') })
  }
  return outcome === 'completed' ? say('not-measured') : say(`outcome.${outcome}`)
}

/** Section D: total time and downtime of every migration of the matrix, a row for each setting and workload. */
export function matrixFigure({ matrix }: Analysis): Unspoken<Figure> {
  const { cells } = matrix
  const results = cells.flatMap(({ result }) => result ?? [])
  if (results.length === 0) return { spec: null, reason: joined(matrix.notMeasured, ' ') || say('chart.matrix.none') }
  return {
    spec: {
      config: CONFIG,
      spacing: GAP,
      hconcat: MATRIX_PANELS.map((quantity, index) => panel(quantity, cells, index === 0)),
    },
    n: say('chart.matrix.n', { n: formatCount(results.length, 'migration') }),
    description: say('chart.matrix.words', { cells: listed(cells.map(inWords), 'list.clauses') }),
  }
}

function panel(quantity: Quantity, cells: readonly MatrixCell[], first: boolean): Unspoken<LayerSpec<string>> {
  const names = [...new Set(cells.map(cellName))]
  const valued = cells.flatMap((cell) => {
    const value = quantity.value(cell)
    return value === null ? [] : [{ cell, value }]
  })
  const extent = extentOf(valued.length > 0 ? valued.map(({ value }) => value) : [0, 1])
  const x = valueAxis(extent, quantity.unit)
  const y = rowAxis('name', names, first, LABELS)
  return {
    title: { text: quantity.title },
    width: WIDTH,
    height: ROW * names.length,
    layer: [
      {
        data: { values: banded(cells) },
        mark: { type: 'rect', color: COLOURS.band },
        encoding: { y },
      },
      {
        data: { values: valued.map(({ cell, value }) => ({ value, ...pointOf(quantity, cell, value) })) },
        mark: { type: 'point', size: 30, strokeWidth: 0, fillOpacity: 0.9 },
        encoding: {
          x,
          y,
          shape: { field: 'shape', type: 'nominal', scale: null },
          fill: { field: 'fill', type: 'nominal', scale: null },
        },
      },
      {
        data: {
          values: cells
            .filter((cell) => quantity.value(cell) === null)
            .map((cell) => ({ name: cellName(cell), text: quantity.instead(cell) })),
        },
        mark: { type: 'text', align: 'left', x: 4, fontStyle: 'italic', color: COLOURS.quiet, fontSize: SMALL_SIZE },
        encoding: { y, text: { field: 'text' } },
      },
    ],
  }
}

function pointOf({ title, unit }: Quantity, cell: MatrixCell, value: number) {
  const { shape, colour } = WORKLOAD_MARKS[cell.workload]
  const what = say('tip.cell', { setting: settingName(cell.setting), workload: say(`workload.${cell.workload}`) })
  return {
    name: cellName(cell),
    shape,
    fill: colour,
    tip: tip(title, say('tip.sample', { configuration: what, value: formatQuantity(value, unit) }), cell.trial),
  }
}

/** The rows of every second setting, which have a ground of their own so that settings are told apart. */
function banded(cells: readonly MatrixCell[]): { name: Text }[] {
  const settings = [...new Set(cells.map(({ setting }) => setting))]
  const names = cells.filter(({ setting }) => settings.indexOf(setting) % 2 === 1).map(cellName)
  return [...new Set(names)].map((name) => ({ name }))
}

function inWords(cell: MatrixCell): Text {
  const { result } = cell
  const down = result?.downtimeMs.qemu ?? null
  const value =
    result === null
      ? whyNone(cell)
      : say('chart.matrix.times', {
          total: formatQuantity(result.totalMs / 1000, 's'),
          downtime: down === null ? say('not-measured') : `${formatNumber(down)} ms`,
        })
  return say('tip.sample', { configuration: cellName(cell), value })
}
