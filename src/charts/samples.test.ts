import { expect, test } from 'vitest'
import { metricOf } from '../testing/synthetic/boots.ts'
import { spoken } from '../text/spoken.ts'
import { ENGLISH } from '../text/words.ts'
import type { Figure } from './figure.ts'
import { samplesFigure } from './samples.ts'

interface Layer {
  mark: { type: string }
  data: { values: { low?: number; high?: number; shape?: string; value?: number; text?: string }[] }
}

function drawnOf(...parameters: Parameters<typeof metricOf>) {
  const figure = spoken<Figure>(samplesFigure([metricOf(...parameters)], []), ENGLISH)
  if (figure.spec === null) throw new Error(figure.reason)
  const [panel] = (figure.spec as unknown as { concat: { layer: Layer[] }[] }).concat
  const valuesOf = (type: string) =>
    (panel?.layer ?? []).flatMap(({ mark, data }) => (mark.type === type ? data.values : []))
  return {
    n: figure.n,
    bars: valuesOf('rule'),
    arrowheads: valuesOf('point').filter(({ shape }) => shape?.startsWith('triangle')),
    ticks: valuesOf('tick'),
    texts: valuesOf('text').map(({ text }) => text),
  }
}

test('the bar of an interval is whole where it ends near the samples', () => {
  const { bars, arrowheads, n, ticks } = drawnOf('lower', { kvm: [10, 10.2, 10.1] }, { blocks: true })
  expect(bars).toHaveLength(1)
  expect(bars[0]?.low).toBeLessThan(10)
  expect([arrowheads, ticks.length]).toEqual([[], 1])
  expect(n).not.toContain('arrowhead')
})

test('one that goes far beyond them is cut at the end of the axis, with an arrowhead and a word in the caption', () => {
  const { bars, arrowheads, n } = drawnOf('lower', { kvm: [10, 11.8] }, { blocks: true })
  expect(arrowheads).toMatchObject([{ shape: 'triangle-right', value: bars[0]?.high }])
  expect(bars[0]?.high).toBeLessThan(24)
  expect(n).toContain('An arrowhead marks a bar that goes on beyond its axis.')
})

test('one sample has a tick and a number, and no bar; what was not measured is named', () => {
  const { bars, ticks, texts } = drawnOf('lower', { kvm: [10] }, { blocks: false })
  expect([bars.length, ticks.length]).toEqual([0, 1])
  expect(texts).toEqual(['10.0', 'not measured', 'not measured'])
})
