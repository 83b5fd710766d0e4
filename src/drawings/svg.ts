import { escapeXml } from '../charts/escape.ts'
import { emsOf } from '../charts/letters.ts'
import { CHINESE_FONT, COLUMN_WIDTH, FONT } from '../charts/theme.ts'
import { hasWide, withSignGaps } from '../text/chinese.ts'
import type { Spoken } from '../text/spoken.ts'
import { type Box, type Drawing, type Label, type Line, type Point, type Shape, THIN } from './drawing.ts'

const DASHES = '3 2'

/** A drawing as SVG with one accessible name: nothing within it has a role. */
export function svgOf({ height, shapes, description }: Spoken<Drawing>): string {
  const isChinese = shapes.some((shape) => shape.kind === 'text' && hasWide(shape.text))
  return (
    `<svg role="img" aria-label="${escapeXml(description)}" xmlns="http://www.w3.org/2000/svg" ` +
    `width="${COLUMN_WIDTH}" height="${height}" viewBox="0 0 ${COLUMN_WIDTH} ${height}" ` +
    `font-family="${isChinese ? CHINESE_FONT : FONT}">${shapes.map(shapeOf).join('')}</svg>`
  )
}

function shapeOf(shape: Spoken<Shape>): string {
  switch (shape.kind) {
    case 'box':
      return boxOf(shape)
    case 'line':
      return lineOf(shape)
    case 'text':
      return textOf(shape)
  }
}

function boxOf({ left, top, right, bottom, fill, stroke, dashed }: Box): string {
  return (
    `<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" rx="2" fill="${fill}" ` +
    `stroke="${stroke}" stroke-width="${THIN}"${dashed ? ` stroke-dasharray="${DASHES}"` : ''}/>`
  )
}

function lineOf({ points, colour, width, dashed, arrow }: Line): string {
  const last = points.at(-1)
  const before = points.at(-2)
  const headed = arrow && last !== undefined && before !== undefined
  // The line ends within its head, or a thick one would show at the tip.
  const drawn = headed ? [...points.slice(0, -1), toward(last, before, width + 2)] : points
  const path = `M${drawn.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}`
  const dashes = dashed ? ` stroke-dasharray="${DASHES}"` : ''
  const head = headed ? headOf(last, before, width, colour) : ''
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"${dashes}/>${head}`
}

/** A triangle with its tip at the end of the line. */
function headOf(tip: Point, before: Point, width: number, colour: string): string {
  const size = 4 + 1.6 * width
  const [x, y] = toward(tip, before, size)
  const aside = size * 0.45
  const length = Math.hypot(tip[0] - before[0], tip[1] - before[1])
  const across: Point = [((before[1] - tip[1]) / length) * aside, ((tip[0] - before[0]) / length) * aside]
  const corners: Point[] = [tip, [x + across[0], y + across[1]], [x - across[0], y - across[1]]]
  return `<path d="M${corners.map(([cx, cy]) => `${round(cx)} ${round(cy)}`).join('L')}Z" fill="${colour}"/>`
}

/** The point that lies `distance` from one point on the way to another. */
function toward([x, y]: Point, [toX, toY]: Point, distance: number): Point {
  const share = distance / Math.hypot(toX - x, toY - y)
  return [x + (toX - x) * share, y + (toY - y) * share]
}

const round = (value: number) => Math.round(value * 100) / 100

function textOf(label: Spoken<Label>): string {
  const { x, y, text, size, bold, colour, anchor } = label
  return (
    `<text x="${x}" y="${y}" font-size="${size}"${bold ? ' font-weight="600"' : ''} fill="${colour}"` +
    `${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}${squeezed(label)}>${escapeXml(withSignGaps(text))}</text>`
  )
}

/**
 * A Chinese label that is wider than its room is set narrower: it has no spaces at which it could go on in another line,
 * and what stands above and below it has its own place. Latin letters count with their mean width.
 */
function squeezed({ text, size, room }: Spoken<Label>): string {
  return hasWide(text) && emsOf(text) * size > room ? ` textLength="${room}" lengthAdjust="spacingAndGlyphs"` : ''
}
