const SLOT = 'xSLOT'

/**
 * Places in a Markdown text that are filled only after it has become HTML. Values put in this way come out
 * literally wherever they stand – in text, code, tables, fences, HTML, attributes – because Markdown never sees
 * them; and large HTML such as charts costs Markdown no time.
 */
export class Slots {
  readonly #fill: (() => string)[] = []
  readonly #blocks = new Set<number>()

  /** A value of the data, shown exactly as it is. */
  literal(text: string): string {
    return this.html(() => escapeHtml(text))
  }

  /** HTML within a line; made when everything else is known, so that it may refer to what comes later. */
  html(make: () => string): string {
    // Letters and digits only: neither punctuation nor space to Markdown, and legal in a link.
    return `${SLOT}${this.#fill.push(make) - 1}x`
  }

  /** HTML that stands for itself, between paragraphs. */
  block(make: () => string): string {
    this.#blocks.add(this.#fill.length)
    return `\n\n${this.html(make)}\n\n`
  }

  /** Fills all slots; slots within slots too. A block's slot takes the place of its paragraph; a sentence alone keeps it. */
  fill(html: string): string {
    // A chart is large, and has none.
    if (!html.includes(SLOT)) return html
    return html.replace(
      /<p>xSLOT(\d+)x<\/p>|xSLOT(\d+)x/g,
      (_, block: string | undefined, inline: string | undefined) => {
        const make = this.#fill[Number(block ?? inline)]
        if (make === undefined) throw new Error(`slot ${block ?? inline} was never made`)
        const filled = this.fill(make())
        const isParagraph = block !== undefined && !this.#blocks.has(Number(block)) && filled !== ''
        return isParagraph ? `<p>${filled}</p>` : filled
      },
    )
  }
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
