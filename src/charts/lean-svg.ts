import { FONT } from './theme.ts'

/** What Vega draws around every group and that nobody sees: it has neither a fill nor a stroke. */
const FRAME = /<path class="(?:background|foreground)"(?![^>]* (?:fill|stroke)=)[^>]*\/>/g
const TAG = /<[^>]+>/g
/** What says nothing on paper: names for scripts, and what is so by itself. */
const IDLE = / (?:class="[^"]*"|pointer-events="none"|opacity="1"|transform="translate\(0,0\)")/g
const LINES = /(?:<line [^>]*\/>){2,}/g
const LINE = /<line transform="translate\(([-\d.]+),([-\d.]+)\)" x2="([-\d.]+)" y2="([-\d.]+)"([^>]*)\/>/g
const GROUP = /<g\/>|<g[^>]*>|<\/g>/g
const EMPTY = /<g[^>]*><\/g>/g

/** Neighbouring lines of one look as one path each. */
function joinedLines(run: string): string {
  const lines = [...run.matchAll(LINE)]
  if (lines.length !== run.split('<line ').length - 1) return run
  const paths: { style: string; d: string }[] = []
  for (const [, x, y, dx, dy, style = ''] of lines) {
    const step = `M${x},${y}l${dx},${dy}`
    const last = paths.at(-1)
    if (last?.style === style) last.d += step
    else paths.push({ style, d: step })
  }
  return paths.map(({ style, d }) => `<path d="${d}"${style}/>`).join('')
}

/** Groups that say nothing about what is in them are left out around it. */
function withoutBareGroups(svg: string): string {
  const areBare: boolean[] = []
  return svg.replace(GROUP, (tag) => {
    if (tag === '<g/>') return ''
    if (tag === '</g>') return areBare.pop() === true ? '' : tag
    areBare.push(tag === '<g>')
    return tag === '<g>' ? '' : tag
  })
}

/**
 * A chart with fewer elements and the same picture, as a page is laid out and printed the faster the fewer it has.
 * @param svg as Vega's `toSVG` gives it, without roles
 */
export function lean(svg: string): string {
  const [root = '', picture = ''] = svg.split(/(?<=^<svg [^>]*>)/)
  const font = / font-family="[^"]*"/.exec(picture)?.[0] ?? ` font-family="${FONT}"`
  const bare = picture
    .replace(FRAME, '')
    .replace(TAG, (tag) => tag.replace(IDLE, '').replace(font, ''))
    .replace(LINES, joinedLines)
  return root.replace(/>$/, `${font}>`) + withoutBareGroups(bare).replace(EMPTY, '')
}
