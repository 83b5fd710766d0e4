import { parse, View } from 'vega'
import { compile } from 'vega-lite'
import { expect, test, vi } from 'vitest'
import { analyse } from '../findings/analyse.ts'
import { withHandMade } from '../testing/synthetic/by-hand.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { FIGURES, type FigureId } from './figure.ts'
import { buildFigures } from './figures.ts'
import { interactive, SHOWN_TIME } from './interactive.ts'

const analysis = analyse(syntheticRun({ matrix: true, failovers: 3 }))
const figures = buildFigures(withHandMade(analysis))

function specOf(id: FigureId) {
  const { spec } = figures[id]
  if (spec === null) throw new Error('the synthetic run has data for every figure')
  return spec
}

async function viewOf(spec: ReturnType<typeof specOf>) {
  const warn = vi.fn()
  const logger = { level: () => logger, error: warn, warn, info: () => logger, debug: () => logger }
  const compiled = compile(spec, { logger: logger as never }).spec
  expect(warn.mock.calls).toEqual([])
  return new View(parse(compiled), { renderer: 'none' }).runAsync()
}

const withoutIds = (svg: string) => svg.replace(/clip\d+/g, 'clip')

test.each(FIGURES)('%s looks as printed until its reader changes it', async (id) => {
  const [printed, live] = [await viewOf(specOf(id)), await viewOf(interactive(specOf(id)))]
  expect(withoutIds(await live.toSVG())).toBe(withoutIds(await printed.toSVG()))
})

test('charts over time, and no others, can show a part of it', () => {
  const zoomable = FIGURES.filter((id) => JSON.stringify(interactive(specOf(id))).includes(SHOWN_TIME))
  expect(zoomable).toEqual(['timeline', 'overlay', 'migrations-by-hand', 'failover'])
})

test('the printed chart is not changed by making it interactive', () => {
  const before = JSON.stringify(specOf('timeline'))
  expect(JSON.stringify(interactive(specOf('timeline')))).not.toBe(before)
  expect(JSON.stringify(specOf('timeline'))).toBe(before)
})

test('a part of the time has its own axis, and what lies outside is cut off', async () => {
  const view = await viewOf(interactive(specOf('timeline')))
  view.signal(SHOWN_TIME, [0.5, 0.9])
  const svg = await (await view.runAsync()).toSVG()
  const labels = [...svg.matchAll(/<text[^>]*>([−\d.]+)<\/text>/g)].map(([, label]) => label)
  for (const label of ['0.50', '0.60', '0.90']) expect(labels).toContain(label)
  expect(svg).toContain('clip-path')
})

test('each sample says its value and where it comes from', () => {
  const [metric] = analysis.acceleration.metrics
  const sample = metric?.arms[0]?.samples[0]
  const tips = (id: FigureId) => [...JSON.stringify(specOf(id)).matchAll(/"tip":"([^"]*)"/g)].map(([, tip = '']) => tip)
  expect(tips('acceleration-samples')[0]).toContain(`${metric?.title}\\n${metric?.arms[0]?.label}: `)
  expect(tips('acceleration-samples')[0]).toContain(sample?.trial)
  expect(
    tips('timeline').some((tip) => /host 2\\n[\d.]+\u00a0thousands per second at −?[\d.]+\u00a0s$/.test(tip)),
  ).toBe(true)
  for (const id of FIGURES) {
    expect(tips(id).length, id).toBeGreaterThan(3)
    expect(
      tips(id).filter((tip) => /undefined|NaN|null/.test(tip)),
      id,
    ).toEqual([])
  }
})

test('each ratio says of what it is, and whether a difference is claimed', () => {
  const tips = [...JSON.stringify(specOf('acceleration')).matchAll(/"tip":"([^"]*)"/g)].map(([, tip = '']) => tip)
  const [metric] = analysis.acceleration.metrics
  expect(tips).toContainEqual(
    expect.stringMatching(
      new RegExp(`^${String(metric?.title)}\\\\nwithout, by with -enable-kvm: [\\d.]+×\\\\nblock 1$`),
    ),
  )
  expect(tips.some((tip) => / difference is claimed$/.test(tip))).toBe(true)
})
