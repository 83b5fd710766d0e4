import { asSentence } from './clause.ts'
import { listed, type Phrase, phraseOf, type Text } from './phrase.ts'
import type { Placeholders } from './placeholders.ts'
import { spoken } from './spoken.ts'
import { ENGLISH, placeholders, WORD_KEYS, type WordKey } from './words.ts'

type StatedKey = Extract<WordKey, `stored.${string}`>
type CodeOf<Key> = Key extends `stored.${infer Code}` ? Code : never
/** Which sentence is meant: the end of the key of its phrase. */
export type StatedCode = CodeOf<StatedKey>

/** What is filled into a sentence: a fact as it was found, a sentence, or several of them. */
export type StatedValue = string | number | StatedSentence | readonly Stated[]

/** A sentence that is kept as what it says, and put into words when it is read. */
export interface StatedSentence {
  code: StatedCode
  values: Readonly<Record<string, StatedValue>>
}

/** As runs keep it; those of earlier versions have the English sentence itself. */
export type Stated = string | StatedSentence

const isStatedKey = (key: WordKey): key is StatedKey => key.startsWith('stored.')
const STATED_KEYS: readonly StatedKey[] = WORD_KEYS.filter(isStatedKey)
const keyOf = (code: StatedCode): StatedKey => `stored.${code}`

/** All sentences that there are, in the order of their phrases. */
export const STATED_CODES: readonly StatedCode[] = STATED_KEYS.map((key) => key.slice('stored.'.length) as StatedCode)

/** What has to be filled into a sentence. */
export const statedNames = (code: StatedCode): string[] => placeholders(ENGLISH.entries[keyOf(code)])

type Values<Code extends StatedCode> = [Placeholders[`stored.${Code}`]] extends [never]
  ? []
  : [values: Readonly<Record<Placeholders[`stored.${Code}`], StatedValue>>]

/** A sentence to be kept. */
export const stated = <Code extends StatedCode>(code: Code, ...[values]: Values<Code>): StatedSentence => ({
  code,
  values: values ?? {},
})

/** Names as one value: `a and b`. */
export const bothOf = (names: readonly string[]): StatedValue =>
  names.slice(1).reduce<StatedValue>((first, second) => stated('and', { first, second }), names[0] ?? '')

/**
 * A kept sentence as a text. One that an earlier version kept in English is said in the reader's words where it is one of
 * those that are known, and else as it stands.
 * @param fact what is made of each word that was only found, as where it must not be taken for Markdown
 */
export function statedText(sentence: Stated, fact: (found: string) => string = (found) => found): Text {
  if (typeof sentence === 'string') return recognised(sentence, fact)
  const value = (one: StatedValue): Text =>
    typeof one === 'number'
      ? String(one)
      : typeof one === 'string'
        ? recognised(one, fact)
        : 'code' in one
          ? statedText(one, fact)
          : listed(
              one.map((part) => statedText(part, fact)),
              'list.clauses',
            )
  return phrase(keyOf(sentence.code), Object.entries(sentence.values), value)
}

/** A kept sentence for the command line, which speaks English. */
export const inEnglish = (sentence: Stated): string => spoken(statedText(sentence), ENGLISH)

const phrase = <T>(key: StatedKey, values: readonly (readonly [string, T])[], text: (value: T) => Text): Phrase =>
  phraseOf(key, Object.fromEntries(values.map(([name, value]) => [name, text(value)])))

/** What certain facts look like, so that a sentence is not taken for another one. */
const SHAPES: Readonly<Record<string, string>> = {
  host: 'host[12]',
  hosts: 'host[12](?: and host[12])?',
  from: 'host[12]',
  to: 'host[12]',
  place: 'on host[12](?: and host[12])?|on no host in particular',
  first: '[\\w-]+',
  second: '[\\w-]+',
  module: 'kvm_[a-z]+',
  flag: '[a-z]+',
  bytes: '\\d+',
  seconds: '[\\d.]+',
}

interface Pattern {
  key: StatedKey
  expression: RegExp
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** The English sentences of before, each as what matches it. */
const PATTERNS: readonly Pattern[] = STATED_KEYS.flatMap((key) => {
  const phrase = ENGLISH.entries[key]
  if (typeof phrase !== 'string') return []
  const parts = phrase.split(/\{(\w+)\}/)
  const source = parts.map((part, index) => (index % 2 === 0 ? escaped(part) : `(?<${part}>${SHAPES[part] ?? '[^]+'})`))
  return [{ key, expression: new RegExp(`^${source.join('')}$`) }]
})

interface Found {
  key: StatedKey
  values: [name: string, value: string][]
}

/** The known sentence of which the least was filled in. */
function find(sentence: string): Found | null {
  const found = PATTERNS.flatMap(({ key, expression }) => {
    const match = expression.exec(sentence)
    if (match === null) return []
    const values = Object.entries(match.groups ?? {})
    return [{ key, values, filled: values.reduce((sum, [, value]) => sum + value.length, 0) }]
  })
  return found.toSorted((a, b) => a.filled - b.filled)[0] ?? null
}

/** Words of before: one sentence that is known, several of which one is, or what was found. */
function recognised(words: string, fact: (found: string) => string): Text {
  const found = find(words)
  if (found !== null) return phrase(found.key, found.values, (value) => recognised(value, fact))
  // What is kept as a clause today was kept as a sentence.
  if (words.endsWith('.') && find(words.slice(0, -1)) !== null) return asSentence(recognised(words.slice(0, -1), fact))
  const parts = words.split('; ')
  return parts.length > 1 && parts.some((part) => find(part) !== null)
    ? listed(
        parts.map((part) => recognised(part, fact)),
        'list.clauses',
      )
    : fact(words)
}
