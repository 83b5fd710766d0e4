import type { LayerSpec, UnitSpec } from 'vega-lite/types_unstable/spec/index.js'
import type { Analysis } from '../findings/analysis.ts'
import type { MigrationResult } from '../findings/migration/result.ts'
import type { Phase, Point } from '../findings/model/windows.ts'
import { formatNumber, formatQuantity } from '../text/quantities.ts'
import type { Figure } from './figure.ts'
import { extentOf, type Extent } from './scale.ts'
import { COLOURS, COLUMN_WIDTH, CONFIG, SMALL_SIZE } from './theme.ts'
import { panelsOf, placeName, type Line, type Panel } from './timeline-panels.ts'
import { tip } from './tip.ts'
import { listed, say } from '../text/say.ts'

const LABELS = 34
const WIDTH = COLUMN_WIDTH - LABELS - 12

/** Section D: all that was seen of one migration, on one time axis. */
export function timelineFigure({ migration }: Analysis): Figure {
  const [first] = migration.migrations
  if (first === undefined) return { spec: null, reason: migration.notMeasured.join(' ') || say('chart.no-migration') }
  const domain: [number, number] = [
    Math.min(...first.phases.map(({ fromS }) => fromS)),
    Math.max(...first.phases.map(({ toS }) => toS)),
  ]
  // Observers start before the first window and end after the last: what they print then belongs to neither.
  const observed = ({ s }: Point) => s >= domain[0] && s <= domain[1]
  const panels = panelsOf(first)
    .map((panel) => ({
      ...panel,
      lines: panel.lines.map((line) => ({ ...line, points: line.points.filter(observed) })),
    }))
    .filter(({ lines }) => lines.some(({ points }) => points.length > 0))
  if (panels.length === 0) return { spec: null, reason: first.notMeasured.join(' ') || say('chart.nothing-recorded') }
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

function time(domain: [number, number], last: boolean) {
  return {
    field: 's',
    type: 'quantitative' as const,
    scale: { domain, nice: false, zero: false },
    axis: {
      grid: false,
      labels: last,
      ticks: last,
      domain: last,
      tickCount: 14,
      ...(last ? { title: say('axis.after-migrate') } : { title: null }),
    },
  }
}

function amount({ domain, ticks }: Extent) {
  return {
    field: 'value',
    type: 'quantitative' as const,
    scale: { domain, nice: false },
    // All panels have the same room for labels, so that their time axes lie one above the other.
    axis: {
      values: ticks,
      format: ',~r',
      title: null,
      domain: false,
      ticks: false,
      grid: true,
      minExtent: LABELS,
      maxExtent: LABELS,
    },
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
): LayerSpec<string> {
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value))
  const extent = extentOf([0, ...values])
  const x = time(domain, last)
  const y = amount(extent)
  const bands = migration.phases.flatMap(({ name, fromS, toS }) => {
    const shade = SHADES[name]
    return shade === undefined ? [] : [{ s: fromS, end: toS, shade }]
  })
  const starts = migration.passStarts.map(({ s }) => ({ s }))
  return {
    title: { text: say('chart.title-with-unit', { title, unit }), fontSize: SMALL_SIZE, offset: 3 },
    width: WIDTH,
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
      ...lines.flatMap((line): UnitSpec<string>[] => {
        const data = { values: line.points.map((point) => ({ ...point, tip: pointTip(title, unit, line, point) })) }
        const strokeDash = line.dash === undefined ? {} : { strokeDash: line.dash }
        return [
          { data, mark: { type: 'line', color: line.colour, strokeWidth: 1, ...strokeDash }, encoding: { x, y } },
          { data, mark: { type: 'point', filled: true, size: 7, color: line.colour }, encoding: { x, y } },
        ]
      }),
      ...lines.flatMap((line): UnitSpec<string>[] =>
        line.name === undefined || line.points.length === 0 ? [] : [nameOf(line, line.name, x, y)],
      ),
    ],
  }
}

function pointTip(title: string, unit: string, { name }: Line, { s, value }: Point): string {
  const what = name === undefined ? title : say('list', { first: title, second: name })
  return tip(what, say('tip.at', { value: formatQuantity(value, unit), time: formatQuantity(s, 's') }))
}

/** The name of a line stands above its highest stretch: the side of the migration on which the VM runs there. */
function nameOf(line: Line, name: string, x: ReturnType<typeof time>, y: ReturnType<typeof amount>): UnitSpec<string> {
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

/** Names of the phases and numbers of the passes, above the first panel. */
function phaseNames(migration: MigrationResult, domain: [number, number]): LayerSpec<string> {
  const x = time(domain, false)
  const share = WIDTH / (domain[1] - domain[0])
  const names = migration.phases.flatMap(({ name, fromS, toS }) => {
    if (name === 'setup' || name === 'stop-and-copy') return []
    const text = say(`phase.${name}`)
    return (toS - fromS) * share > 34 ? [{ s: (fromS + toS) / 2, text }] : []
  })
  const stop = migration.phases
    .filter(({ name }) => name === 'stop-and-copy')
    .map(({ fromS, toS }) => ({
      s: (fromS + toS) / 2,
      text: say('chart.timeline.stop', { ms: formatNumber((toS - fromS) * 1000) }),
    }))
  const passes: { s: number; text: string }[] = []
  for (const { pass, s } of migration.passStarts) {
    const previous = passes.at(-1)
    if (previous === undefined || (s - previous.s) * share >= 11) passes.push({ s, text: String(pass) })
  }
  const [firstPass] = passes
  return {
    width: WIDTH,
    height: 34,
    layer: [
      {
        data: { values: names },
        mark: { type: 'text', y: 16, baseline: 'middle', fontSize: SMALL_SIZE, fontWeight: 600 },
        encoding: { x, text: { field: 'text' } },
      },
      {
        data: { values: stop },
        mark: { type: 'text', y: 4, baseline: 'middle', fontSize: SMALL_SIZE, fontWeight: 600 },
        encoding: { x, text: { field: 'text' } },
      },
      {
        data: { values: stop },
        mark: { type: 'rule', y: 9, y2: 34, strokeWidth: 0.7, color: COLOURS.ink },
        encoding: { x },
      },
      {
        data: { values: passes },
        mark: { type: 'text', y: 29, baseline: 'middle', fontSize: SMALL_SIZE - 1, color: COLOURS.quiet },
        encoding: { x, text: { field: 'text' } },
      },
      ...(firstPass === undefined
        ? []
        : [
            {
              data: { values: [firstPass] },
              mark: {
                type: 'text' as const,
                y: 29,
                dx: -8,
                align: 'right' as const,
                baseline: 'middle' as const,
                fontSize: SMALL_SIZE - 1,
                color: COLOURS.quiet,
              },
              encoding: { x, text: { value: say('chart.timeline.pass') } },
            },
          ]),
    ],
  }
}

function inWords({ phases, throughput, source, destination }: MigrationResult): string {
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
