import type { TopLevelSpec } from 'vega-lite'
import { hasWide, phrasesOf, tightened, withSignGaps } from '../text/chinese.ts'
import { emsOf } from './letters.ts'
import { CHINESE_FONT, CONFIG, FONT, SMALL_SIZE } from './theme.ts'

type Node = Record<string, unknown>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A chart as it is set in Chinese: in a font that has its letters, none of them slanted, and long names in lines of phrases. */
export function inChinese(spec: TopLevelSpec): TopLevelSpec {
  return set({ ...spec, config: withFont(CONFIG) }) as TopLevelSpec
}

function withFont(value: unknown): unknown {
  if (value === FONT) return CHINESE_FONT
  return isNode(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withFont(part)])) : value
}

function set(value: unknown): unknown {
  if (typeof value === 'string') return hasWide(value) ? withSignGaps(tightened(value)) : value
  if (Array.isArray(value)) return value.map(set)
  if (!isNode(value)) return value
  const parts = Object.entries(value).filter(([key]) => key !== 'fontStyle')
  return folded(Object.fromEntries(parts.map(([key, part]) => [key, set(part)])))
}

/** Names of rows that are wider than the room of their axis: each as its two lines. */
function folded(channel: Node): Node {
  const { axis, scale } = channel
  if (!isNode(axis) || !isNode(scale) || axis.labelLineHeight === undefined || !Array.isArray(scale.domain))
    return channel
  const most = (Number(axis.minExtent) - Number(axis.labelPadding)) / SMALL_SIZE
  const names = scale.domain.filter((name): name is string => typeof name === 'string')
  const inLines = Object.fromEntries(names.map((name) => [name, linesOf(name, most)] as const))
  const isFolded = `isArray((${JSON.stringify(inLines)})[datum.label])`
  return {
    ...channel,
    axis: {
      ...axis,
      labelExpr: `(${JSON.stringify(inLines)})[datum.label]`,
      labelOffset: { condition: { test: isFolded, value: -Number(axis.labelLineHeight) / 2 }, value: 0 },
    },
  }
}

/** A name as it is, or in two lines that are as even as its phrases allow. */
function linesOf(name: string, mostEms: number): string | string[] {
  if (emsOf(name) <= mostEms) return name
  const phrases = hasWide(name) ? phrasesOf(name) : name.split(/(?<= )/)
  const ends = phrases.length > 1 ? phrases : [...name]
  const cuts = ends.slice(1).map((_, index) => {
    const lines = [ends.slice(0, index + 1).join(''), ends.slice(index + 1).join('')].map((line) => line.trim())
    return { lines, widest: Math.max(...lines.map((line) => emsOf(line))) }
  })
  const inBrackets = cuts.find(({ lines, widest }) => widest <= mostEms && lines[1]?.startsWith('（') === true)
  const best = inBrackets ?? cuts.toSorted((a, b) => a.widest - b.widest)[0]
  if (best === undefined) return name
  // Where phrases are too long a line ends between any two letters.
  return best.widest > mostEms && ends.length < [...name].length ? atLetter(name) : best.lines
}

/** After the letter at which the first line is half of the whole, and before no mark. */
function atLetter(name: string): string[] {
  const letters = [...name]
  const half = emsOf(name) / 2
  let end = letters.findIndex((_, index) => emsOf(letters.slice(0, index + 1).join('')) >= half) + 1
  while (end < letters.length && /[\p{Pe}\p{Pf}\p{Po}A-Za-z0-9-]/u.test(letters[end] ?? '')) end += 1
  return end >= letters.length ? [name] : [letters.slice(0, end).join(''), letters.slice(end).join('')]
}
