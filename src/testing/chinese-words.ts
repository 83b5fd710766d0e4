import { ENGLISH, type Phrase, patternsOf, WORD_KEYS, type Words } from '../text/words.ts'

const LETTERS = '虛擬機器即時移轉預先複製停機時間容錯檢查點頁面半虛擬化中斷'
/** English letters that a letter of Chinese stands for, about. */
const RATIO = 2.4

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

const letters = (english: string): string => {
  const count = Math.max(1, Math.round(english.length / RATIO))
  return Array.from({ length: count }, (_, index) => LETTERS[(english.length + index) % LETTERS.length]).join('')
}
