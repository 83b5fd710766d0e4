import { plainText } from '../page/plain-text.ts'

/** Longer ones are cut: a screen reader reads them out before a link is followed. */
const LONGEST = 120

/**
 * Says of each link of a page where it leads: to a heading, the caption of a figure or table, a step, or a source. Of other places,
 * and of addresses elsewhere, the link's own text says it.
 *
 * @returns what gives the text for `#place` or an address
 */
export function linkTexts(html: string): (target: string) => string {
  const places = new Map<string, string>()
  const own = new Map<string, string>()
  for (const [, target = '', inner = ''] of html.matchAll(/<a\b[^>]*?\shref="([^"]*)"[^>]*>([^]*?)<\/a>/g))
    if (!own.has(target)) own.set(target, textOf(inner))
  for (const pattern of PLACES)
    for (const [, id = '', inner = ''] of html.matchAll(pattern)) places.set(`#${id}`, textOf(inner))
  return (target) => {
    const text = places.get(target) ?? own.get(target.replaceAll('&', '&amp;')) ?? ''
    // An address that is cut or broken for the eye says less than the whole.
    const said = text === '' || (!target.startsWith('#') && !text.includes(' ')) ? target : text
    return said.length <= LONGEST ? said : `${said.slice(0, LONGEST - 1).trimEnd()}…`
  }
}

/** Each with the name of the place, and what stands there. */
const PLACES = [
  /<section class="step" id="([^"]*)">[^]*?<h3[^>]*>([^]*?)<\/h3>/g,
  /<li id="(reference-[^"]*)">([^]*?)<\/cite>/g,
  // A caption begins with the number of what it is of; its first sentence says what is seen.
  /<div class="float \w+" id="([^"]*)">[^]*?<p class="caption">(<b>[^<]*<\/b>[^]*?)(?:\. |<\/p>)/g,
  /<h[1-6][^>]*?\sid="([^"]*)"[^>]*>([^]*?)<\/h[1-6]>/g,
]

const textOf = (html: string) => plainText(html).replace(/\s+/g, ' ').trim()
