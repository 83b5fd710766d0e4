import type { TopLevelSpec } from 'vega-lite'
import { hasWide, phrasesOf } from '../text/chinese.ts'
import { LEGEND_MARK, LEGEND_NAME, legendPlace } from './legend.ts'
import { emsOf } from './letters.ts'
import { AXIS_END } from './row-axes.ts'
import { SMALL_SIZE, TEXT_SIZE } from './theme.ts'

/** Width of a whole chart on the narrowest phones, px of the chart: its texts are enlarged there until they can be read. */
const CHART_WIDTH = 230
/** Width of a plot before its chart is fitted to a screen, px: its texts are thinned for that. */
const PLOT_WIDTH = 180
const TICKS = 6
/** Mean width of a letter of titles as a share of its size: they are long enough for the mean to hold. */
const TITLE_LETTER = 0.51
const TEXT_GAP = 4
/** Plots on the narrowest screens are smaller than PLOT_WIDTH by this. */
const ROOM_SHARE = 0.9

/**
 * The chart as it stands on a narrow screen, made of the printed one (what answers to a reader has no fixed times by
 * which its texts could be thinned): panels one below the other, each as wide as the signal `width` says, each
 * with the labels that beside each other they share, and of the texts along the time axis those that have room.
 */
export function narrow(spec: TopLevelSpec): TopLevelSpec {
  const { hconcat, concat, ...rest }: Node = { ...spec }
  delete rest.columns
  const beside = Array.isArray(hconcat) ? hconcat : null
  const below = beside ?? (Array.isArray(concat) ? concat : null)
  const listed = below === null ? rest : { ...rest, spacing: 12, vconcat: withLabels(below) }
  // Some browsers round the widths of letters, and then measure a text narrower than they draw it.
  return fitted({ ...listed, padding: { left: 5, right: 2, top: 1, bottom: 1 } }, PLOT_WIDTH) as TopLevelSpec
}

type Node = Record<string, unknown>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Panels beside each other leave their labels to the first one of a row. */
function withLabels(panels: readonly unknown[]): unknown[] {
  const axis = yAxes(panels[0]).find((found) => found !== null)
  return axis === undefined ? [...panels] : panels.map((panel) => labelled(panel, axis))
}

function yAxes(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(yAxes)
  if (!isNode(value)) return []
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'data' ? [] : key === 'y' && isNode(part) && 'axis' in part ? [part.axis] : yAxes(part),
  )
}

function labelled(value: unknown, axis: unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => labelled(part, axis))
  if (!isNode(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      key === 'data'
        ? part
        : key === 'y' && isNode(part) && part.axis === null
          ? { ...part, axis }
          : labelled(part, axis),
    ]),
  )
}

/** `printed`: width of the plot around, px, as it is printed. What stands beyond its end keeps its distance from there. */
function fitted(value: unknown, printed: number): unknown {
  if (Array.isArray(value)) return value.map((part) => fitted(part, printed))
  if (!isNode(value)) return value
  const own = typeof value.width === 'number' ? value.width : printed
  const fromEnd = (x: unknown) => (typeof x === 'number' && x > own ? { expr: `width + ${x - own}` } : x)
  const entries = Object.entries(value).map(([key, part]): [string, unknown] => {
    if (key === 'data') return [key, part]
    if (key === 'width' && typeof part === 'number') return [key, PLOT_WIDTH]
    if (key === 'tickCount') return [key, TICKS]
    if (key === 'title' && isNode(part)) return [key, foldedTitle(part)]
    if (key === 'mark' && isNode(part)) return [key, 'x' in part ? { ...part, x: fromEnd(part.x) } : part]
    if (key === 'x' && isNode(part) && 'value' in part) return [key, { ...part, value: fromEnd(part.value) }]
    return [key, fitted(part, own)]
  })
  return thinned(withinPlot(lowered(stacked(Object.fromEntries(entries)))))
}

/** From one entry of a legend to the next below it. */
const LEGEND_LINE = 13

/** An entry of a legend, which stand one below the other and end where the line of them stood. */
function stacked(unit: Node): Node {
  const place = legendPlace(unit.name)
  if (place === null || !isNode(unit.mark) || typeof unit.mark.y !== 'number') return unit
  const x = place.part === 'mark' ? LEGEND_MARK : LEGEND_NAME
  return { ...unit, mark: { ...unit.mark, x, y: unit.mark.y - LEGEND_LINE * (place.count - 1 - place.index) } }
}

/** A word at the lower end of an axis leaves the line to that at its upper end. */
function lowered(unit: Node): Node {
  const { mark, name } = unit
  return name !== AXIS_END || !isNode(mark) || typeof mark.y !== 'number'
    ? unit
    : { ...unit, mark: { ...mark, y: mark.y + LEGEND_LINE } }
}

/** A text that begins in its plot ends there, with an ellipsis: the table beside the figure has it in full. */
function withinPlot(unit: Node): Node {
  const { mark } = unit
  if (!isNode(mark) || mark.type !== 'text' || mark.align !== 'left' || typeof mark.x !== 'number') return unit
  return { ...unit, mark: { ...mark, limit: { expr: `width - ${mark.x}` } } }
}

/**
 * A title begins above the labels, not above the plot, and one that is wider than its chart goes on below, from the last
 * comma that leaves a line room, or else the last space.
 */
function foldedTitle(title: Node): Node {
  const { text, fontSize } = title
  if (typeof text !== 'string') return title
  const most = CHART_WIDTH / (typeof fontSize === 'number' ? fontSize : TEXT_SIZE)
  const lines = hasWide(text) ? chineseLines(text, most) : linesOf(text, Math.floor(most / TITLE_LETTER))
  return { ...title, frame: 'bounds', dx: 0, text: lines.length === 1 ? text : lines }
}

function linesOf(text: string, letters: number): string[] {
  if (text.length <= letters) return [text]
  const comma = text.lastIndexOf(', ', letters) + 1
  const end = comma > 0 ? comma : text.lastIndexOf(' ', letters)
  return end <= 0 ? [text] : [text.slice(0, end), ...linesOf(text.slice(end + 1), letters)]
}

/** As many phrases in a line as have room there; one that is too long for a line stays whole. */
function chineseLines(text: string, mostEms: number): string[] {
  const lines: string[] = []
  for (const phrase of phrasesOf(text)) {
    const last = lines.at(-1)
    if (last === undefined || emsOf(last + phrase, TITLE_LETTER) > mostEms) lines.push(phrase)
    else lines[lines.length - 1] = last + phrase
  }
  return lines
}

/** Texts at one height along the time axis, from left to right: none may touch the one before it. */
function thinned(unit: Node): Node {
  const { mark, data, encoding } = unit
  if (!isNode(mark) || mark.type !== 'text' || typeof mark.y !== 'number' || !isNode(data) || !isNode(encoding))
    return unit
  const x = isNode(encoding.x) && isNode(encoding.x.scale) ? encoding.x.scale.domain : null
  const values = data.values
  if (!Array.isArray(x) || !Array.isArray(values)) return unit
  const pxPerSecond = PLOT_WIDTH / (Number(x[1]) - Number(x[0]))
  const size = typeof mark.fontSize === 'number' ? mark.fontSize : SMALL_SIZE
  const halfOf = (text: string) => (emsOf(text) * size) / 2
  let end = -Infinity
  const kept = values.filter((value: unknown) => {
    if (!isNode(value) || typeof value.s !== 'number' || typeof value.text !== 'string') return true
    const half = halfOf(value.text)
    const middle = value.s * pxPerSecond
    if (middle - half < end + TEXT_GAP) return false
    end = middle + half
    return true
  })
  // A text alone above the end of its plot, which it would leave, ends there instead; what it names stays below it.
  const [only] = kept.length === 1 ? kept : []
  const room = isNode(only) && typeof only.s === 'number' ? (Number(x[1]) - only.s) * pxPerSecond : Infinity
  const leaves = isNode(only) && typeof only.text === 'string' && halfOf(only.text) > room
  const placed = leaves ? { ...mark, align: 'right', dx: Math.floor(room * ROOM_SHARE) } : mark
  return { ...unit, mark: placed, data: { ...data, values: kept } }
}
