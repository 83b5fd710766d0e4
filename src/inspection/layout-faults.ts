import { say, type Text } from '../text/phrase.ts'

/** A piece of text where it lies on its page, in points from the page's lower left corner. */
export interface TextBox {
  page: number
  text: string
  left: number
  right: number
  bottom: number
  top: number
}

interface Rectangle {
  left: number
  right: number
  bottom: number
  top: number
}

/** What a page paints into. */
export interface PageFrame {
  page: number
  sheet: { width: number; height: number }
  /** The rectangles beyond which nothing is painted: the text area, drawings, boxes that hide what is too long. */
  clips: readonly Rectangle[]
  /** Size of the page's content compared with what the styles say: less than 1 where the browser made it fit. */
  scale: number
}

export interface LayoutFault {
  kind: 'shrunk' | 'clipped'
  page: number
  /** The text at fault. */
  text: string
  sentence: Text
}

/** Points per pixel of CSS. */
const POINTS = 0.75
/** Less than this is rounding, or a letter's overhang. */
const TOLERANCE = 1

/** Reads a page's frame from what it paints, as Chromium writes it. */
export function pageFrame(page: number, content: string, sheet: { width: number; height: number }): PageFrame {
  const drawing = content.replace(/^BT\n[^]*?^ET$/gm, '')
  const stack: Matrix[] = []
  const clips: Rectangle[] = []
  let matrix: Matrix = [1, 0, 0, 1, 0, 0]
  let scale: number | null = null
  for (const [, numbers = '', operator] of drawing.matchAll(/^((?:-?[\d.]+ )*)(cm|q|Q|re(?=\nW))$/gm)) {
    const values = numbers.trim().split(' ').map(Number)
    if (operator === 'q') stack.push(matrix)
    else if (operator === 'Q') matrix = stack.pop() ?? matrix
    else if (operator === 're') clips.push(rectangle(matrix, values))
    else {
      matrix = times(values, matrix)
      // The first one after the text area's clip sets the scale of all that lies in it.
      if (clips.length > 0) scale ??= Math.hypot(matrix[0], matrix[1]) / POINTS
    }
  }
  return { page, sheet, clips, scale: scale ?? 1 }
}

/**
 * What does not fit: everything made smaller for its sake, or cut off at an edge. Letters that lie wholly beyond an
 * edge are not in the file; what is seen is the one that the edge goes through.
 */
export function layoutFaults(frames: readonly PageFrame[], boxes: readonly TextBox[]): LayoutFault[] {
  // All pages are made smaller alike; a page that starts with a drawing may have the drawing's scale.
  const scale = Math.max(...frames.map((frame) => frame.scale))
  return [
    ...(scale < 0.99 ? [shrinking(scale, frames, boxes)] : []),
    ...boxes.flatMap((box) => frames.filter(({ page }) => page === box.page).flatMap((frame) => clipping(frame, box))),
  ]
}

/** Names the text that reaches furthest to the right, running heads aside: it is what was made to fit. */
function shrinking(scale: number, frames: readonly PageFrame[], boxes: readonly TextBox[]): LayoutFault {
  const inArea = boxes.filter((box) => frames[box.page - 1]?.clips.some((clip) => overlaps(clip, box)))
  const widest = inArea.reduce<TextBox | null>((a, b) => (a === null || b.right > a.right ? b : a), null)
  const text = shortened(widest?.text ?? '')
  const page = widest?.page ?? 1
  return {
    kind: 'shrunk',
    page,
    text,
    sentence: say('fault.layout.shrunk', { percent: `${Math.round(scale * 100)} %`, text, page }),
  }
}

function clipping({ page, sheet, clips }: PageFrame, box: TextBox): LayoutFault[] {
  const sheetRectangle = { left: 0, bottom: 0, right: sheet.width, top: sheet.height }
  const cut = [sheetRectangle, ...clips].some((clip) => overlaps(clip, box) && !holds(clip, box))
  if (!cut) return []
  const text = shortened(box.text)
  return [{ kind: 'clipped', page, text, sentence: say('fault.layout.clipped', { text, page }) }]
}

const overlaps = (clip: Rectangle, box: TextBox) =>
  box.left < clip.right - TOLERANCE &&
  box.right > clip.left + TOLERANCE &&
  box.bottom < clip.top - TOLERANCE &&
  box.top > clip.bottom + TOLERANCE

const holds = (clip: Rectangle, box: TextBox) =>
  box.left >= clip.left - TOLERANCE &&
  box.right <= clip.right + TOLERANCE &&
  box.bottom >= clip.bottom - TOLERANCE &&
  box.top <= clip.top + TOLERANCE

const shortened = (text: string) => (text.length <= 40 ? text : `${text.slice(0, 39)}…`)

type Matrix = readonly [number, number, number, number, number, number]

/** `inner`, then `outer`. */
function times([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[], outer: Matrix): Matrix {
  const [oa, ob, oc, od, oe, of] = outer
  return [
    a * oa + b * oc,
    a * ob + b * od,
    c * oa + d * oc,
    c * ob + d * od,
    e * oa + f * oc + oe,
    e * ob + f * od + of,
  ]
}

function rectangle(matrix: Matrix, [x = 0, y = 0, width = 0, height = 0]: readonly number[]): Rectangle {
  const [a, b, c, d, e, f] = matrix
  const corners = [
    [x, y],
    [x + width, y],
    [x, y + height],
    [x + width, y + height],
  ] as const
  const xs = corners.map(([px, py]) => a * px + c * py + e)
  const ys = corners.map(([px, py]) => b * px + d * py + f)
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) }
}
