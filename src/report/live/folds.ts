import type { Part } from '../page/html.ts'

/** Parts that only a few look into, and then at one of their chapters. */
const isFolded = ({ id }: Part) => /^appendix\b/.test(id)

/**
 * The parts with what a reader may want or not folded away: the chapters of the appendix below their headings, and the notes on
 * an argument below what they are called.
 */
export function folded(parts: readonly Part[]): Part[] {
  return parts.map((part) => ({ ...part, html: isFolded(part) ? chapters(part.html) : notes(part.html) }))
}

function chapters(html: string): string {
  return html
    .split(/(?=<h2\b)/)
    .map((chapter) => {
      const [heading = ''] = /^<h2\b[^>]*>[^]*?<\/h2>/.exec(chapter) ?? []
      // What began before the chapter and ends in it can't be put into an element.
      if (heading === '' || !isWhole(chapter)) return chapter
      const body = chapter.slice(heading.length)
      return `<details class="fold"><summary>${heading}</summary>\n${body.trim()}\n</details>\n`
    })
    .join('')
}

const isWhole = (html: string) =>
  ['div', 'section', 'article', 'aside'].every(
    (name) => count(html, new RegExp(`<${name}\\b`, 'g')) === count(html, new RegExp(`</${name}>`, 'g')),
  )

const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length

function notes(html: string): string {
  return html.replace(/(?:<p class="note">(?:(?!<\/p>)[^])*<\/p>\s*)+/g, (all) => {
    const names = [...all.matchAll(/<p class="note"><b>([^<]*)<\/b>/g)].map(([, name]) => name)
    if (names.length === 0) return all
    return `<details class="folded-notes"><summary>${names.join(' · ')}</summary>${all}</details>`
  })
}
