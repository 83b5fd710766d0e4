import { joined, say, type Text } from '../../text/phrase.ts'
import { spoken } from '../../text/spoken.ts'
import type { Words } from '../../text/words.ts'
import { type ComparedRow, pointsOf } from './class-row.ts'
import { absence, filmText, SIGNS, sameTexts } from './class-words.ts'

/** As wide as a terminal shows it: a Chinese character takes two places. */
const widthOf = (text: string): number => [...text].reduce((sum, one) => sum + (WIDE.test(one) ? 2 : 1), 0)
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u

/** The table of a class, short enough for a terminal. */
export function classTable(rows: readonly ComparedRow[], words: Words): string {
  const inWords = (said: Text) => spoken<string>(said, words)
  const items = rows[0]?.items ?? []
  const letters = items.map(({ part }) => (part === 'film' ? '▶' : part))
  const film = inWords(say('class.recording'))
  const headings = [say('class.id'), say('class.name'), say('class.points')].map(inWords)
  const lines = [
    [...headings, letters.join(' '), film, inWords(say('class.same'))],
    ...rows.map((row) => {
      const gone = absence(row)
      return [
        row.id,
        row.name ?? '',
        `${pointsOf(row).present}/${pointsOf(row).total}`,
        row.items.map(({ status }) => SIGNS[status]).join(' '),
        inWords(filmText(row)),
        inWords(gone ?? joined(sameTexts(row.same), '; ')),
      ]
    }),
  ]
  const widths = headings
    .concat('', '')
    .map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ''))))
  const padded = (line: string[]) =>
    line
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))))
      .join('  ')
      .trimEnd()
  return `${lines.map(padded).join('\n')}\n${inWords(say('class.legend'))}\n`
}
