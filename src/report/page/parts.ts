import { proseCodeHtml } from './code-html.ts'
import type { Heading } from './markdown.ts'
import { plainText } from './plain-text.ts'

/** One part of the document, with a running head: most start on a new page. */
export interface Part {
  /** As in `section-A`, `references`, `appendix`. */
  id: string
  html: string
  headings: Heading[]
}

/** What is for looking things up needs no page of its own behind the references: it goes on where they end. */
const RUNS_ON: ReadonlySet<string> = new Set(['appendix'])

/** Parts in the order of their pages: those that run on share the pages, and so the running head, of the first one. */
function onSamePages(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = []
  for (const part of parts) {
    const last = groups.at(-1)
    if (last !== undefined && RUNS_ON.has(part.id)) last.push(part)
    else groups.push([part])
  }
  return groups
}

/** A section of the page for each part. */
export function partsHtml(parts: readonly Part[]): string[] {
  return onSamePages(parts).flatMap((group) =>
    group.map(({ id, html }, index) => {
      const kind = `part part-${id}${index === 0 ? '' : ' runs-on'}`
      return `<section class="${kind}" style="page:${group[0]?.id ?? id}">\n${withSeams(html)}\n</section>`
    }),
  )
}

/** Code goes on in the next line behind a sign that separates or a space, where browsers would part it at hyphens alone. */
const withSeams = (html: string) =>
  html.replace(/(?<!<pre>)<code>([^<]*)<\/code>/g, (_, code: string) => `<code>${proseCodeHtml(code)}</code>`)

/** A named page for each part that begins one, as Chromium has no `string-set`. */
export function runningHeads(parts: readonly Part[], id: string, example: string | null): string {
  const mark = example === null ? '' : `@top-right{content:${cssString(example)}}`
  const pages = onSamePages(parts).map((group) => {
    const titles = group.map(({ headings }) => plainText(headings[0]?.html ?? ''))
    // What stands behind a colon explains a title; there is no room for several with it.
    const head = titles.length === 1 ? titles.join() : titles.map((title) => title.replace(/[:：].*/, '')).join(' · ')
    return `@page ${group[0]?.id ?? ''}{@top-left{content:${cssString(head)}}}`
  })
  return [`@page{@bottom-left{content:${cssString(id)}}${mark}}`, ...pages].join('\n')
}

function cssString(text: string): string {
  return `"${text.replace(/["\\<>\n]/g, (character) => `\\${character.codePointAt(0)?.toString(16)} `)}"`
}
