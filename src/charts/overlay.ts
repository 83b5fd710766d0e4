import { HOSTS } from '../data/host-name.ts'
import type { Analysis } from '../findings/analysis.ts'
import type { MigrationResult } from '../findings/migration/result.ts'
import { joined, listed, say, type Text } from '../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { extentOf } from './scale.ts'
import { COLOURS, COLUMN_WIDTH, CONFIG, SMALL_SIZE } from './theme.ts'
import { tip } from './tip.ts'

const HEIGHT = 170
const RIGHT = 56
const LEFT = 25

const WAYS = {
  host1: {
    name: [say('chart.way.host1.from'), say('chart.way.host1.to')],
    colour: COLOURS.blue,
    lineWidth: 0.9,
    shape: 'circle',
  },
  host2: {
    name: [say('chart.way.host2.from'), say('chart.way.host2.to')],
    colour: COLOURS.vermilion,
    lineWidth: 0.4,
    shape: 'square',
  },
} as const

/** Section D: throughput of iperf3 in every migration, aligned at the migrate command. */
export function overlayFigure({ migration }: Analysis): Unspoken<Figure> {
  const drawn = migration.migrations.filter(({ series }) => series.iperf3.length > 0)
  if (drawn.length === 0) return { spec: null, reason: joined(migration.notMeasured, ' ') || say('chart.overlay.none') }
  const points = drawn.flatMap(({ trial, repetition, source, series }) =>
    series.iperf3.map(({ s, value }) => ({
      s,
      value: value / 1e6,
      trial,
      source,
      tip: tip(
        say('tip.migration', { number: repetition, way: joined(WAYS[source].name, ' ') }),
        say('tip.at', { value: formatQuantity(value / 1e6, 'Mbit/s'), time: formatQuantity(s, 's') }),
      ),
    })),
  )
  const extent = extentOf([0, ...points.map(({ value }) => value)])
  const domain: [number, number] = [Math.min(...points.map(({ s }) => s)), Math.max(...points.map(({ s }) => s))]
  const x = {
    field: 's',
    type: 'quantitative' as const,
    scale: { domain, nice: false },
    axis: { title: say('axis.after-migrate'), grid: false, tickCount: 14 },
  }
  const y = {
    field: 'value',
    type: 'quantitative' as const,
    scale: { domain: extent.domain, nice: false },
    axis: { values: extent.ticks, format: ',~r', title: null, domain: false, ticks: false },
  }
  const ways = HOSTS.filter((source) => drawn.some((result) => result.source === source))
  const ends = drawn.map(({ source, totalMs, repetition }) => ({
    s: totalMs / 1000,
    source,
    tip: tip(
      say('tip.migration', { number: repetition, way: joined(WAYS[source].name, ' ') }),
      say('tip.ended', { time: formatQuantity(totalMs / 1000, 's') }),
    ),
  }))
  const colour = {
    field: 'source',
    type: 'nominal' as const,
    legend: null,
    scale: { domain: [...ways], range: ways.map((way) => WAYS[way].colour) },
  }
  return {
    spec: {
      config: CONFIG,
      title: { text: say('chart.title-with-unit', { title: say('chart.timeline.throughput'), unit: 'Mbit/s' }) },
      width: COLUMN_WIDTH - LEFT - RIGHT,
      height: HEIGHT,
      layer: [
        { data: { values: [{ s: 0 }] }, mark: { type: 'rule', strokeWidth: 0.8, color: COLOURS.ink }, encoding: { x } },
        {
          data: { values: [{ s: 0 }] },
          mark: { type: 'text', text: 'migrate', y: -2, align: 'right', dx: -4, baseline: 'top', fontSize: SMALL_SIZE },
          encoding: { x },
        },
        ...ways.map((way) => ({
          data: { values: points.filter(({ source }) => source === way) },
          mark: {
            type: 'line' as const,
            strokeWidth: WAYS[way].lineWidth,
            strokeOpacity: 0.75,
            color: WAYS[way].colour,
          },
          encoding: { x, y, detail: { field: 'trial' } },
        })),
        ...ways.map((way) => ({
          data: { values: points.filter(({ source }) => source === way) },
          mark: {
            type: 'point' as const,
            filled: true,
            size: 6,
            fillOpacity: 0.8,
            color: WAYS[way].colour,
            shape: WAYS[way].shape,
          },
          encoding: { x, y },
        })),
        {
          data: { values: ends },
          mark: { type: 'point', shape: 'triangle-down', filled: true, size: 34, y: 2, fillOpacity: 0.9 },
          encoding: { x, color: colour },
        },
        ...ways.map((way, index) => ({
          data: { values: [{}] },
          mark: {
            type: 'text' as const,
            x: COLUMN_WIDTH - LEFT - RIGHT + 8,
            y: 14 + index * 32,
            text: [...WAYS[way].name],
            align: 'left' as const,
            baseline: 'top' as const,
            color: WAYS[way].colour,
            fontSize: SMALL_SIZE,
            fontWeight: 600 as const,
          },
        })),
      ],
    },
    n: say('chart.overlay.n', { n: formatCount(drawn.length, 'migration') }),
    description: say('chart.overlay.words', { migrations: listed(drawn.map(inWords), 'list.clauses') }),
  }
}

function inWords({ repetition, throughput: { baseline, copying, after } }: MigrationResult): Text {
  const values = [baseline, copying, after].map((value) =>
    value === null ? say('not-measured') : formatNumber(value / 1e6),
  )
  return say('chart.overlay.migration', { number: repetition, values: listed(values) })
}
