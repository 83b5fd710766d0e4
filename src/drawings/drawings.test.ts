import { beforeAll, expect, test } from 'vitest'
import { CHINESE_FONT, COLUMN_WIDTH } from '../charts/theme.ts'
import { loadRun } from '../data/load.ts'
import { analyse } from '../findings/analyse.ts'
import { shownOf } from '../findings/migration/shown.ts'
import { createTextWidth } from '../fonts/text-width.ts'
import { project } from '../project.ts'
import { CHINESE_WORDS } from '../testing/chinese-words.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { type Spoken, spoken } from '../text/spoken.ts'
import { ENGLISH } from '../text/words.ts'
import { type Box, DRAWINGS, type Drawing, type Label, type Line } from './drawing.ts'
import { buildDrawings } from './drawings.ts'
import { passesOf } from './passes.ts'
import { svgOf } from './svg.ts'

const example = loadRun(project().example)
const synthetic = syntheticRun()
const empty = { ...synthetic, trials: [], journal: [], run: { ...synthetic.run, order: [] } }
const RUNS = [
  ['the example run', example],
  ['the synthetic run', synthetic],
  ['a run without trials', empty],
] as const
const CASES = RUNS.flatMap(([title, run]) => {
  const drawings = buildDrawings(analyse(run), run.journal)
  return DRAWINGS.map((id) => [`${id} of ${title}`, drawings[id]] as const)
})

let textWidth: Awaited<ReturnType<typeof createTextWidth>>
beforeAll(async () => {
  textWidth = await createTextWidth()
})

const textsOf = ({ shapes }: Spoken<Drawing>) => shapes.filter((shape): shape is Spoken<Label> => shape.kind === 'text')
const wordsOf = (drawing: Spoken<Drawing>) => textsOf(drawing).map(({ text }) => text)

function extent({ x, text, size, bold, anchor }: Spoken<Label>) {
  const width = textWidth(text, size, bold)
  const left = anchor === 'start' ? x : anchor === 'middle' ? x - width / 2 : x - width
  return { left, right: left + width }
}

test.each(CASES)('%s: every text fits its room', (_, drawing) => {
  const wide = textsOf(drawing).filter(({ text, size, bold, room }) => textWidth(text, size, bold) > room)
  expect(wide.map(({ text }) => text)).toEqual([])
})

test.each(CASES)('%s: no text touches another, a line, the edge of a box or of the drawing', (_, drawing) => {
  const texts = textsOf(drawing).map((one) => ({
    ...extent(one),
    text: one.text,
    top: one.y - one.size * 0.7,
    bottom: one.y + one.size * 0.2,
  }))
  const boxes = drawing.shapes.filter((shape): shape is Box => shape.kind === 'box')
  // All of them are level or upright, so the corners of a segment are those of what it covers.
  const segments = drawing.shapes
    .filter((shape): shape is Line => shape.kind === 'line')
    .flatMap(({ points }) => points.slice(1).map((to, index) => [points[index] ?? to, to] as const))
  expect(segments.filter(([[x1, y1], [x2, y2]]) => x1 !== x2 && y1 !== y2)).toEqual([])
  const wrong: string[] = []
  for (const [index, a] of texts.entries()) {
    const inside = a.left >= 0 && a.right <= COLUMN_WIDTH && a.top >= 0 && a.bottom <= drawing.height
    if (!inside) wrong.push(`${a.text}: beyond the drawing`)
    for (const b of texts.slice(index + 1)) {
      const touching = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
      if (touching) wrong.push(`${a.text} on ${b.text}`)
    }
    for (const b of boxes) {
      const apart = a.right <= b.left || a.left >= b.right || a.bottom <= b.top || a.top >= b.bottom
      const within = a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom
      if (!apart && !within) wrong.push(`${a.text}: across the edge of a box`)
    }
    for (const [[x1, y1], [x2, y2]] of segments) {
      const beside = Math.max(x1, x2) <= a.left || Math.min(x1, x2) >= a.right
      const aboveOrBelow = Math.max(y1, y2) <= a.top || Math.min(y1, y2) >= a.bottom
      if (!beside && !aboveOrBelow) wrong.push(`${a.text}: on a line`)
    }
  }
  expect(wrong).toEqual([])
})

test.each(CASES)('%s is one figure with one name, and nothing in it is missing', (_, drawing) => {
  const svg = svgOf(drawing)
  expect(svg).toMatch(/^<svg role="img" aria-label="[^"]{60,}"/)
  expect(svg.match(/role=|aria-/g)).toHaveLength(2)
  expect(svg).not.toMatch(/NaN|undefined|null|Infinity/)
  // A value that is missing leaves a space at the end of its text.
  expect(wordsOf(drawing).filter((text) => text === '' || text !== text.trim())).toEqual([])
})

test('the architecture is that of the run: what the journal says is drawn', () => {
  const changed = JSON.parse(
    JSON.stringify(example.journal)
      .replaceAll('"2G"', '"3G"')
      .replaceAll('br=br0', 'br=br7')
      .replaceAll(':4400', ':4711')
      .replaceAll('telnet:127.0.0.1:5500', 'telnet:127.0.0.1:5999'),
  ) as typeof example.journal
  const { environment } = example
  const moved = {
    ...environment,
    addresses: { host1: '10.9.8.1', prefixLength: 24, vm: '10.9.8.7', host2: '10.9.8.2' },
  }
  const words = wordsOf(buildDrawings(analyse({ ...example, environment: moved }), changed).architecture).join('\n')
  for (const text of ['memory 3G', 'bridge br7', '4711', '5999', '10.9.8.7', '10.9.8.2/24', '/mnt/nfs/ubuntu.qcow2'])
    expect(words).toContain(text)
})

test('pre-copy is drawn with the times of the migration that the timeline shows, and without times where there is none', () => {
  const analysis = analyse(example)
  const shown = shownOf(analysis.migration.migrations)
  const stop = shown?.phases.find(({ name }) => name === 'stop-and-copy')
  expect(stop).toBeDefined()
  const { precopy } = buildDrawings(analysis, example.journal)
  expect(wordsOf(precopy)).toContain(stop?.fromS.toFixed(2))
  expect(precopy.source).toContain(`of ${analysis.migration.migrations.length}`)
  const without = buildDrawings(analyse(empty), []).precopy
  expect(wordsOf(without).filter((text) => /\d+\.\d|\d.(ms|s)$/.test(text))).toEqual([])
  expect(without.source).toContain('no finished migration')
})

test('many passes share a column, and one that falls into the pause has none', () => {
  const [first] = analyse(example).migration.migrations
  if (first === undefined) throw new Error('the example has migrations')
  const phases = [{ name: 'copying' as const, fromS: 1, toS: 10 }]
  const starts = (count: number) => Array.from({ length: count }, (_, index) => ({ pass: index + 1, s: index }))
  const titles = (count: number) =>
    spoken(passesOf({ ...first, phases, passStarts: starts(count) }), ENGLISH).map(({ title }) => title)
  expect(titles(3)).toEqual(['pass 1', 'pass 2', 'pass 3'])
  expect(titles(9)).toEqual(['pass 1', 'pass 2', 'passes 3 to 8', 'pass 9'])
  expect(titles(20)).toEqual(['pass 1', 'pass 2', 'passes 3 to 9', 'pass 10'])
  const passes = passesOf({ ...first, phases, passStarts: starts(20) })
  expect(passes.map(({ toS }) => toS)).toEqual([1, 2, 9, 10])
})

test('drawings in Chinese name its font, and a label that is too wide for its room is squeezed into it', () => {
  const entries = { ...CHINESE_WORDS.entries, 'drawing.disk': '一個放著虛擬機器全部資料的磁碟' }
  const { colo } = buildDrawings(analyse(example), example.journal, { ...CHINESE_WORDS, entries })
  const svg = svgOf(colo)
  expect(svg).toContain(`font-family="${CHINESE_FONT}"`)
  const [secondary] = textsOf(colo).filter(({ text, room }) => text.startsWith('一個') && room === 50)
  expect(secondary && textWidth(secondary.text, secondary.size, secondary.bold)).toBeGreaterThan(50)
  expect(svg).toMatch(/textLength="50" lengthAdjust="spacingAndGlyphs">一個放著/)
  expect(svgOf(buildDrawings(analyse(example), example.journal).colo)).not.toMatch(/textLength|Noto/)
})
