import fc from 'fast-check'

/** One thing that happens to a text. */
type Damage = (text: string) => string

/** What means a number to one reader and nothing, or another one, to the next. */
const HOSTILE = [
  '\0',
  '\u202e',
  '\ufeff',
  '\uff11',
  '\u0661',
  'e999',
  'Infinity',
  'NaN',
  '0x10',
  '1_000',
  '1,5',
  '1.2.3',
  '%',
  '<not counted>',
  '__proto__',
  'constructor',
  '{"__proto__":{"x":1}}',
  '\x1b[31m',
  '\r',
  '\t',
  '9'.repeat(400),
  '('.repeat(2000),
  ' '.repeat(2000),
  '[[[[[[',
]

/** A place in a text of any length, and a line of one: the smaller the number, the nearer the beginning. */
const place = fc.nat(1_000_000)
const at = (text: string, where: number): number => where % (text.length + 1)
const inserted = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 8 }))

/** A number as something else than the tool may print it. */
const printed = fc.oneof(
  fc.maxSafeInteger().map(String),
  fc.double().map(String),
  fc.constantFrom('0', '-0', '-1', '1e400', '9'.repeat(400), '', '1e+03', '.5', '5.'),
)

/** Replaces the n-th number of a text, counted round and round. */
function withNumber(text: string, nth: number, number: string): string {
  const found = [...text.matchAll(/\d+(\.\d+)?/g)]
  const match = found[nth % Math.max(1, found.length)]
  return match === undefined ? text : text.slice(0, match.index) + number + text.slice(match.index + match[0].length)
}

const onLines = (text: string, change: (lines: string[]) => void): string => {
  const lines = text.split('\n')
  change(lines)
  return lines.join('\n')
}

/** Cut off, mixed up, written by another locale, damaged, or made by somebody with intent. */
const damage = (others: readonly string[]): fc.Arbitrary<Damage> => {
  const other = fc.constantFrom(...others)
  return fc.oneof(
    fc.tuple(place, fc.nat(8)).map(
      ([where, length]): Damage =>
        (text) => {
          const from = at(text, where)
          return text.slice(0, from) + text.slice(from + 1 + length)
        },
    ),
    place.map(
      (where): Damage =>
        (text) =>
          text.slice(at(text, where)),
    ),
    place.map(
      (where): Damage =>
        (text) =>
          text.slice(0, at(text, where)),
    ),
    fc.tuple(place, inserted).map(
      ([where, what]): Damage =>
        (text) => {
          const from = at(text, where)
          return text.slice(0, from) + what + text.slice(from)
        },
    ),
    fc.tuple(place, printed).map(
      ([nth, number]): Damage =>
        (text) =>
          withNumber(text, nth, number),
    ),
    fc.tuple(place, fc.boolean()).map(
      ([where, twice]): Damage =>
        (text) =>
          onLines(text, (lines) => {
            const line = where % lines.length
            lines.splice(line, 1, ...(twice ? [lines[line] ?? '', lines[line] ?? ''] : []))
          }),
    ),
    fc.tuple(place, place).map(
      ([one, two]): Damage =>
        (text) =>
          onLines(text, (lines) => {
            const [moved = ''] = lines.splice(one % lines.length, 1)
            lines.splice(two % (lines.length + 1), 0, moved)
          }),
    ),
    fc.tuple(place, place, other).map(
      ([where, which, foreign]): Damage =>
        (text) =>
          onLines(text, (lines) => {
            const strange = foreign.split('\n')
            lines.splice(where % lines.length, 0, strange[which % strange.length] ?? '')
          }),
    ),
    other.map(
      (foreign): Damage =>
        (text) =>
          text + foreign,
    ),
    fc.constantFrom<Damage>(
      (text) => text.replaceAll('\n', '\r\n'),
      (text) => text.replaceAll(/(\d)\.(\d)/g, '$1,$2'),
      (text) => text.replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))),
      (text) => text.replaceAll(/\d+/g, '-$&'),
      (text) => text + text,
    ),
  )
}

/**
 * For tests: a text that up to three things have happened to. It shrinks to fewer of them, near the beginning.
 * @param others texts that lines of may get in
 */
export const damagedText = (text: string, others: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(damage(others), { minLength: 1, maxLength: 3, size: 'max' })
    .map((all) => all.reduce((damaged, happen) => happen(damaged), text))
