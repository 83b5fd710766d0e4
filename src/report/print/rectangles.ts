import { decimal } from './decimal.ts'

const POINT = String.raw`(-?[\d.]+) (-?[\d.]+)`
const QUADRANGLE = String.raw`-?[\d.]+ -?[\d.]+ m\n(?:-?[\d.]+ -?[\d.]+ l\n){3}(?:h\n)?`
/** Those of one path, and whether they are filled. */
const QUADRANGLES = new RegExp(String.raw`^(?:${QUADRANGLE})+(f\*?$)?`, 'gm')
/** Four corners, beginning with a line across. */
const CORNERS = new RegExp(String.raw`^${POINT} m\n(-?[\d.]+) \2 l\n\3 (-?[\d.]+) l\n\1 \4 l\n(?:h\n)?`, 'gm')

/** Writes areas as rectangles where they are some: a dotted rule has hundreds of them. */
export const withRectangles = (content: string): string =>
  content.replace(QUADRANGLES, (path, filled?: string) =>
    // What is stroked would be closed by it.
    filled === undefined ? path : path.replace(CORNERS, rectangle),
  )

const rectangle = (_: string, x: string, y: string, right: string, top: string) =>
  `${x} ${y} ${difference(right, x)} ${difference(top, y)} re\n`

const difference = (to: string, from: string): string => decimal(Number(to) - Number(from), 2)
