/** What is no text to read, or is meant to the letter. */
const VERBATIM = ['style', 'script', 'pre', 'code', 'samp']
/** What can hold no elements of a page, or is of a name already. */
const DRAWN = ['svg', 'title']

/** Everything up to the end of an element, any other tag, or text. */
const partsBut = (elements: readonly string[], more = '') =>
  new RegExp(`(<(${elements.join('|')})\\b[^]*?</\\2>${more}|<[^>]*>)|([^<]+)`, 'g')

type Change = (text: string) => string

const changed = (html: string, parts: RegExp, change: Change): string =>
  html.replace(parts, (whole: string, _tag: string | undefined, _name: string | undefined, text: string | undefined) =>
    text === undefined ? whole : change(text),
  )

const TEXTS = partsBut(VERBATIM)
/** HTML with each of its texts changed, those of drawings as well. */
export const inTexts = (html: string, change: Change): string => changed(html, TEXTS, change)

const PROSE = partsBut([...VERBATIM, ...DRAWN], '|<span class="option">[^<]*</span>')
/** The same of texts that go on in the next line, into which elements may be put. */
export const inProse = (html: string, change: Change): string => changed(html, PROSE, change)

const LINES = partsBut([...VERBATIM, ...DRAWN, 'th', 'h[1-6]'], '|<span class="entry">[^]*?</span>')
/** The same without heads, whose ends of lines are chosen apart. */
export const inBody = (html: string, change: Change): string => changed(html, LINES, change)

/** Elements, tags and texts one by one, in their order: code and drawings whole. */
export const partsOf = (html: string): string[] => html.match(PROSE) ?? []
