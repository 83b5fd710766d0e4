import { describe, expect, test } from 'vitest'
import type { Metric } from '../findings/model/metric.ts'
import { metricOf } from '../testing/synthetic/boots.ts'
import { spoken } from '../text/spoken.ts'
import { ENGLISH } from '../text/words.ts'
import type { Figure } from './figure.ts'
import { ratiosFigure } from './ratios.ts'
import { ratioExtent } from './scale.ts'
import { HOLLOW, MARKS } from './theme.ts'

interface Layer {
  name?: string
  mark: { type: string; text?: string; size?: number }
  data: { values: Record<string, unknown>[] }
}

/** What the figure of one metric draws, by kind. */
function drawnOf(metric: Metric) {
  const figure = spoken<Figure>(ratiosFigure('acceleration', { metrics: [metric], notMeasured: [] }), ENGLISH)
  if (figure.spec === null) throw new Error(figure.reason)
  const layers = (figure.spec as unknown as { layer: Layer[] }).layer.filter(({ name }) => !name?.startsWith('legend'))
  const valuesOf = (type: string) => layers.filter(({ mark }) => mark.type === type).map(({ data }) => data.values)
  const marks = valuesOf('point').flat()
  return {
    n: figure.n,
    small: marks.filter(({ tip, stroke }) => tip !== undefined && stroke === 'transparent'),
    large: marks.filter(({ tip, stroke }) => tip !== undefined && stroke !== 'transparent'),
    arrowheads: marks.filter(({ tip }) => tip === undefined),
    bars: valuesOf('rule')
      .flat()
      .filter(({ low }) => low !== undefined),
    texts: valuesOf('text')
      .flat()
      .map(({ text }) => text)
      .filter((text) => text !== undefined),
  }
}

describe('a run measured in blocks', () => {
  const values = { kvm: [10, 11, 10.5, 10.2], tcg: [100, 120, 101, 104], host: [9, 10.8, 9.3, 9.4] }

  test('has a ratio a block, and its mean with an interval that is claimed', () => {
    const { small, large, bars, n, texts } = drawnOf(metricOf('lower', values, { blocks: true }))
    const ofTcg = small.filter(({ shape }) => shape === MARKS.tcg.shape).map(({ value }) => Number(value))
    expect(ofTcg.map((value) => value.toFixed(6))).toEqual(
      values.tcg.map((value, block) => (value / (values.kvm[block] ?? NaN)).toFixed(6)),
    )
    expect(large.map(({ shape }) => shape)).toEqual([MARKS.tcg.shape, MARKS.host.shape])
    expect(large[0]).toMatchObject({ fill: MARKS.tcg.colour, label: 'System call' })
    expect(bars).toHaveLength(2)
    expect(n).toContain('Small marks: the blocks.')
    expect(n).not.toContain('arrowhead')
    expect(texts).toContain('10.2×')
  })

  test('lies on the same side whether a quantity is a time or a rate', () => {
    const inverted = Object.fromEntries(
      Object.entries(values).map(([name, list]) => [name, list.map((value) => 1000 / value)]),
    )
    const [time, rate] = [
      drawnOf(metricOf('lower', values, { blocks: true })),
      drawnOf(metricOf('higher', inverted, { blocks: true })),
    ]
    const positions = ({ large, small }: typeof time) =>
      [...large, ...small].map(({ value }) => Number(value).toFixed(6))
    expect(positions(rate)).toEqual(positions(time))
    expect(Number(time.large[0]?.value)).toBeGreaterThan(1)
    expect(Number(time.large[1]?.value)).toBeLessThan(1)
  })

  test('is hollow where nothing is claimed', () => {
    const { large } = drawnOf(metricOf('lower', { ...values, tcg: [9.5, 12, 10, 10.9] }, { blocks: true }))
    expect(large[0]).toMatchObject({ fill: HOLLOW, stroke: MARKS.tcg.colour })
  })
})

test('one sample of each is a hollow mark without a bar or small marks', () => {
  const { small, large, bars, texts, n } = drawnOf(metricOf('lower', { kvm: [2], tcg: [30] }, { blocks: false }))
  expect(large).toHaveLength(1)
  expect(large[0]).toMatchObject({ value: 15, fill: HOLLOW })
  expect([small, bars]).toEqual([[], []])
  expect(texts).toContain('15.0×')
  expect(n).toContain('1 boot')
})

test('repetitions without blocks stand beside the mean of the reference', () => {
  const { small, n } = drawnOf(metricOf('lower', { kvm: [1, 4], tcg: [20, 40, 10] }, { blocks: false }))
  expect(small.map(({ value }) => Number(value).toFixed(6))).toEqual(['10.000000', '20.000000', '5.000000'])
  expect(n).toContain('repetitions, each beside the mean')
})

test('a configuration that was not measured has no lane, and no other one alone is a figure', () => {
  const { large, texts } = drawnOf(metricOf('lower', { kvm: [2, 2.1], host: [1, 1.1] }, { blocks: true }))
  expect(large.map(({ shape }) => shape)).toEqual([MARKS.host.shape])
  expect(texts).not.toContain('not measured')
  const alone = ratiosFigure('acceleration', {
    metrics: [metricOf('lower', { kvm: [2, 2.1] }, { blocks: true })],
    notMeasured: [],
  })
  expect(spoken<Figure>(alone, ENGLISH)).toMatchObject({ spec: null, reason: expect.stringMatching(/no ratio/) })
})

test('an interval too wide to inform is the thin bar of its range', () => {
  const { bars, large, n } = drawnOf(metricOf('lower', { kvm: [1, 1, 1], tcg: [1, 40, 3] }, { blocks: true }))
  expect(bars).toMatchObject([{ low: 1, high: 40, thickness: 0.6 }])
  expect(n).toContain('Thin bars: ranges')
  expect(large[0]).toMatchObject({ fill: HOLLOW })
})

test('an interval that goes far beyond every ratio is cut at the end of the axis, with an arrowhead and a word in the caption', () => {
  // Student’s t of one degree of freedom: two ratios that are apart by a seventh have ends that are apart by a factor of five.
  const { bars, arrowheads, n, large } = drawnOf(metricOf('lower', { kvm: [1, 1], tcg: [2, 2.28] }, { blocks: true }))
  const [bar] = bars
  expect(arrowheads.map(({ shape }) => shape)).toEqual(['triangle-right'])
  expect(arrowheads[0]?.value).toBe(bar?.high)
  expect(Number(bar?.high)).toBeLessThan(2 * 2.28)
  expect(large).toHaveLength(1)
  expect(n).toContain('An arrowhead marks a bar that goes on beyond its axis.')
})

test('an axis of ratios has 1 within it, and at least three plain ticks', () => {
  for (const marks of [[1.02, 0.97], [3, 12], [0.05], [800, 0.4], [1.8, 2.2]]) {
    const { ticks, domain } = ratioExtent(marks, [])
    expect(ticks.length, String(marks)).toBeGreaterThanOrEqual(3)
    expect(ticks.length, String(marks)).toBeLessThanOrEqual(10)
    expect(domain[0]).toBeLessThan(1)
    expect(domain[1]).toBeGreaterThan(1)
    expect(ticks).toContain(1)
  }
  expect(ratioExtent([0.9, 24], []).ticks).toEqual([1, 2, 5, 10, 20])
})
