import { z } from 'zod'
import { UserError } from '../errors.ts'

const GlossaryEntry = z.strictObject({
  /** What it is for, in one line. */
  meaning: z.string().min(1),
  /** What else is to be known of it. */
  more: z.string().min(1).optional(),
  /** What applies if the argument is left out. */
  default: z.string().min(1).optional(),
  /** What breaks if it is left out. */
  without: z.string().min(1).optional(),
  /** What must be equal on both hosts, and what must differ. */
  hosts: z.string().min(1).optional(),
  security: z.string().min(1).optional(),
})

/**
 * Program, or file that `tee` writes, to its arguments; `shell` has what stands between programs. An argument's key is
 * the token as it stands, or a pattern in
 * which `<name>` is any text, and may be preceded by the word before it: `-m <size>`, `type bridge`.
 */
export const Glossary = z.record(z.string(), z.record(z.string(), GlossaryEntry))
export type Glossary = z.infer<typeof Glossary>

/** What one token of an instruction means; texts are Markdown. */
export interface Explanation {
  token: string
  meaning: string
  more?: string
  default?: string
  without?: string
  hosts?: string
  security?: string
  /** The glossary's entry that was used: section and key. */
  entry: readonly [section: string, key: string]
}

/**
 * Explains each token of an instruction, in order, down to sub-options. `stdin` is the content of a file that the
 * instruction writes: it is explained by the glossary's section of that file's name.
 *
 * @throws UserError `template` that names the token for which the glossary has nothing.
 */
export function explainInstruction(argv: readonly string[], stdin: string | null, glossary: Glossary): Explanation[] {
  const words = argv[0] === 'sudo' ? argv.slice(1) : argv
  const program = words[0]
  if (program === undefined) return []
  const explained: Explanation[] = []
  const add = (section: string, token: string, before: string | undefined) =>
    explained.push(lookUp(glossary, section, token, before, argv))
  // As it is typed: `echo … | sudo tee …`.
  if (stdin !== null) for (const token of ['echo', '|']) add('shell', token, undefined)
  if (argv[0] === 'sudo') add('sudo', 'sudo', undefined)
  words.forEach((word, index) => {
    for (const token of split(program, word)) add(program, token, words[index - 1])
  })
  if (stdin !== null) {
    const file = words.at(-1) ?? program
    let before: string | undefined
    for (const word of stdin.split(/\s+/).filter((part) => part !== '')) {
      for (const token of splitFileWord(word)) add(file, token, before)
      before = word
    }
  }
  return explained
}

/** The entries, as `section › key`, that none of the explanations used. */
export function unusedEntries(glossary: Glossary, explanations: readonly Explanation[]): string[] {
  const used = new Set(explanations.map(({ entry }) => entry.join(' › ')))
  return Object.entries(glossary)
    .flatMap(([section, entries]) => Object.keys(entries).map((key) => `${section} › ${key}`))
    .filter((name) => !used.has(name))
}

/** Takes a word apart into what has a meaning of its own. */
function split(program: string, word: string): string[] {
  switch (program) {
    case 'qemu-system-x86_64':
    case 'migrate':
      return word.startsWith('-') ? [word] : word.split(',').flatMap((part) => splitScheme(part))
    case 'ip':
      return cut(word, /^([\d.]+)(\/\d+)$/)
    case 'mount':
      return cut(word, /^([^/]+:)(\/.*)$/)
    case 'chown':
      return cut(word, /^([^:/]+)(:[^:/]+)$/)
    case 'exportfs':
      return /^-[a-z]{2,}$/.test(word) ? Array.from(word.slice(1), (letter) => `-${letter}`) : [word]
    default:
      return [word]
  }
}

const splitScheme = (part: string) => cut(part, /^(telnet:|tcp:|unix:)(.+)$/)

/** `*(rw,sync)` of /etc/exports: the client and each of its options. */
function splitFileWord(word: string): string[] {
  const match = /^([^(]+)\(([^)]*)\)$/.exec(word)
  return match?.[1] === undefined || match[2] === undefined ? [word] : [match[1], ...match[2].split(',')]
}

function cut(word: string, pattern: RegExp): string[] {
  const match = pattern.exec(word)
  return match ? match.slice(1) : [word]
}

/** An exact key comes before a pattern, a key with the word before it before one without, then the longest. */
function lookUp(
  glossary: Glossary,
  section: string,
  token: string,
  before: string | undefined,
  argv: readonly string[],
): Explanation {
  const entries = glossary[section] ?? {}
  const candidates = before === undefined ? [token] : [`${before} ${token}`, token]
  const exact = candidates.find((candidate) => Object.hasOwn(entries, candidate))
  const key =
    exact ??
    candidates
      .map((candidate) => Object.keys(entries).filter((pattern) => matches(pattern, candidate)))
      .flatMap((keys) => keys.toSorted((a, b) => literal(b) - literal(a)))[0]
  const entry = key === undefined ? undefined : entries[key]
  if (key === undefined || entry === undefined) {
    throw new UserError(
      'template',
      `The glossary does not explain “${token}” in “${argv.join(' ')}”: add it to templates/glossary.json under “${section}”.`,
    )
  }
  const { meaning, ...rest } = entry
  return { token, meaning, ...withoutUndefined(rest), entry: [section, key] }
}

const PLACEHOLDER = /<[a-z]+>/g

function matches(pattern: string, text: string): boolean {
  if (!pattern.includes('<')) return false
  const source = pattern
    .split(PLACEHOLDER)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('(?:[^ ]+)')
  return new RegExp(`^${source}$`).test(text)
}

const literal = (pattern: string) => pattern.replace(PLACEHOLDER, '').length

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function withoutUndefined<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>
}
