import { beforeAll, expect, test } from 'vitest'
import { loadRun } from '../data/load.ts'
import { analyse } from '../findings/analyse.ts'
import { createTextWidth } from '../fonts/text-width.ts'
import { project } from '../project.ts'
import { chartLibraries } from '../report/page/chart-libraries.ts'
import { CHINESE_WORDS } from '../testing/chinese-words.ts'
import { hasWide } from '../text/chinese.ts'
import { ENGLISH } from '../text/words.ts'
import { chartViews, drawFigures } from './draw.ts'
import { buildFigures } from './figures.ts'
import { CHINESE_FONT, CONFIG, FONT } from './theme.ts'

const loaded = loadRun(project().example)
let textWidth: Awaited<ReturnType<typeof createTextWidth>>
beforeAll(async () => {
  textWidth = await createTextWidth()
})

test('every chart names a font that has its Chinese letters, and slants none of them', async () => {
  const { acceleration, timeline, matrix, exits } = buildFigures(analyse(loaded, CHINESE_WORDS), CHINESE_WORDS)
  const drawn = await drawFigures({ acceleration, timeline, matrix, exits }, textWidth, chartLibraries())
  expect(drawn.size).toBe(4)
  for (const svg of drawn.values()) {
    expect(hasWide(svg)).toBe(true)
    expect(new Set(svg.match(/font-family="[^"]*"/g))).toEqual(new Set([`font-family="${CHINESE_FONT}"`]))
    expect(svg).not.toMatch(/font-style/)
  }
})

test('charts in English are what they were', () => {
  const { spec } = buildFigures(analyse(loaded), ENGLISH).timeline
  expect(spec?.config).toBe(CONFIG)
  expect(JSON.stringify(spec)).not.toContain('Noto')
  expect(FONT).toBe("'Source Sans 3'")
})

test('a long name of a row has two lines, parted before its brackets, and a short one has one', async () => {
  const title = '主機CPU時間（以2 Mbit/s送往VM）'
  const entries = { ...CHINESE_WORDS.entries, 'metric.loop': title }
  const words = { ...CHINESE_WORDS, entries }
  const { spec } = buildFigures(analyse(loaded, words), words).acceleration
  if (spec === null) throw new Error('the example has data')
  const view = chartViews(textWidth, chartLibraries())(spec)
  const svg = await view.toSVG()
  view.finalize()
  expect(svg).toMatch(/<text[^>]*><tspan>主機CPU時間<\/tspan><tspan[^>]*>（以2 Mbit\/s送往VM）<\/tspan><\/text>/)
})
