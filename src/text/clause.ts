import { CLOSE, NEXT, OPEN, rewritten, say, type Text, written } from './phrase.ts'

const BEGINNING = [`${OPEN}sentence`, 'clause', ''].join(NEXT)

/** Ends a clause as the language ends a sentence. */
export function asSentence(clause: Text): Text {
  const whole = written(clause)
  return /[.!?]$/.test(whole) || whole.startsWith(BEGINNING) ? clause : say('sentence', { clause })
}

/** A sentence without its end, as a part of another. */
export function asClause(sentence: Text): Text {
  const whole = written(sentence)
  if (!whole.startsWith(BEGINNING)) return rewritten(sentence, (wording) => wording.replace(/\.$/, ''))
  const clause = whole.slice(BEGINNING.length, -CLOSE.length)
  return clause.includes(OPEN) ? Symbol.for(clause) : clause
}
