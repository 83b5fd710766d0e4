import { expect, test } from 'vitest'
import { drawFigures } from '../../charts/draw.ts'
import type { Figure } from '../../charts/figure.ts'
import { buildFigures } from '../../charts/figures.ts'
import { analyse } from '../../findings/analyse.ts'
import { createTextWidth } from '../../fonts/text-width.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { ChartDrawer } from './chart-drawer.ts'

const { timeline, exits } = buildFigures(analyse(syntheticRun({ trials: 2, samples: 1, migrations: 1 })))

test('charts that are drawn on another processor, by Vega from one file, are those that its modules draw here', async () => {
  await using drawer = new ChartDrawer()
  const drawn = await drawer.draw({ timeline, exits })
  const modules = { vega: await import('vega'), vegaLite: await import('vega-lite') }
  expect([...drawn.keys()].toSorted()).toEqual(['exits', 'timeline'])
  expect(drawn).toEqual(await drawFigures({ timeline, exits }, await createTextWidth(), modules))
})

test('what can’t be drawn is an error here, too', async () => {
  await using drawer = new ChartDrawer()
  const wrong = { ...exits, spec: { mark: 'none of them', data: { values: [] } } } as unknown as Figure
  await expect(drawer.draw({ exits: wrong })).rejects.toThrow()
})
