import type { LayerSpec, UnitSpec } from 'vega-lite/types_unstable/spec/index.js'
import type { Analysis } from '../findings/analysis.ts'
import type { MigrationResult } from '../findings/migration/result.ts'
import type { Phase, Point } from '../findings/reading/windows.ts'
import { joined, listed, say, type Text } from '../text/phrase.ts'
import { formatNumber, formatQuantity } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { extentOf } from './scale.ts'
import { COLOURS, CONFIG, SMALL_SIZE } from './theme.ts'
import { amountAxis, PANEL_WIDTH, timeAxis } from './timeline-axes.ts'
import { type Line, type Panel, panelsOf, placeName } from './timeline-panels.ts'
import { phaseNames } from './timeline-phases.ts'
import { tip } from './tip.ts'

const domainOf = ({ phases }: MigrationResult): [number, number] => [
  Math.min(...phases.map(({ fromS }) => fromS)),
  Math.max(...phases.map(({ toS }) => toS)),
]

/** The panels that are drawn of a migration, with the points that are. */
export function observedPanels(migration: MigrationResult): Panel[] {
  const [from, to] = domainOf(migration)
  // Observers start before the first window and end after the last: what they print then belongs to neither.
  const observed = ({ s }: Point) => s >= from && s <= to
  return panelsOf(migration)
    .map((panel) => ({
      ...panel,
      lines: panel.lines.map((line) => ({ ...line, points: line.points.filter(observed) })),
    }))
    .filter(({ lines }) => lines.some(({ points }) => points.length > 0))
}

/** Section D: all that was seen of one migration, on one time axis. */
export function timelineFigure({ migration }: Analysis): Unspoken<Figure> {
  const [first] = migration.migrations
  if (first === undefined)
    return { spec: null, reason: joined(migration.notMeasured, ' ') || say('chart.no-migration') }
  const domain = domainOf(first)
  const panels = observedPanels(first)
  if (panels.length === 0)
    return { spec: null, reason: joined(first.notMeasured, ' ') || say('chart.nothing-recorded') }
  const drawn = panels.map((panel, index) => drawPanel(panel, first, domain, index === panels.length - 1))
  return {
    spec: {
      config: CONFIG,
      spacing: 5,
      vconcat: [phaseNames(first, domain), ...drawn],
    },
    n: say('chart.timeline.n', {
      number: first.repetition,
      all: migration.migrations.length,
      source: placeName(first.source),
      destination: placeName(first.destination),
      error: formatNumber(first.clockErrorMs),
    }),
    description: inWords(first),
  }
}

const SHADES: Partial<Record<Phase['name'], string>> = {
  setup: COLOURS.band,
  copying: COLOURS.band,
  'stop-and-copy': COLOURS.stop,
}

function drawPanel(
  { title, unit, height, lines }: Panel,
  migration: MigrationResult,
  domain: [number, number],
  last: boolean,
): Unspoken<LayerSpec<string>> {
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value))
  const extent = extentOf([0, ...values])
  const x = timeAxis(domain, last)
  const y = amountAxis(extent)
  const bands = migration.phases.flatMap(({ name, fromS, toS }) => {
    const shade = SHADES[name]
    return shade === undefined ? [] : [{ s: fromS, end: toS, shade }]
  })
  const starts = migration.passStarts.map(({ s }) => ({ s }))
  return {
    title: { text: say('chart.title-with-unit', { title, unit }), fontSize: SMALL_SIZE, offset: 3 },
    width: PANEL_WIDTH,
    height,
    layer: [
      {
        data: { values: bands },
        mark: { type: 'rect' },
        encoding: { x, x2: { field: 'end' }, color: { field: 'shade', type: 'nominal', scale: null } },
      },
      {
        data: { values: starts },
        mark: { type: 'rule', strokeWidth: 0.6, strokeDash: [1.5, 2], color: COLOURS.quiet },
        encoding: { x },
      },
      ...lines.flatMap((line): Unspoken<UnitSpec<string>>[] => {
        const data = { values: line.points.map((point) => ({ ...point, tip: pointTip(title, unit, line, point) })) }
        const strokeDash = line.dash === undefined ? {} : { strokeDash: line.dash }
        return [
          { data, mark: { type: 'line', color: line.colour, strokeWidth: 1, ...strokeDash }, encoding: { x, y } },
          { data, mark: { type: 'point', filled: true, size: 7, color: line.colour }, encoding: { x, y } },
        ]
      }),
      ...lines.flatMap((line): Unspoken<UnitSpec<string>>[] =>
        line.name === undefined || line.points.length === 0 ? [] : [nameOf(line, line.name, x, y)],
      ),
    ],
  }
}

function pointTip(title: Text, unit: Text, { name }: Line, { s, value }: Point): Text {
  const what = name === undefined ? title : say('list', { first: title, second: name })
  return tip(what, say('tip.at', { value: formatQuantity(value, unit), time: formatQuantity(s, 's') }))
}

/** The name of a line stands above its highest stretch: the side of the migration on which the VM runs there. */
function nameOf(
  line: Line,
  name: Text,
  x: ReturnType<typeof timeAxis>,
  y: ReturnType<typeof amountAxis>,
): Unspoken<UnitSpec<string>> {
  const before = line.points.filter(({ s }) => s < 0)
  const after = line.points.slice(-Math.max(1, Math.floor(line.points.length / 5)))
  const mean = (points: readonly Point[]) =>
    points.reduce((sum, { value }) => sum + value, 0) / Math.max(1, points.length)
  const onLeft = before.length > 0 && mean(before) >= mean(after)
  const [anchor] = onLeft ? before : line.points.slice(-1)
  return {
    data: { values: [{ s: anchor?.s ?? 0, value: mean(onLeft ? before : after), text: name }] },
    mark: {
      type: 'text',
      align: onLeft ? 'left' : 'right',
      baseline: 'top',
      dy: 6,
      color: line.colour,
      fontSize: SMALL_SIZE,
      fontWeight: 600,
    },
    encoding: { x, y, text: { field: 'text' } },
  }
}

function inWords({ phases, throughput, source, destination }: MigrationResult): Text {
  const mbit = (value: number | null) => (value === null ? say('not-measured') : `${formatNumber(value / 1e6)} Mbit/s`)
  const lengths = listed(
    phases.map(({ name, fromS, toS }) =>
      say('chart.timeline.phase', { phase: say(`phase.${name}`), time: `${formatNumber(toS - fromS)} s` }),
    ),
  )
  return say('chart.timeline.words', {
    source: placeName(source),
    destination: placeName(destination),
    lengths,
    before: mbit(throughput.baseline),
    copying: mbit(throughput.copying),
    after: mbit(throughput.after),
  })
}
