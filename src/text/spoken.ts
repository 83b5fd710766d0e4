import { rememberByObject } from '../remember.ts'
import { withoutIdleSpaces } from './chinese.ts'
import { CLOSE, NEXT, OPEN, type Phrase, written } from './phrase.ts'
import type { WordKey, Words } from './words.ts'

/** A value of which every phrase has been put into words. */
export type Spoken<T> = T extends Phrase
  ? string
  : T extends string | number | boolean | null | undefined | Date | ((...parameters: never[]) => unknown)
    ? T
    : T extends ReadonlyMap<infer Key, infer Value>
      ? Map<Key, Spoken<Value>>
      : { [Name in keyof T]: Spoken<T[Name]> }

/** A value whose texts may still be phrases: what has to be spoken to become a `T`. */
export type Unspoken<T> = T extends string
  ? string extends T
    ? string | Phrase
    : T
  : T extends number | boolean | null | undefined | Date
    ? T
    : { [Name in keyof T]: Unspoken<T[Name]> }

/** Puts the words into every phrase of a value, however deep it lies. What has none is left as it is, uncopied. */
export function spoken<T>(value: T, words: Words): Spoken<T>
export function spoken<T>(value: Unspoken<T>, words: Words): T
export function spoken(value: unknown, words: Words): unknown {
  return replaced(value, speakerOf(words))
}

/** Puts a phrase into words. */
type Speaker = (phrase: Phrase) => string

/** It knows what was said in the same words before: ledger, tables and sentences say much of it several times. */
const speakerOf = rememberByObject((words: Words): Speaker => {
  const said = new Map<Phrase, string>()
  return (phrase) => {
    const before = said.get(phrase)
    if (before !== undefined) return before
    const now = spaced(speak(written(phrase), words), words.language)
    said.set(phrase, now)
    return now
  }
})

function replaced(value: unknown, speaker: Speaker): unknown {
  if (typeof value === 'symbol') return speaker(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return replacedItems(value, speaker)
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, replaced(one, speaker)]))
  return Object.getPrototypeOf(value) === Object.prototype
    ? replacedParts(value as Record<string, unknown>, speaker)
    : value
}

/** A copy where an item has changed. Figures hold thousands of points without words. */
function replacedItems(list: unknown[], speaker: Speaker): unknown[] {
  let copy = list
  for (const [index, before] of list.entries()) {
    if (typeof before === 'number') continue
    const after = replaced(before, speaker)
    if (after === before) continue
    if (copy === list) copy = [...list]
    copy[index] = after
  }
  return copy
}

function replacedParts(object: Record<string, unknown>, speaker: Speaker): Record<string, unknown> {
  let copy = object
  for (const key of Object.keys(object)) {
    const before = object[key]
    if (typeof before === 'number') continue
    const after = replaced(before, speaker)
    if (after === before) continue
    if (copy === object) copy = { ...object }
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

/** Languages that set no space between words or sentences: the page makes the gap between Chinese and Latin letters itself. */
const spaced = (text: string, language: string): string =>
  /^(zh|ja)\b/.test(language) ? withoutIdleSpaces(text) : text

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
