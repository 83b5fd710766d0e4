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

/** Texts as one list in a sentence, joined as the language joins `first` and `second`. */
export function listed(texts: readonly string[], key: 'list' | 'list.clauses' = 'list'): string {
  return texts.length === 0 ? '' : texts.reduce((first, second) => say(key, { first, second }))
}

/** Puts the words of phrases into every text of a value, however deep it lies. What has none is left as it is, uncopied. */
export function spoken<T>(value: T, words: Words): T {
  if (typeof value === 'string') return (value.includes(OPEN) ? speak(value, words) : value) as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return changed(value, (list: unknown[]) => [...list], words) as T
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, spoken(one as unknown, words)])) as T
  return Object.getPrototypeOf(value) === Object.prototype ? changed(value, (object) => ({ ...object }), words) : value
}

/** A copy where a part of the value has changed. Figures hold thousands of points without words. */
function changed<T extends object>(value: T, copied: (value: T) => T, words: Words): T {
  let copy = value
  for (const key of Object.keys(value) as (keyof T)[]) {
    const before = value[key]
    if (typeof before === 'number') continue
    const after = spoken(before, words)
    if (after === before) continue
    if (copy === value) copy = copied(value)
    copy[key] = after
  }
  return copy
}

/** A phrase that holds no other. */
const INNERMOST = new RegExp(`${OPEN}([^${OPEN}${CLOSE}]*)${CLOSE}`, 'gu')

/** Innermost phrases first, until none is left. */
function speak(text: string, words: Words): string {
  let spokenText = text
  while (spokenText.includes(OPEN)) {
    spokenText = spokenText.replace(INNERMOST, (_, inside: string) => {
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
  const pattern =
    typeof entry === 'string' ? entry : (entry[plural(words.language, values.get('count'))] ?? entry.other)
  return pattern.replace(/\{(\w+)\}/g, (mark, name: string) => values.get(name) ?? mark)
}

const rules = new Map<string, Intl.PluralRules>()

/** The form of a count as it is printed, `1,240`. */
function plural(language: string, count: string | undefined): Intl.LDMLPluralRule {
  const rule = rules.get(language) ?? new Intl.PluralRules(language)
  rules.set(language, rule)
  return rule.select(Number((count ?? '').replaceAll(',', '')))
}
