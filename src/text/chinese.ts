/** Whether texts of a language are set as Chinese is: `zh`, `zh-TW`, `zh-Hant-TW`. */
export const isChinese = (language: string): boolean => /^zh(-|$)/i.test(language)

/** Letters that are as wide as they are high: Han, its punctuation and full-width forms; none of the private planes. */
const WIDE =
  '\\u2e80-\\u303f\\u3041-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff00-\\uff60\\uffe0-\\uffe6\\u{20000}-\\u{3ffff}'

const wide = (pattern: (letters: string) => string, flags = 'u') => new RegExp(pattern(`[${WIDE}]`), flags)
const ANY_WIDE = wide((letter) => letter)
const BEGINS_WIDE = wide((letter) => `^${letter}`)
const ENDS_WIDE = wide((letter) => `${letter}$`)
const RUNS = wide((letter) => `${letter}+|(?:(?!${letter}).)+`, 'gsu')

/** Whether a text has any letter that only a Chinese font has. */
export const hasWide = (text: string): boolean => ANY_WIDE.test(text)
export const beginsWide = (text: string): boolean => BEGINS_WIDE.test(text)
export const endsWide = (text: string): boolean => ENDS_WIDE.test(text)

/** A text in runs of wide letters and of others. */
export const runsByWidth = (text: string): string[] => text.match(RUNS) ?? []

/** The wide letters of a text, each once. */
export const wideLetters = (text: string): string => [...new Set(runsByWidth(text).filter(hasWide).join(''))].join('')

/** Whether a text is Chinese with some Latin words in it, and not the other way round. */
export const isMostlyWide = (text: string): boolean =>
  runsByWidth(text).reduce((sum, run) => sum + (hasWide(run) ? 4 * run.length : -run.length), 0) > 0

const LATIN = '[\\p{Script=Latin}\\p{Script=Greek}\\p{Nd}]'
/** Between a letter of Han script and a Latin letter or a digit, where `text-autospace` parts them. */
const SEAM = new RegExp(`(?<=\\p{Script=Han})(?=${LATIN})|(?<=${LATIN})(?=\\p{Script=Han})`, 'gu')

/** How many gaps `text-autospace: normal` makes in a text. */
export const autospaces = (text: string): number => text.match(SEAM)?.length ?? 0

/** Of the size of the letters: https://drafts.csswg.org/css-text-4/#text-autospace-property */
export const AUTOSPACE_EM = 1 / 8

/** Their first sign is no letter, so that no style parts them from the letter of Han script before them. */
const OPTION_OR_PATH = '--?[A-Za-z]|/[a-z]+/'
const SIGN_SEAM = new RegExp(`(?<=\\p{Script=Han})(?=${OPTION_OR_PATH})`, 'gu')

/** A text with a gap before the options and paths in it, to which those before Latin letters are added by a style. */
export const withSignGaps = (text: string, gap = ' '): string => text.replace(SIGN_SEAM, gap)

/** A text with all these gaps as spaces, where no style makes them. */
export const spaced = (text: string): string => withSignGaps(text).replace(SEAM, ' ')

/** Between two values, pointing somewhere or before an entry of a legend: the space beside it is meant. */
const SIGN = '[=\\u2212+±«»✓○–]'
const IDLE_SPACES = wide(
  (letter) =>
    `(?<=${letter})(?<!\\p{Script=Han}(?= +(?:${OPTION_OR_PATH}))) +(?! |${SIGN})|(?<! |${SIGN}) +(?=${letter})`,
  'gu',
)

/**
 * A Chinese text without the spaces that joined sentences and numbers of other languages leave in it: full-width marks have
 * their own, and the style makes those beside Latin letters.
 */
export const withoutIdleSpaces = (text: string): string => text.replace(IDLE_SPACES, '')

/** The same where units are: a percent sign follows its number at once, as journals of Taiwan print it, and so does 次. */
export const tightened = (text: string): string =>
  withoutIdleSpaces(text).replace(/(?<=\d)[ \u00a0\u202f](?=%|\p{Script=Han})/gu, '')

/** Words after which a phrase ends, and before which one begins: between them nothing that belongs together is parted. */
const ENDS_PHRASE = /^(?:[的之]|\p{P}+)$/u
const BEGINS_PHRASE = /^(?:[與和及或在由從對以是而把讓使為到]|以及|或者|以前|以後|如何|多少|什麼|為何)$/u
const OPENS = /^[\p{Ps}\p{Pi}]+$/u
const CLOSES = /^[\p{Pe}\p{Pf}\p{Po}\p{Pd}\s]+$/u
const BLANK = /^ +$/

/** Made when first asked for: it takes a while, and English needs none. */
let segmenter: Intl.Segmenter | undefined

/** Words of the field, which the dictionary would part. */
const TERMS =
  /(虛擬機器|虛擬化|半虛擬化|即時移轉|預先複製|後複製|停機時間|停機複製|檢查點|故障點|吞吐量|資料流|資料包|網路卡|橋接器|監控器|暫存器|處理器|程式碼|內文切換|分頁錯誤|信賴區間|中位數)/

/** The words of a Chinese text by a dictionary; what closes stays with the word before it, what opens with the next. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  let opens = false
  for (const segment of segmentsOf(text)) {
    const last = words.at(-1)
    if (last !== undefined && (opens || CLOSES.test(segment))) words[words.length - 1] = last + segment
    else words.push(segment)
    opens = OPENS.test(segment)
  }
  return words
}

function segmentsOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter('zh-TW', { granularity: 'word' })
  const dictionary = segmenter
  return text
    .split(TERMS)
    .flatMap((part) => (TERMS.test(part) ? [part] : Array.from(dictionary.segment(part), ({ segment }) => segment)))
}

/**
 * A Chinese text in phrases between which a heading may go on in the next line. The dictionary parts 虛擬機器 into two words,
 * so only particles and punctuation count as ends.
 */
export function phrasesOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter('zh-TW', { granularity: 'word' })
  const phrases: string[] = []
  let ended = true
  let opens = false
  for (const { segment } of segmenter.segment(text)) {
    const last = phrases.at(-1)
    const joins = opens || CLOSES.test(segment)
    const begins = BEGINS_PHRASE.test(segment) || (OPENS.test(segment) && hasWide(segment))
    if (last === undefined || ((ended || begins) && !joins)) phrases.push(segment)
    else phrases[phrases.length - 1] = last + segment
    // A number and its unit are one.
    const isGap = BLANK.test(segment) && !/\d$/.test(last ?? '')
    opens = OPENS.test(segment)
    ended = isGap || (ENDS_PHRASE.test(segment) && hasWide(segment) && !opens)
  }
  return phrases
}
