/** Whether texts of a language are set as Chinese is: `zh`, `zh-TW`, `zh-Hant-TW`. */
export const isChinese = (language: string): boolean => /^zh(-|$)/i.test(language)

/** Letters that are as wide as they are high: Han, its punctuation and full-width forms; none of the private planes. */
const WIDE = '\\u2e80-\\u303f\\u3041-\\u33ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff00-\\uff60\\uffe0-\\uffe6\\u{20000}-\\u{3ffff}'

const ANY_WIDE = new RegExp(`[${WIDE}]`, 'u')
const BEGINS_WIDE = new RegExp(`^[${WIDE}]`, 'u')
const ENDS_WIDE = new RegExp(`[${WIDE}]$`, 'u')

/** Whether a text has any letter that only a Chinese font has. */
export const hasWide = (text: string): boolean => ANY_WIDE.test(text)
export const beginsWide = (text: string): boolean => BEGINS_WIDE.test(text)
export const endsWide = (text: string): boolean => ENDS_WIDE.test(text)

/** A text in runs of wide letters and of others. */
export const runsByWidth = (text: string): string[] => text.match(new RegExp(`[${WIDE}]+|[^${WIDE}]+`, 'gu')) ?? []

/** A letter of Han script beside a Latin letter or a digit, where `text-autospace` parts them. */
const SEAM = /(?<=\p{Script=Han})(?=[\p{Script=Latin}\p{Script=Greek}\p{Nd}])|(?<=[\p{Script=Latin}\p{Script=Greek}\p{Nd}])(?=\p{Script=Han})/gu

/** How many gaps `text-autospace: normal` makes in a text. */
export const autospaces = (text: string): number => text.match(SEAM)?.length ?? 0

/** Of the size of the letters: https://drafts.csswg.org/css-text-4/#text-autospace-property */
export const AUTOSPACE_EM = 1 / 8

/** `95 %` as Taiwanese journals print it, `95%`. */
export const withoutSpaceBeforePercent = (text: string): string => text.replace(/(\d)[ \u00a0\u202f]%/g, '$1%')

/** Words after which a phrase ends, and before which one begins: between them nothing that belongs together is parted. */
const ENDS_PHRASE = /^(?:[的之]|\p{P}+)$/u
const BEGINS_PHRASE = /^(?:[與和及或在由從對以是而把讓使為到]|以及|或者|以前|以後|如何|多少|什麼|為何)$/u
const OPENS = /^[\p{Ps}\p{Pi}]+$/u

/** Made when first asked for: it takes a while, and English needs none. */
let segmenter: Intl.Segmenter | undefined

/**
 * A Chinese text in phrases between which a heading may go on in the next line. A dictionary parts 虛擬機器 into two words,
 * so only particles and punctuation count as ends.
 */
export function phrasesOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter('zh-TW', { granularity: 'word' })
  const phrases: string[] = []
  let ended = true
  for (const { segment } of segmenter.segment(text)) {
    const last = phrases.at(-1)
    const begins = BEGINS_PHRASE.test(segment) || (OPENS.test(segment) && hasWide(segment))
    // What closes never begins a line, and a space belongs to the word before it.
    const closes = /^[\p{P}\s]+$/u.test(segment) && !OPENS.test(segment)
    if (last === undefined || ((ended || begins) && !closes)) phrases.push(segment)
    else phrases[phrases.length - 1] = last + segment
    ended = (ENDS_PHRASE.test(segment) && hasWide(segment) && !OPENS.test(segment)) || /^\s+$/.test(segment)
  }
  return phrases
}
