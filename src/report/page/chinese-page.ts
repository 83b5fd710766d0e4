import { emsOf } from '../../charts/letters.ts'
import { hasWide, phrasesOf, tightened, wordsOf } from '../../text/chinese.ts'

/** What is no text to read, or is meant to the letter; then any tag; then text. */
const PARTS = /(<(style|script|pre|code|samp)\b[^]*?<\/\2>|<[^>]*>)|([^<]+)/g

const inTexts = (html: string, change: (text: string) => string): string =>
  html.replace(PARTS, (whole: string, _tag: string | undefined, _name: string | undefined, text: string | undefined) =>
    text === undefined || !hasWide(text) ? whole : change(text),
  )

/** A heading, one in the contents, or the report's title. */
const HEADING = /(<(h[1-6])\b[^>]*>|<(span) class="entry">)([^]*?)(<\/(?:\2|\3)>)/g
/** More letters would leave too much of a line empty. */
const LONGEST_PHRASE = 11

/** The head of a column. */
const COLUMN_HEAD = /(<th scope="col"(?![^>]*\bword")[^>]*>)([^]*?)(<\/th>)/g

/** A cell with a few letters and nothing else. */
const SHORT_CELL = /<(t[hd])((?: scope="\w+")?)(?: class="(\w+)")?>([^<\s]{2,8})(?=<\/t[hd]>)/g
const MOST_EMS = 4.5

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
    .replace(SHORT_CELL, (whole: string, cell: string, scope: string, kind: string | undefined, word: string) =>
      hasWide(word) && emsOf(word) <= MOST_EMS
        ? `<${cell}${scope} class="${kind === undefined ? '' : `${kind} `}word">${word}`
        : whole,
    )
    .replace(COLUMN_HEAD, (_, open: string, inner: string, close: string) =>
      [open, inTexts(inner, (text) => wordsOf(text).map(whole).join('')), close].join(''),
    )
}

const whole = (phrase: string): string => (hasWide(phrase) ? `<span class="phrase">${phrase}</span>` : phrase)

/** Not by <wbr>, over which styles would make no gap between Chinese and Latin letters. */
const phrased = (text: string): string =>
  phrasesOf(text)
    .flatMap((phrase) => ([...phrase].length > LONGEST_PHRASE ? wordsOf(phrase) : [phrase]))
    .map(whole)
    .join('')
