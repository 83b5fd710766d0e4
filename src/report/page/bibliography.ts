import type { References } from '../../templates/references.ts'
import { escapeHtml } from '../../templates/slots.ts'

/** Numbers the sources in the order in which they are first cited. */
export class Bibliography {
  readonly #references: References
  readonly #order: string[] = []
  readonly #readOn: (date: string) => string

  /** @param readOn says when a source was read */
  constructor(references: References, readOn: (date: string) => string) {
    this.#references = references
    this.#readOn = readOn
  }

  /** `[1, 2]` as links. */
  cite(keys: readonly string[]): string {
    const links = keys.map((key) => {
      if (!this.#order.includes(key)) this.#order.push(key)
      return `<a href="#reference-${key}">${this.#order.indexOf(key) + 1}</a>`
    })
    return `<span class="cite">[${links.join(', ')}]</span>`
  }

  /** The list of all that was cited; empty where nothing was. */
  html(): string {
    const items = this.#order.map((key) => {
      const reference = this.#references[key]
      if (reference === undefined) throw new Error(`reference ${key} passed the check of the templates`)
      const { authors, title, year, url, doi, accessed } = reference
      const parts = [`${escapeHtml(authors)}.`, `<cite>${escapeHtml(title)}</cite>.`]
      const where = [reference.in, year === undefined ? undefined : String(year)].filter((part) => part !== undefined)
      if (where.length > 0) parts.push(`${escapeHtml(where.join(', '))}.`)
      const link = url ?? (doi === undefined ? undefined : `https://doi.org/${doi}`)
      if (link !== undefined) parts.push(`<a class="url" href="${escapeHtml(link)}">${addressHtml(link)}</a>`)
      if (accessed !== undefined) parts.push(escapeHtml(this.#readOn(accessed)))
      return `<li id="reference-${key}">${parts.join(' ')}</li>`
    })
    return items.length === 0 ? '' : `<ol class="references">\n${items.join('\n')}\n</ol>`
  }
}

/** An address without what all begin with; it goes on in the next line behind a slash. */
const addressHtml = (link: string) => escapeHtml(link.replace(/^https?:\/\//, '')).replace(/\/(?=[^/])/g, '/<wbr>')
