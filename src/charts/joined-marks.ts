/** Hundredths of a pixel: nobody sees less, and every digit is printed. */
const round = (value: number) => String(Math.round(value * 100) / 100)

const MARK = /<path transform="translate\(([-\d.e]+),([-\d.e]+)\)" d="([^"]*)"([^>]*)\/>/g
const RUN = /(?:<path transform="translate\([^)]*\)" d="[^"]*"[^>]*\/>)+/g
const CIRCLE = /^M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0$/
const SQUARE = /^M-([\d.]+),-\1h([\d.]+)v\2h-\2Z$/

interface Mark {
  x: number
  y: number
  outline: string
  style: string
}

/**
 * A chart with neighbouring samples of one look joined into one path each, as Vega draws every sample as a path of its
 * own. A disc becomes a dot of a round pen, which a PDF states in one line where an outline takes eight curves.
 *
 * @param svg as Vega's `toSVG` gives it
 */
export function joinMarks(svg: string): string {
  const joined = svg.replace(RUN, (run) => {
    const marks = [...run.matchAll(MARK)].map(
      ([, x, y, outline = '', style = '']): Mark => ({ x: Number(x), y: Number(y), outline, style }),
    )
    return groups(marks).map(draw).join('')
  })
  return joined.replace(/ (?:d|transform)="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d{3,}(?:e-\d+)?/g, (digits) => round(Number(digits))),
  )
}

/** Neighbours of the same look: later marks must not come to lie beneath earlier ones. */
function groups(marks: readonly Mark[]): Mark[][] {
  return marks.reduce<Mark[][]>((all, mark) => {
    const last = all.at(-1)
    if (last?.[0]?.outline === mark.outline && last[0].style === mark.style) last.push(mark)
    else all.push([mark])
    return all
  }, [])
}

function draw(marks: readonly Mark[]): string {
  const [{ outline, style } = { outline: '', style: '' }] = marks
  const [, radius] = CIRCLE.exec(outline) ?? []
  const [, half, side] = SQUARE.exec(outline) ?? []
  const isFilled = / fill="#/.test(style) && !/ stroke="(?!transparent)/.test(style)
  if (radius !== undefined && isFilled) {
    // The line has a length, as browsers draw the ends of one without as an outline again.
    const dots = marks.map(({ x, y }) => `M${round(x)},${round(y)}h.01`).join('')
    const pen = style
      .replace(/ stroke(?:-width)?="[^"]*"/g, '')
      .replace(' fill=', ' stroke=')
      .replace(' fill-opacity=', ' stroke-opacity=')
    return `<path d="${dots}" fill="none" stroke-linecap="round" stroke-width="${round(2 * Number(radius))}"${pen}/>`
  }
  if (half !== undefined && side !== undefined && isFilled) {
    const squares = marks.map(({ x, y }) => {
      const [left, top, width] = [x - Number(half), y - Number(half), round(Number(side))]
      return `M${round(left)},${round(top)}h${width}v${width}h-${width}Z`
    })
    return `<path d="${squares.join('')}"${style}/>`
  }
  return marks
    .map(({ x, y }) => `<path transform="translate(${round(x)},${round(y)})" d="${outline}"${style}/>`)
    .join('')
}
