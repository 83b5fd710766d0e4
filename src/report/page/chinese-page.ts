import { hasWide, phrasesOf, tightened, wordsOf } from '../../text/chinese.ts'

/** What is no text to read, or is meant to the letter; then any tag; then text. */
const PARTS = /(<(?:style|script|pre|code|samp)\b[^]*?<\/(?:style|script|pre|code|samp)>|<[^>]*>)|([^<]+)/g

const inTexts = (html: string, change: (text: string) => string): string =>
  html.replace(PARTS, (whole: string, _tag: string | undefined, text: string | undefined) =>
    text === undefined || !hasWide(text) ? whole : change(text),
  )

/** A heading, one in the contents, or the report's title. */
const HEADING = /(<(h[1-6])\b[^>]*>|<(span) class="entry">)([^]*?)(<\/(?:\2|\3)>)/g
/** More letters would leave too much of a line empty. */
const LONGEST_PHRASE = 11

/** A cell with a word of Chinese and nothing else. */
const SHORT_CELL = /<(t[hd])((?: scope="\w+")?)(?: class="(\w+)")?>(\p{Script=Han}{2,4})(?=<\/t[hd]>)/gu

/**
 * A page in Chinese: headings go on in the next line between phrases alone, since Chinese lines may end anywhere and a word
 * that is parted in large letters is read twice; browsers find phrases by themselves in Japanese only
 * (https://developer.chrome.com/blog/css-i18n-features). No column is so narrow that a word of a cell would be parted.
 */
export function chinesePage(html: string): string {
  return inTexts(html, tightened)
    .replace(HEADING, (_, open: string, _h, _span, inner: string, close: string) =>
      [open, inTexts(inner, phrased), close].join(''),
    )
    .replace(
      SHORT_CELL,
      (_, cell: string, scope: string, kind: string | undefined, word: string) =>
        `<${cell}${scope} class="${kind === undefined ? '' : `${kind} `}word">${word}`,
    )
}

/** Not by <wbr>, over which styles would make no gap between Chinese and Latin letters. */
const phrased = (text: string): string =>
  phrasesOf(text)
    .flatMap((phrase) => ([...phrase].length > LONGEST_PHRASE ? wordsOf(phrase) : [phrase]))
    .map((phrase) => (hasWide(phrase) ? `<span class="phrase">${phrase}</span>` : phrase))
    .join('')
