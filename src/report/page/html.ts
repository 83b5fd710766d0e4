import { fontFaces } from '../../fonts/faces.ts'
import { escapeHtml } from '../../templates/slots.ts'
import { isChinese, wideLetters } from '../../text/chinese.ts'
import { chinesePage } from './chinese-page.ts'
import { NAME_IN_PROSE, wholeNames } from './option.ts'
import { type Part, partsHtml, runningHeads } from './parts.ts'
import { plainText } from './plain-text.ts'
import { inProse } from './texts.ts'

export type { Part } from './parts.ts'

export interface PageInput {
  title: string
  lang: string
  /** The heading of the contents. */
  contents: string
  identity: { id: string; displayName: string }
  /** The mark of every page of a report from the example run; null for any other. */
  example: string | null
  style: string
  titlePage: string
  parts: Part[]
}

/** What the page for a screen has beyond the one that is printed. */
interface ForScreen {
  fontFormat: 'woff2'
  head: string
  bar: string
  /** What its scripts may show. */
  text: string
}

/**
 * The whole page. Its contents have no page numbers yet: see `withPageNumbers`. Fonts have a style sheet of their own, so
 * that a page that is open can take new styles without reading them again.
 */
export function pageHtml(input: PageInput, screen: ForScreen | null = null): string {
  const { title, lang, contents, identity, example, style, titlePage, parts } = input
  const body = [
    `<section class="title-page">\n${titlePage}\n${contentsHtml(contents, parts)}\n</section>`,
    ...partsHtml(parts),
  ].join('\n')
  const css = `${style}\n${runningHeads(parts, identity.id, example)}`
  const page = `<!doctype html>
<html lang="${escapeHtml(lang)}">
<head>
<meta charset="utf-8">
${screen === null ? '' : `${screen.head}\n`}<title>${escapeHtml(`${title} – ${identity.id}`)}</title>
<style>
${fontFaces(body + css + wideLetters(screen?.text ?? ''), screen?.fontFormat, lang)}
</style>
<style>
${css}
</style>
</head>
<body>
${screen?.bar ?? ''}<main>
${body}
</main>
</body>
</html>
`
  return printable(isChinese(lang) ? chinesePage(page) : inProse(page, (text) => wholeNames(text, NAME_IN_PROSE)))
}

/**
 * Narrow no-break spaces exist in none of the fonts; the text font's own space is as narrow. No line ends between a number and
 * its percent sign, whoever wrote them.
 */
function printable(html: string): string {
  return html.replaceAll('\u202f', '\u00a0').replace(/(\d) %/g, '$1\u00a0%')
}

/** The texts of all headings, in order. */
export function headingsOf(html: string): string[] {
  return [...html.matchAll(/<h([1-6])[^>]*>([^]*?)<\/h\1>/g)].map(([, , inner = '']) =>
    plainText(inner).replace(/\s+/g, ' ').trim(),
  )
}

/** Where the contents have room for the page of a heading. */
const PAGE_MARK = /(<span class="page" data-of="([^"]*)">)/g

/** Ids of the headings whose pages the contents name. */
export const headingsWithPages = (html: string): string[] => Array.from(html.matchAll(PAGE_MARK), ([, , id = '']) => id)

/** Puts page numbers into the contents, as far as they are known. */
export function withPageNumbers(html: string, pages: ReadonlyMap<string, number>): string {
  return html.replace(PAGE_MARK, (mark, _, id: string) => `${mark}${pages.get(id) ?? ''}`)
}

function contentsHtml(title: string, parts: readonly Part[]): string {
  const entries = parts.flatMap(({ headings }) => headings).filter(({ level }) => level <= 2)
  const items = entries.map(
    ({ level, id, html }) =>
      `<li class="level-${level}"><a href="#${id}"><span class="entry">${html}</span><span class="leader"></span>` +
      `<span class="page" data-of="${id}"></span></a></li>`,
  )
  const list = `<ol>\n${items.join('\n')}\n</ol>`
  return `<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">${escapeHtml(title)}</h2>\n${list}\n</nav>`
}
