import type { LayerSpec, UnitSpec } from 'vega-lite/types_unstable/spec/index.js'
import type { Analysis } from '../findings/analysis.ts'
import type { MigrationResult } from '../findings/migration/result.ts'
import { chosenClause, shownOf } from '../findings/migration/shown.ts'
import type { Phase, Point } from '../findings/reading/windows.ts'
import { joined, listed, say, type Text } from '../text/phrase.ts'
import { formatNumber, formatQuantity } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { extentOf } from './scale.ts'
import { COLOURS, CONFIG, SMALL_SIZE } from './theme.ts'
import { amountAxis, PANEL_WIDTH, timeAxis } from './timeline-axes.ts'
import { type Line, type Panel, panelsOf, placeName, type Stretch } from './timeline-panels.ts'
import { passesWhileRunning, phaseNames } from './timeline-phases.ts'
import { tip } from './tip.ts'

/** Fewer points, or points of a smaller part of the time that is drawn, are no course over time. */
const FEWEST_POINTS = 3
const LEAST_SPAN = 0.1

const domainOf = ({ phases }: MigrationResult): [number, number] => [
  Math.min(...phases.map(({ fromS }) => fromS)),
  Math.max(...phases.map(({ toS }) => toS)),
]

function isCourse(points: readonly Point[], leastS: number): boolean {
  const [first, last] = [points[0], points.at(-1)]
  return first !== undefined && last !== undefined && points.length >= FEWEST_POINTS && last.s - first.s >= leastS
}

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
    .filter(({ lines }) => lines.some(({ points }) => isCourse(points, LEAST_SPAN * (to - from))))
}

/** Section D: all that was seen of one migration, on one time axis. */
export function timelineFigure({ migration }: Analysis): Unspoken<Figure> {
  const shown = shownOf(migration.migrations)
  if (shown === undefined)
    return { spec: null, reason: joined(migration.notMeasured, ' ') || say('chart.no-migration') }
  const domain = domainOf(shown)
  const panels = observedPanels(shown)
  if (panels.length === 0)
    return { spec: null, reason: joined(shown.notMeasured, ' ') || say('chart.nothing-recorded') }
  const drawn = panels.map((panel, index) => drawPanel(panel, shown, domain, index === panels.length - 1))
  const hasSearches = panels.some(({ lines }) => lines.some(({ metric }) => metric === 'dirtied'))
  return {
    spec: {
      config: CONFIG,
      spacing: 5,
      vconcat: [phaseNames(shown, domain), ...drawn],
    },
    n: joined(
      [
        say('chart.timeline.n', {
          number: shown.repetition,
          all: migration.migrations.length,
          chosen: chosenClause(migration.migrations),
          source: placeName(shown.source),
          destination: placeName(shown.destination),
          error: formatNumber(shown.clockErrorMs),
        }),
        ...(hasSearches ? [say('chart.timeline.searches')] : []),
      ],
      ' ',
    ),
    description: inWords(shown),
  }
}

const SHADES: Partial<Record<Phase['name'], string>> = {
  setup: COLOURS.band,
  copying: COLOURS.band,
  'stop-and-copy': COLOURS.stop,
}

function drawPanel(
  panel: Panel,
  migration: MigrationResult,
  domain: [number, number],
  last: boolean,
): Unspoken<LayerSpec<string>> {
  const { unit, height, lines, stretches = [] } = panel
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value))
  const extent = extentOf([0, ...values])
  const x = timeAxis(domain, last)
  const y = amountAxis(extent)
  const bands = migration.phases.flatMap(({ name, fromS, toS }) => {
    const shade = SHADES[name]
    return shade === undefined ? [] : [{ s: fromS, end: toS, shade }]
  })
  const starts = passesWhileRunning(migration).map(({ s }) => ({ s }))
  return {
    title: { text: say('chart.title-with-unit', { title: titleOf(panel), unit }), fontSize: SMALL_SIZE, offset: 3 },
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
        const data = {
          values: line.points.map((point) => ({ ...point, tip: pointTip(panel.title, unit, line, point) })),
        }
        const strokeDash = line.dash === undefined ? {} : { strokeDash: line.dash }
        return [
          { data, mark: { type: 'line', color: line.colour, strokeWidth: 1, ...strokeDash }, encoding: { x, y } },
          { data, mark: { type: 'point', filled: true, size: 7, color: line.colour }, encoding: { x, y } },
        ]
      }),
      ...stretches.flatMap((stretch) => drawStretch(stretch, x, height, domain)),
    ],
  }
}

/** Where lines share a panel, its title says which is which: beside them there is no room that no point may need. */
function titleOf({ title, lines }: Panel): Text {
  const named = lines.filter(({ name, points }) => name !== undefined && points.length > 0)
  if (named.length < 2) return title
  const names = named.map(({ name = '', dash }) =>
    say(dash === undefined ? 'chart.timeline.solid' : 'chart.timeline.dashed', { name }),
  )
  return say('chart.timeline.lines', { title, names: listed(names) })
}

/** Widths that a name of a stretch needs, with its length or as its length alone, px. */
const NAME_ROOM = 140
const LENGTH_ROOM = 34
/** Half of the height of a bracket's ends. */
const BRACKET = 3

/** A bracket over a stretch of time, with its name. The lines lie at the foot of the panel there. */
function drawStretch(
  { fromS, toS, name, length }: Stretch,
  x: ReturnType<typeof timeAxis>,
  height: number,
  domain: [number, number],
): Unspoken<UnitSpec<string>>[] {
  const room = ((toS - fromS) * PANEL_WIDTH) / (domain[1] - domain[0])
  if (room < LENGTH_ROOM) return []
  const y = height * 0.55
  const text = room < NAME_ROOM ? length : say('chart.timeline.stretch', { name, length })
  return [
    {
      data: { values: [{ s: fromS, end: toS }] },
      mark: { type: 'rule', y, strokeWidth: 0.8, color: COLOURS.ink },
      encoding: { x, x2: { field: 'end' } },
    },
    {
      data: { values: [{ s: fromS }, { s: toS }] },
      mark: { type: 'rule', y: y - BRACKET, y2: y + BRACKET, strokeWidth: 0.8, color: COLOURS.ink },
      encoding: { x },
    },
    {
      data: { values: [{ s: (fromS + toS) / 2, text }] },
      mark: { type: 'text', y: y - 5, baseline: 'bottom', fontSize: SMALL_SIZE, fontWeight: 600 },
      encoding: { x, text: { field: 'text' } },
    },
  ]
}

function pointTip(title: Text, unit: Text, { name }: Line, { s, value }: Point): Text {
  const what = name === undefined ? title : say('list', { first: title, second: name })
  return tip(what, say('tip.at', { value: formatQuantity(value, unit), time: formatQuantity(s, 's') }))
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
