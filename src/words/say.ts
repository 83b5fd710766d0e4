import type { WordKey, Words } from './words.ts'

/**
 * Findings, figures and tables are made of words that a student may change or translate. The code that makes them does
 * not know those words: it says which phrase is meant and what is put into it, as text between marks that no other text
 * has. `spoken` puts the phrases in at the end. So all of it stays pure, and a phrase may be part of another.
 */
const OPEN = '\u{F0000}'
const NEXT = '\u{F0001}'
const CLOSE = '\u{F0002}'

export type PhraseValues = Readonly<Record<string, string | number>>

/** A phrase to be spoken. A number `count` chooses between its forms. */
export function say(key: WordKey, values: PhraseValues = {}): string {
  const parts = Object.entries(values).flatMap(([name, value]) => [name, String(value)])
  return `${OPEN}${[key, ...parts].join(NEXT)}${CLOSE}`
}

/** Puts the words of phrases into every text of a value, however deep it lies. */
export function spoken<T>(value: T, words: Words): T {
  if (typeof value === 'string') return (value.includes(OPEN) ? speak(value, words) : value) as T
  if (Array.isArray(value)) return value.map((one) => spoken(one as unknown, words)) as T
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, spoken(one as unknown, words)])) as T
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, spoken(one as unknown, words)])) as T
}

/** Innermost phrases first, until none is left. */
function speak(text: string, words: Words): string {
  const innermost = new RegExp(`${OPEN}([^${OPEN}${CLOSE}]*)${CLOSE}`, 'gu')
  let spokenText = text
  while (spokenText.includes(OPEN)) {
    spokenText = spokenText.replace(innermost, (_, inside: string) => {
      const [key = '', ...parts] = inside.split(NEXT)
      const values = new Map<string, string>()
      for (let index = 0; index < parts.length; index += 2) values.set(parts[index] ?? '', parts[index + 1] ?? '')
      return filled(words, key, values)
    })
  }
  return spokenText
}

function filled(words: Words, key: string, values: ReadonlyMap<string, string>): string {
  const entry = words.entries[key as WordKey]
  const pattern = typeof entry === 'string' ? entry : entry[plural(words.language, values.get('count'))] ?? entry.other
  return pattern.replace(/\{(\w+)\}/g, (mark, name: string) => values.get(name) ?? mark)
}

/** Counts come as they are printed, `1,240`: what is not 1 is many, and languages know more forms. */
function plural(language: string, count: string | undefined): 'one' | 'other' {
  const rule = new Intl.PluralRules(language).select(Number((count ?? '').replaceAll(',', '')))
  return rule === 'one' ? 'one' : 'other'
}

