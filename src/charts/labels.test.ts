import type { View } from 'vega'
import type { TopLevelSpec } from 'vega-lite'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadRun } from '../data/load.ts'
import type { LoadedRun } from '../data/loaded-run.ts'
import { analyse } from '../findings/analyse.ts'
import { CHINESE_SANS } from '../fonts/chinese.ts'
import { drawingFonts } from '../fonts/faces.ts'
import { chartFontFile } from '../fonts/latin.ts'
import { createTextWidth } from '../fonts/text-width.ts'
import { project } from '../project.ts'
import { chartLibraries } from '../report/page/chart-libraries.ts'
import { CHINESE_WORDS } from '../testing/chinese-words.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { ENGLISH } from '../text/words.ts'
import { chartViews } from './draw.ts'
import { FIGURES } from './figure.ts'
import { buildFigures } from './figures.ts'
import { COLUMN_WIDTH, SMALL_SIZE } from './theme.ts'

interface Box {
  left: number
  right: number
  top: number
  bottom: number
  what: string
}

interface Item {
  x?: number
  y?: number
  text?: string | string[]
  fontSize?: number
  opacity?: number
  bounds: { x1: number; x2: number; y1: number; y2: number }
  items?: Mark[]
}

interface Mark {
  marktype: string
  role: string
  items: Item[]
}

/** What a reader sees of texts, and of the marks that stand for something measured, in px of the chart. */
async function sceneOf(view: View): Promise<{ texts: Box[]; sizes: number[]; marks: Box[]; width: number }> {
  const svg = await view.toSVG()
  const texts: Box[] = []
  const marks: Box[] = []
  const sizes: number[] = []
  const walk = (mark: Mark, left: number, top: number): void => {
    for (const item of mark.items) {
      if (item.items !== undefined) {
        for (const child of item.items) walk(child, left + (item.x ?? 0), top + (item.y ?? 0))
        continue
      }
      const { x1, x2, y1, y2 } = item.bounds
      const what = [item.text ?? mark.marktype].flat().join(' ')
      const box = { left: left + x1, right: left + x2, top: top + y1, bottom: top + y2, what }
      if (mark.marktype === 'text' && what !== '' && item.opacity !== 0) {
        texts.push(box)
        sizes.push(item.fontSize ?? 0)
      }
      if (mark.marktype === 'symbol') marks.push(box)
    }
  }
  walk((view.scenegraph() as unknown as { root: Mark }).root, 0, 0)
  view.finalize()
  return { texts, sizes, marks, width: Number(/ width="([\d.]+)"/.exec(svg)?.[1]) }
}

/** Less than this is no overlap that anybody sees, px. */
const SEEN = 0.8

const overlap = (a: Box, b: Box): boolean =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > SEEN &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > SEEN

const pairs = (boxes: readonly Box[]): string[] =>
  boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter((other) => overlap(one, other))
      .map((other) => `${one.what} | ${other.what}`),
  )

/** What the font of the charts lacks would be printed in whatever font the reader’s computer has. */
async function missingGlyphs(texts: readonly string[]): Promise<string[]> {
  const { create, open } = await import('fontkit')
  const chinese = drawingFonts(texts.join('')).filter(({ family }) => family === CHINESE_SANS)
  const fonts = [await open(chartFontFile(400)), ...chinese.map(({ bytes }) => create(bytes))]
  const characters = new Set(texts.join(''))
  return [...characters].filter((one) => !fonts.some((font) => font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0)))
}
const RUNS: readonly [string, () => LoadedRun][] = [
  ['the example', () => loadRun(project().example)],
  [
    'one sample of everything',
    () => syntheticRun({ trials: 1, samples: 1, warmups: 0, migrations: 1, matrix: true, failovers: 3 }),
  ],
  ['a usual run', () => syntheticRun({ controls: true, matrix: true, failovers: 3 })],
  [
    'many trials',
    () => syntheticRun({ trials: 16, samples: 4, migrations: 14, controls: true, matrix: true, failovers: 3, seed: 7 }),
  ],
]

let viewOf: (spec: TopLevelSpec) => View

beforeAll(async () => {
  viewOf = chartViews(await createTextWidth(), chartLibraries())
})

const CASES = RUNS.flatMap(([title, load]) => [
  [title, load, ENGLISH] as const,
  [`${title}, in Chinese`, load, CHINESE_WORDS] as const,
])

describe.each(CASES)('charts of %s', (_, load, words) => {
  const figures = buildFigures(analyse(load(), words), words)

  test.each(FIGURES)('%s: texts are large enough, whole, and apart from each other and from every mark', async (id) => {
    const { spec } = figures[id]
    if (spec === null) return
    const { texts, sizes, marks, width } = await sceneOf(viewOf(spec))
    expect(await missingGlyphs(texts.map(({ what }) => what))).toEqual([])
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(SMALL_SIZE)
    expect(texts.filter(({ what }) => what.includes('…'))).toEqual([])
    expect(pairs(texts)).toEqual([])
    const hidden = texts.flatMap((text) => marks.filter((mark) => overlap(text, mark)).map(() => text.what))
    expect([...new Set(hidden)]).toEqual([])
    expect(width).toBeLessThanOrEqual(COLUMN_WIDTH * 1.03)
  })
})

test('7.5 pt are 10 px of a page', () => {
  expect((SMALL_SIZE * 72) / 96).toBeGreaterThanOrEqual(7.5)
})
