import { compile } from 'vega-lite'
import { expect, test, vi } from 'vitest'
import { analyse } from '../findings/analyse.ts'
import type { Analysis } from '../findings/analysis.ts'
import { chartLibraries } from '../report/page/chart-libraries.ts'
import { withHandMade } from '../testing/synthetic/by-hand.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { drawFigures } from './draw.ts'
import { FIGURES, type Figure } from './figure.ts'
import { buildFigures } from './figures.ts'
import { extentOf } from './scale.ts'
import { COLUMN_WIDTH } from './theme.ts'

const run = syntheticRun({ matrix: true, failovers: 3 })
const analysis = analyse(run)
const figures = buildFigures(withHandMade(analysis))
const approximateWidth = (text: string, size: number) => text.length * size * 0.5

test.each(FIGURES)('%s compiles without a warning', (id) => {
  const { spec } = figures[id]
  if (spec === null) throw new Error('the synthetic run has data for every figure')
  const warn = vi.fn()
  const logger = { level: () => logger, error: warn, warn, info: () => logger, debug: () => logger }
  compile(spec, { logger: logger as never })
  expect(warn.mock.calls).toEqual([])
})

test('charts fit the column, with one name and no roles within', async () => {
  const charts = await drawFigures(figures, approximateWidth, chartLibraries())
  expect([...charts.keys()].toSorted()).toEqual([...FIGURES].toSorted())
  for (const svg of charts.values()) {
    const width = Number(/^<svg role="img" aria-label="[^"]{20,}"[^>]* width="([\d.]+)"/.exec(svg)?.[1])
    expect(width).toBeGreaterThan(COLUMN_WIDTH * 0.9)
    expect(width).toBeLessThan(COLUMN_WIDTH * 1.03)
    expect(svg.match(/role=|aria-/g)).toHaveLength(2)
    expect(svg).not.toMatch(/NaN|undefined/)
  }
})

test('every sample is drawn, warm-ups included', () => {
  const spec = JSON.stringify(figures['acceleration-samples'].spec)
  const samples = analysis.acceleration.metrics
    .filter(({ better }) => better !== 'neither')
    .flatMap(({ arms }) => arms.flatMap((arm) => arm.samples))
  expect(samples.some(({ warmup }) => warmup)).toBe(true)
  // An arrowhead is a mark of another shape.
  expect(spec.match(/"shape":"(?:circle|square|diamond)"/g)).toHaveLength(samples.length)
  expect(spec.match(/"fill":"transparent"/g)).toHaveLength(samples.filter(({ warmup }) => warmup).length)
})

test('a figure without data gives its reason', () => {
  const empty: Analysis = analyse({ ...run, trials: [], run: { ...run.run, order: [] } })
  for (const figure of Object.values(buildFigures(empty))) {
    expect(figure.spec).toBeNull()
    expect((figure as Extract<Figure, { spec: null }>).reason).toMatch(/\w+.*\.$/)
  }
})

test('a migration of which nothing but its times is known still has a timeline', () => {
  const [first] = analysis.migration.migrations
  if (first === undefined) throw new Error('the synthetic run has migrations')
  const series = { ...first.series, perfVm: {}, kvm: { host1: {}, host2: {} }, dirtyPagesPerSecond: [] }
  const poor = { ...analysis, migration: { ...analysis.migration, migrations: [{ ...first, series }] } }
  expect(buildFigures(poor).timeline.spec).not.toBeNull()
})

test('axes are logarithmic where ratios are large, and start at 0 elsewhere', () => {
  expect(extentOf([10, 5000])).toMatchObject({ type: 'log', ticks: [10, 100, 1000] })
  expect(extentOf([300, 500])).toMatchObject({ type: 'linear', ticks: [0, 200, 400] })
  expect(extentOf([0, 5000]).type).toBe('linear')
  expect(extentOf([0]).domain).toEqual([0, 1])
})

test('drift shows every trial in the mark of its configuration, copies included', () => {
  const whole = analyse(syntheticRun({ controls: true }))
  const { spec } = buildFigures(whole).drift
  const text = JSON.stringify(spec)
  const trials = [whole.acceleration, whole.network, whole.migration].flatMap(({ drift }) =>
    drift.flatMap(({ points }) => points),
  )
  expect(trials).toHaveLength(12 + 9 + 5)
  expect(text.match(/"percent":[\d.]+,"tip"/g)).toHaveLength(trials.length)
  // Three boots of each copy, and a mark in the legend.
  expect(text.match(/"shape":"triangle-up"/g)).toHaveLength(2 * (3 + 1))
  for (const { trial } of trials) expect(text).toContain(trial)
})

test('a linear axis has three ticks at least, wherever its values end', () => {
  for (let most = 1; most < 1000; most *= 1.07) {
    const { ticks } = extentOf([most / 2, most])
    expect(ticks.length, String(most)).toBeGreaterThanOrEqual(3)
    expect(ticks.length, String(most)).toBeLessThanOrEqual(8)
  }
})

test('a logarithmic axis has three ticks at least', () => {
  for (let most = 6; most < 1e5; most *= 1.3)
    expect(extentOf([1.7, 1.7 * most]).ticks.length, String(most)).toBeGreaterThanOrEqual(3)
})
