import { emsOf } from '../../charts/letters.ts'
import { hasWide, phrasesOf, tightened, withSignGaps, wordsOf } from '../../text/chinese.ts'
import { NAME_IN_CHINESE, wholeNames } from './option.ts'
import { plainText } from './plain-text.ts'
import { inBody, inProse, inTexts, partsOf } from './texts.ts'

/** The texts of a page that have any Chinese. */
const ifWide = (change: (text: string) => string) => (text: string) => (hasWide(text) ? change(text) : text)

/** Spaces after a full-width mark, over the ends and beginnings of what is emphasised, linked or code. */
const IDLE_AFTER_MARK = /([。，、；：！？」』）](?:<\/?(?:b|strong|em|i|a|span|code)\b[^>]*>)+) +/g

/** A heading, one in the contents, or the report's title. */
const HEADING = /(<(h[1-6])\b[^>]*>|<(span) class="entry">)([^]*?)(<\/(?:\2|\3)>)/g
/** More letters would leave too much of a line empty. */
const LONGEST_PHRASE = 11

/** The head of a column, and one of a row that is text alone. */
const COLUMN_HEAD = /(<th scope="col"(?![^>]*\bword")[^>]*>)([^]*?)(<\/th>)/g
const ROW_HEAD = /(<th scope="row"(?![^>]*\bword")[^>]*>)([^<]*)(<\/th>)/g
/** Longer phrases would widen a column; that of the names of rows is wide. */
const LONGEST_IN_HEAD = 4
const LONGEST_IN_NAME = 7

/** A cell with a few letters and nothing else. */
const SHORT_CELL = /<(t[hd])((?: scope="\w+")?)(?: class="(\w+)")?>([^<\s]{2,8})(?=<\/t[hd]>)/g
const MOST_EMS = 4.5

/**
 * A page in Chinese: headings go on in the next line between phrases alone, since Chinese lines may end anywhere and a word
 * that is parted in large letters is read twice; browsers find phrases by themselves in Japanese only
 * (https://developer.chrome.com/blog/css-i18n-features). No column is so narrow that a word of a cell would be parted.
 */
export function chinesePage(html: string): string {
  const typed = inTexts(html, ifWide(tightened)).replace(IDLE_AFTER_MARK, '$1')
  const parted = inBody(typed, ifWide(wholeCounts))
    .replace(HEADING, (_, open: string, _h, _span, inner: string, close: string) =>
      [open, inPhrases(inner, LONGEST_PHRASE), close].join(''),
    )
    .replace(SHORT_CELL, (whole: string, cell: string, scope: string, kind: string | undefined, word: string) =>
      hasWide(word) && emsOf(word) <= MOST_EMS
        ? `<${cell}${scope} class="${kind === undefined ? '' : `${kind} `}word">${word}`
        : whole,
    )
    .replace(COLUMN_HEAD, (_, open: string, inner: string, close: string) =>
      [open, inPhrases(inner, LONGEST_IN_HEAD), close].join(''),
    )
    .replace(ROW_HEAD, (_, open: string, inner: string, close: string) =>
      [open, inPhrases(inner, LONGEST_IN_NAME), close].join(''),
    )
  return withGaps(
    inProse(
      parted.replace(BEFORE_CITATION, '<span class="word">$1</span>'),
      ifWide((text) => wholeNames(text, NAME_IN_CHINESE)),
    ),
  )
}

/** The last letter before a citation, which begins no line. */
const BEFORE_CITATION = /([^\s<>]<span class="cite">[^]*?<\/span>)/g

const UNIT_PER = '(?:千?次|次離開|區塊|千頁|週期|指令|位元組)/(?:秒|MB|操作|呼叫|行程|圈|位元組)'
const COUNTED = '位元組|區組|回合|年(?!\\d)|[個次倍輪台筆頁項種條圈行組節步]'
const LATIN_UNIT = '(?:[kMG]?bit/s|[KMG]i?B(?:/s)?|kB|[GM]Hz|ns|µs|ms|s)(?![\\w])'
const COUNT = new RegExp(`(?<![\\w.,])(\\d[\\d,.]*)?(\\d(?:${UNIT_PER}|${COUNTED}))`, 'g')
const QUANTITY = new RegExp(`(?<=\\d) (?=${LATIN_UNIT})`, 'g')

/**
 * No line ends between a number and what it counts, and none within a unit. The element begins at the last digit: before one that
 * begins a line browsers leave the gap that parts letters.
 */
const wholeCounts = (text: string): string =>
  text.replace(QUANTITY, '\u00a0').replace(COUNT, '$1<span class="word">$2</span>')

const GAP = '<span class="gap"> </span>'
/** Over these a text goes on. */
const INLINE = /^<\/?(?:b|strong|em|i|a|span|small|wbr)\b/
const CODE = /^<(code|samp)\b[^]*<\/\1>$/
const OPTION = /^<span class="option">[^<]*<\/span>$/
const ENDS_HAN = /\p{Script=Han}$/u
const BEGINS_HAN = /^\p{Script=Han}/u
const IS_LETTER = /[\p{L}\p{Nd}]/u

/**
 * Where code or an option begins or ends with a sign beside a letter of Han script there is a gap as wide as the style's own,
 * which parts letters and digits alone.
 */
function withGaps(html: string): string {
  const pieces: string[] = []
  /** The last letter of the line so far, the piece that has it, and whether that is code. */
  let before = { letter: '', index: 0, isCode: false }
  for (const part of partsOf(html)) {
    const isCode = CODE.test(part) || OPTION.test(part)
    if (part.startsWith('<') && !isCode) {
      if (!INLINE.test(part)) before = { letter: '', index: 0, isCode: false }
      pieces.push(part)
      continue
    }
    const text = plainText(part)
    const [first = ''] = text
    const isBeforeSign = ENDS_HAN.test(before.letter) && isCode && !IS_LETTER.test(first)
    const isAfterSign = before.isCode && !IS_LETTER.test(before.letter) && BEGINS_HAN.test(text)
    if (isBeforeSign || isAfterSign) pieces[before.index] += GAP
    before = { letter: [...text].at(-1) ?? '', index: pieces.length, isCode }
    pieces.push(isCode ? part : withSignGaps(part, GAP))
  }
  return pieces.join('')
}

const whole = (phrase: string): string => (hasWide(phrase) ? `<span class="phrase">${phrase}</span>` : phrase)

/** Not by <wbr>, over which styles would make no gap between Chinese and Latin letters. */
const phrased = (text: string, longest: number): string =>
  phrasesOf(text)
    .flatMap((phrase) => ([...phrase].length > longest ? wordsOf(phrase) : [phrase]))
    .map(whole)
    .join('')

/** HTML whose Chinese texts go on in the next line between phrases alone; longer ones between their words. */
const inPhrases = (html: string, longest: number): string =>
  inTexts(
    html,
    ifWide((text) => phrased(text, longest)),
  )
