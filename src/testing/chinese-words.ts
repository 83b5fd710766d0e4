import { ENGLISH, type Phrase, patternsOf, WORD_KEYS, type Words } from '../text/words.ts'

const LETTERS = '虛擬機器即時移轉預先複製停間容錯檢查點頁面半化中斷磁碟位元組'
/** English letters that a letter of Chinese stands for, about. */
const RATIO = 2.4

/** Other words give other letters, as rows of a chart are told apart by them. */
const letters = (english: string): string => {
  const count = Math.max(1, Math.round(english.length / RATIO))
  const sum = [...english].reduce((total, one, index) => total + (one.codePointAt(0) ?? 0) * (index + 1), 0)
  const step = 1 + (sum % 7)
  return Array.from({ length: count }, (_, index) => LETTERS[(sum + index * step) % LETTERS.length]).join('')
}

/** Chinese without a meaning, as long as a translation would be: for what depends on letters alone. */
export const CHINESE_WORDS: Words = {
  language: 'zh-TW',
  entries: Object.fromEntries(WORD_KEYS.map((key) => [key, inChinese(ENGLISH.entries[key])])) as Words['entries'],
}

/** Names in braces, code and Latin names that a translation keeps stay where they are. */
function inChinese(phrase: Phrase): Phrase {
  const [pattern = ''] = patternsOf(phrase).slice(-1)
  return pattern
    .split(/(\{\w+\}|`[^`]*`)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/[A-Za-z][A-Za-z’ -]*[A-Za-z]/g, letters).replace(/, /g, '、'),
    )
    .join('')
}
