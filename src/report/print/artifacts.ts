/** Left, bottom, right and top, in points. */
export type Rectangle = readonly [number, number, number, number]

/** A page's content in which all that is not tagged is marked as an artifact. */
export interface MarkedContent {
  content: string
  /** Numbers of the marks that Chromium gave to what is an artifact: no tag may refer to them any more. */
  artifacts: number[]
  /** Where each drawing lies on the page, by its mark. */
  drawings: Map<number, Rectangle>
}

/** The beginnings and ends of marked content and of text, each on a line of its own. */
const TOKEN = /^(?:\/(\w+) ?<<\/MCID (\d+) ?>> ?BDC|\/[^\n]*\b(?:BDC|BMC)|EMC|BT|ET)\n/gm

/** The first clip of a page holds its text; what is painted before it stands in the margins. */
const TEXT_AREA = /^(?:-?[\d.]+ ){4}re\nW\*? n$/m

const PATH = String.raw`(?:(?:-?[\d.]+ )+(?:m|l|c|v|y|re)\n|h\n)+[fFsSbB]\*?\n`
const TEXT = String.raw`BT\n[^]*?\nET\n`
const OBJECT = String.raw`\/\w+ (?:Do|sh)\n`
const PAINT = `(?:${PATH}|${TEXT}|${OBJECT})`
/** Colours, widths and the like, which may stand between two things that are painted. */
const STATE = String.raw`(?:[^\n]* (?:rg|RG|g|G|gs|w|d|j|J|M|cs|CS|scn|SCN)\n)`
const PAINTED = new RegExp(`^${PAINT}(?:${STATE}*${PAINT})*`, 'gm')

/**
 * Marks running heads and page numbers, rules, boxes and backgrounds as artifacts (ISO 32000-1, 14.8.2.2): a screen reader
 * passes them over. Chromium leaves what is in the margins, and most decoration, without any mark, and tags the rules of
 * a table as if they were content of it.
 */
export function withArtifacts(content: string): MarkedContent {
  const area = content.search(TEXT_AREA)
  const artifacts: number[] = []
  const drawings = new Map<number, Rectangle>()
  let result = ''
  /** Up to where the content is in the result. */
  let done = 0
  let depth = 0
  let isText = false
  let opened: { head: string; role: string; mark: number; from: number } | null = null
  for (const { 0: token, 1: role, 2: mark, index } of content.matchAll(TOKEN)) {
    if (token === 'BT\n') isText = true
    else if (token === 'ET\n') isText = false
    else if (token === 'EMC\n') {
      depth -= 1
      if (depth > 0 || opened === null) continue
      const body = content.slice(opened.from, index)
      const isArtifact = isDecoration(opened.role, body)
      if (isArtifact) artifacts.push(opened.mark)
      result += (isArtifact ? begin('Layout') : opened.head) + body + token
      done = index + token.length
      opened = null
    } else {
      depth += 1
      if (depth > 1 || isText || role === undefined) continue
      result += unmarked(content.slice(done, index), area - done)
      opened = { head: token, role, mark: Number(mark), from: index + token.length }
      const box = role === 'Figure' ? lastClip(content, index, area) : null
      if (box !== null) drawings.set(opened.mark, box)
      done = index
    }
  }
  // Of another browser, which does not write it so: left as it is, and the check of the file says what lacks.
  if (depth !== 0 || opened !== null) return { content, artifacts: [], drawings: new Map() }
  return { content: result + unmarked(content.slice(done), area - done), artifacts, drawings }
}

const begin = (type: 'Layout' | 'Pagination') => `/Artifact <</Type /${type}>> BDC\n`

/** Lines and areas alone are borders and backgrounds, except in a drawing. */
const isDecoration = (role: string, body: string) => role !== 'Figure' && !/^BT$|\bDo$/m.test(body)

/** @param area where the text's area begins, counted from here */
function unmarked(content: string, area: number): string {
  return content.replace(
    PAINTED,
    (painted: string, at: number) => `${begin(at < area ? 'Pagination' : 'Layout')}${painted}EMC\n`,
  )
}

const MARK = /\/\w+ ?<<\/MCID (\d+) ?>> ?BDC\n/g

/** Marks content as the artifact of a break between pages: the heads of a table that goes on. */
export function withRepeated(content: string, marks: ReadonlySet<number>): string {
  return content.replace(MARK, (head, mark: string) => (marks.has(Number(mark)) ? begin('Pagination') : head))
}

/** The scale and the place of a page, as its first line has them. */
const PAGE = /^([\d.]+) 0 0 -([\d.]+) ([\d.]+) ([\d.]+) cm\n/
const CLIP = /\n(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re\nW\*? n\n/g

/** The area that a drawing is clipped to, where it has one of its own beside the text’s. */
function lastClip(content: string, before: number, area: number): Rectangle | null {
  const page = PAGE.exec(content)?.slice(1).map(Number)
  const clip = [...content.slice(area + 1, before).matchAll(CLIP)].at(-1)
  if (page === undefined || area < 0 || clip === undefined) return null
  const [scaleX = 1, scaleY = 1, left = 0, top = 0] = page
  const [x = 0, y = 0, width = 0, height = 0] = clip.slice(1).map(Number)
  const corners = [left + scaleX * x, top - scaleY * (y + height), left + scaleX * (x + width), top - scaleY * y]
  const [a = 0, b = 0, c = 0, d = 0] = corners.map((value) => Math.round(value * 100) / 100)
  return [a, b, c, d]
}
