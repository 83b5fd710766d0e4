import type { TextBox } from './layout-faults.ts'

/** A first-level heading of the document with all that follows it up to the next one. */
export interface Section {
  title: string
  page: number
  /** Its own heading and those below it. */
  headings: Heading[]
  /** Drawings with an alternative text. */
  figures: number
  /** Null where it can't be told, as of a file without tags. */
  tables: number | null
}

interface Heading {
  level: number
  title: string
  /** What is to be read under it up to the next one; running heads and the words in drawings left out. */
  text: string
}

/** A node of pdf.js's structure tree. */
interface TagNode {
  role?: string
  alt?: string
  type?: string
  id?: string
  children?: TagNode[]
}

/** One item of pdf.js's text content: a piece of text, or a mark around some. */
interface TextItem {
  type?: string
  id?: string | null
  str?: string
  hasEOL?: boolean
  width?: number
  transform?: number[]
}

/** A page's text as a whole, by the marks that tags refer to, and by place. */
export function readPage(
  page: number,
  items: readonly TextItem[],
): { text: string; marked: Map<string, string>; boxes: TextBox[] } {
  let text = ''
  const marked = new Map<string, string>()
  const boxes: TextBox[] = []
  const open: (string | null)[] = []
  for (const item of items) {
    if (item.type?.startsWith('beginMarkedContent')) open.push(item.id ?? null)
    else if (item.type === 'endMarkedContent') open.pop()
    if (item.str === undefined) continue
    const piece = item.str + (item.hasEOL ? '\n' : '')
    text += piece
    const mark = open.findLast((id) => id !== null)
    if (mark != null) marked.set(mark, (marked.get(mark) ?? '') + piece)
    if (item.str.trim() !== '') boxes.push(textBox(page, item))
  }
  return { text, marked, boxes }
}

const FULL_WIDTH_MARK = /[、。〉》」』】〕）］｝，．：；！？]$/

/** Where a piece of text lies, written in whatever direction. */
function textBox(page: number, { str = '', width = 0, transform = [] }: TextItem): TextBox {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform
  const size = Math.hypot(a, b)
  // A full-width mark at the end of a line stands without the empty half of its square.
  const inked = width - (FULL_WIDTH_MARK.test(str.trimEnd()) ? size / 2 : 0)
  const along = [(a / size) * inked, (b / size) * inked] as const
  // Small letters reach from the base line to half the size; that is enough to see what is cut off.
  const up = [c / 2, d / 2] as const
  const xs = [x, x + along[0], x + up[0], x + along[0] + up[0]]
  const ys = [y, y + along[1], y + up[1], y + along[1] + up[1]]
  return {
    page,
    text: str.trim(),
    left: Math.min(...xs),
    right: Math.max(...xs),
    bottom: Math.min(...ys),
    top: Math.max(...ys),
  }
}

/** Puts the tags of all pages together to sections, page by page. */
export class SectionReader {
  readonly sections: Section[] = []

  add(page: number, tree: TagNode | null, marked: ReadonlyMap<string, string>): void {
    if (tree !== null) this.#read(tree, page, marked)
  }

  #read(node: TagNode, page: number, marked: ReadonlyMap<string, string>): void {
    const level = Number(/^H([1-6])$/.exec(node.role ?? '')?.[1] ?? 0)
    if (level > 0) this.#heading(level, textOf(node, marked).replace(/\s+/g, ' ').trim(), page)
    else this.#content(node, page, marked)
  }

  #heading(level: number, title: string, page: number): void {
    // A tag that goes on over several pages is in the trees of all of them.
    if (title === '') return
    if (level === 1) this.sections.push({ title, page, headings: [], figures: 0, tables: 0 })
    this.sections.at(-1)?.headings.push({ level, title, text: '' })
  }

  #content(node: TagNode, page: number, marked: ReadonlyMap<string, string>): void {
    const section = this.sections.at(-1)
    const heading = section?.headings.at(-1)
    if (node.role === 'Figure') {
      if (section !== undefined && node.alt) section.figures++
      return
    }
    if (section !== undefined && node.role === 'Table') section.tables = (section.tables ?? 0) + 1
    if (heading !== undefined && node.id !== undefined) heading.text += `${marked.get(node.id) ?? ''} `
    for (const child of node.children ?? []) this.#read(child, page, marked)
  }
}

function textOf(node: TagNode, marked: ReadonlyMap<string, string>): string {
  const own = node.id === undefined ? '' : (marked.get(node.id) ?? '')
  return own + (node.children ?? []).map((child) => textOf(child, marked)).join('')
}
