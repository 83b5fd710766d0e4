import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ENGLISH, patternsOf, placeholders, WORD_KEYS, type WordKey } from './words.ts'

const SRC = path.resolve(import.meta.dirname, '..')
const code = globSync('**/*.ts', { cwd: SRC })
  .filter(
    (file) => !file.endsWith('.test.ts') && !['words', 'phrase', 'placeholders'].includes(path.basename(file, '.ts')),
  )
  .map((file) => readFileSync(path.join(SRC, file), 'utf8'))
  .join('\n')

/** Names as they stand in the code, `'range'`, and those with a part that is filled in, `` `place.${host}` ``. */
const literal = new Set([...code.matchAll(/'([A-Za-z][\w.-]*)'/g)].map(([, key]) => key))
const made = [...code.matchAll(/say\(`([^`]*)`/g)].map(
  ([, pattern = '']) =>
    new RegExp(
      `^${pattern
        .split(/\$\{[^}]*\}/)
        .map((part) => part.replaceAll('.', '\\.'))
        .join('[\\w-]+')}$`,
    ),
)

/** Labels have names of their own: `labels.contents`, and `labels[kind]` of a list of kinds. */
const dotted = new Set([...code.matchAll(/\blabels\.(\w+)/g)].map(([, name]) => `label.${name}`))
/** Sentences that runs keep are named without the family; names of factors and their levels are kept as they are. */
const isKept = (key: string): boolean =>
  key.startsWith('stored.') &&
  (literal.has(key.slice('stored.'.length)) ||
    (key.startsWith('stored.factor.') && isLevel(patternsOf(ENGLISH.entries[key as WordKey])[0] ?? '')))
const isLevel = (pattern: string): boolean => new RegExp(`'${pattern.replace(/\{\w+\}/g, '\\w+')}'`).test(code)

const isUsed = (key: string): boolean =>
  literal.has(key) ||
  isKept(key) ||
  made.some((pattern) => pattern.test(key)) ||
  dotted.has(key) ||
  (key.startsWith('label.') && literal.has(key.slice('label.'.length)))

test('the search finds both ways of naming a phrase', () => {
  expect(literal.has('range')).toBe(true)
  expect(made.some((pattern) => pattern.test('place.host1'))).toBe(true)
})

test('no phrase is without a use', () => {
  // That each use has a phrase is checked by the compiler.
  expect(WORD_KEYS.filter((key) => !isUsed(key))).toEqual([])
})

test('“n = 3” is not parted at the end of a line', () => {
  const text = readFileSync(path.join(SRC, '..', 'templates', 'words.json'), 'utf8')
  expect(text).toContain(String.raw`n\u00a0=\u00a0{n}`)
  expect(text).not.toMatch(/\bn = /)
})

test('what the compiler knows of each phrase is what `words.json` has', async () => {
  const known = WORD_KEYS.map((key) => {
    const names = placeholders(ENGLISH.entries[key]).map((name) => `'${name}'`)
    return `  '${key}': ${names.join(' | ') || 'never'}\n`
  })
  const source =
    '/**\n * What is filled into each phrase, as `templates/words.json` has it. Written anew by\n' +
    ' * `npx vitest run --config src/testing/vitest.config.ts src/text/words.test.ts -u`.\n */\n' +
    `export interface Placeholders {\n${known.join('')}}\n`
  await expect(source).toMatchFileSnapshot('placeholders.ts')
})
