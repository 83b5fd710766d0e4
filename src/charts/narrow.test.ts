import { parse, View } from 'vega'
import { compile } from 'vega-lite'
import { expect, test } from 'vitest'
import { analyse } from '../findings/analyse.ts'
import { withHandMade } from '../testing/synthetic/by-hand.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { FIGURES, type FigureId } from './figure.ts'
import { buildFigures } from './figures.ts'
import { narrow } from './narrow.ts'

const analysis = analyse(syntheticRun({ matrix: true, failovers: 3 }))
const figures = buildFigures(withHandMade(analysis))

function specOf(id: FigureId) {
  const { spec } = figures[id]
  if (spec === null) throw new Error('the synthetic run has data for every figure')
  return spec
}

async function svgOf(id: FigureId, width: number) {
  const view = await new View(parse(compile(narrow(specOf(id))).spec), { renderer: 'none' }).runAsync()
  await view.width(width).runAsync()
  return view.toSVG()
}

const widthOf = (svg: string) => Number(/ width="(\d+)"/.exec(svg)?.[1])

// Without a browser texts are taken to be wider than they are, so plots are wider here than on a phone.
test.each(FIGURES)('%s is as wide as it is asked to be', async (id) => {
  const [small, large] = [widthOf(await svgOf(id, 500)), widthOf(await svgOf(id, 550))]
  expect(large - small).toBeGreaterThanOrEqual(48)
  expect(large - small).toBeLessThanOrEqual(52)
})

test('each panel has the labels that the printed ones share', async () => {
  const labels = (svg: string, text: string) => svg.split(`>${text}</text>`).length - 1
  const printed = JSON.stringify(specOf('exits'))
  expect(labels(await svgOf('exits', 250), 'nested page faults')).toBe(2)
  expect(labels(await svgOf('downtime', 250), 'no. 1')).toBe(1)
  const { migrations } = analysis.migration
  expect(labels(await svgOf('overlay', 250), '200')).toBe(migrations.length)
  expect(JSON.stringify(specOf('exits'))).toBe(printed)
})

test('a title begins above the labels, and one that is wider than its chart goes on below', () => {
  const titleOf = (text: string) =>
    (narrow({ title: { text, dx: -84 }, width: 300 } as never) as unknown as { title: object }).title
  expect(titleOf('Throughput, Mbit/s')).toEqual({ text: 'Throughput, Mbit/s', frame: 'bounds', dx: 0 })
  expect(titleOf('Memory that remains to be sent (query-migrate), thousand pages per second')).toMatchObject({
    text: ['Memory that remains to be sent', '(query-migrate), thousand pages per second'],
  })
})

test('texts along the time axis are thinned, and one that would leave the plot ends in it', () => {
  const marked = (text: string, s: number[]) => ({
    data: { values: s.map((at) => ({ s: at, text })) },
    mark: { type: 'text' as const, y: 4 },
    encoding: { x: { field: 's', type: 'quantitative' as const, scale: { domain: [0, 25] } } },
  })
  const { layer } = narrow({
    width: 500,
    height: 20,
    layer: [marked('pass', [0, 1, 5]), marked('stop and copy', [24])],
  }) as unknown as { layer: [ReturnType<typeof marked>, ReturnType<typeof marked>] }
  expect(layer[0].data.values.map(({ s }) => s)).toEqual([0, 5])
  expect(layer[1].mark).toMatchObject({ align: 'right', dx: 6 })
})

test('the entries of a legend stand one below the other, and end above the plot as before', async () => {
  const placed = (svg: string, label: string) => {
    const [, x, y] =
      new RegExp(`<text[^>]* transform="translate\\(([-\\d.]+),([-\\d.]+)\\)"[^>]*>${label}</text>`).exec(svg) ?? []
    return { x: Number(x), y: Number(y) }
  }
  const svg = await svgOf('downtime', 250)
  const [qemu, events, probe] = ['QEMU’s figure', 'STOP to RESUME', 'gap a client saw'].map((name) => placed(svg, name))
  expect([events?.x, probe?.x]).toEqual([qemu?.x, qemu?.x])
  expect((events?.y ?? NaN) - (qemu?.y ?? NaN)).toBe(13)
  expect((probe?.y ?? NaN) - (events?.y ?? NaN)).toBe(13)
})
