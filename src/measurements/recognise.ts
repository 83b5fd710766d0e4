import type { Format } from '../data/format-schema.ts'
import { say } from '../text/phrase.ts'
import { type Line, linesOf, ParseError } from './parse-error.ts'

const NUMBER = String.raw`(?:<not (?:counted|supported)>|\d+(?:\.\d+)?)`

/** By what a format shows itself: a line that no other one prints. */
const SIGNATURES: readonly (readonly [Format, RegExp])[] = [
  ['perf-stat-text', /^ Performance counter stats for '/],
  ['perf-interval-text', /^#\s+time\s+counts unit events/],
  [
    'perf-interval-text',
    new RegExp(
      String.raw`^\s+\d+\.\d{9}\s+${NUMBER.replace(String.raw`\d+(?:\.\d+)?`, String.raw`\d[\d.,]*`)}\s+[A-Za-z]`,
    ),
  ],
  ['perf-interval-csv', new RegExp(String.raw`^\s*\d+\.\d+,${NUMBER},[^,]*,[A-Za-z_][^,]*,\d+,`)],
  ['perf-stat-csv', new RegExp(`^${NUMBER},[^,]*,[A-Za-z_][^,]*,`)],
  ['perf-interval-json', /^\{"interval" : .*"counter-value" :/],
  ['perf-stat-json', /^\{"counter-value" :/],
  ['perf-bench', /^# Running '[a-z/]+' benchmark/],
  ['iperf2-text', /^Client connecting to .*, (TCP|UDP) port \d+/],
  ['iperf3-text', /^Connecting to host .*, port \d+/],
  [
    'info-migrate',
    /^(\S*\r)?(Migration status: |Status:\s+(none|setup|active|completed|failed|cancel|postcopy-|pre-switchover|device|colo|wait-unplug))/,
  ],
]

/** `perf stat -x,` where the decimal separator is a comma as well. */
const DECIMAL_COMMA = /^(\s*\d+,\d{9},|\d+,\d+,[A-Za-z]+,[A-Za-z_][^,]*,\d+,)/

/** Outputs that are known but not of use here, with what is. */
const WRONG: readonly (readonly [string, RegExp])[] = [
  ['what the client of iperf printed, not its server', /^Server listening on /],
  ['columns with commas between them (perf stat -x,)', new RegExp(`^${NUMBER};[^;]*;[A-Za-z_][^;]*;`)],
]

/**
 * Which tool printed a file, told by its content alone.
 * @throws ParseError naming the line where it is none that is known, or more than one
 */
export function recognise(text: string, file: string): Format {
  const damaged = linesOf(text.endsWith('\n') ? text : `${text}\n`, file)
  const binary = damaged.find((line) => /[\0\uFFFD]/.test(line.text))
  if (binary) throw new ParseError(file, binary.number, say('expected.text-in-utf-8'))
  const lines = damaged.filter((line) => line.text.trim() !== '')
  const [first] = lines
  if (!first) throw new ParseError(file, 1, say('expected.output-of-a-tool'), 'nothing')
  if (isIperf3Json(text)) return 'iperf3-json'
  const comma = lines.find((line) => DECIMAL_COMMA.test(line.text))
  if (comma)
    throw new ParseError(file, comma.number, say('expected.numbers-with-a-decimal-point-as-printed'), comma.text)
  const found = lines.flatMap((line): { format: Format; line: Line }[] => {
    const format = SIGNATURES.find(([, pattern]) => pattern.test(line.text))?.[0]
    return format === undefined ? [] : [{ format, line }]
  })
  const [one] = found
  for (const line of one ? lines.slice(0, lines.indexOf(one.line)) : lines) {
    const wrong = WRONG.find(([, pattern]) => pattern.test(line.text))
    if (wrong) throw new ParseError(file, line.number, wrong[0], line.text)
  }
  if (!one) {
    throw new ParseError(file, first.number, say('expected.output-of-iperf3-iperf-perf-stat-perf'), first.text)
  }
  const other = found.find(({ format }) => format !== one.format)
  if (other)
    throw new ParseError(
      file,
      other.line.number,
      say('expected.output-of-one-tool-as-from-line', { number: one.line.number }),
      other.line.text,
    )
  return one.format
}

/** The object may be surrounded by lines of a shell or of warnings. */
const isIperf3Json = (text: string): boolean =>
  /^\{\s*$/m.test(text) && /^\s*"(start|intervals|end|error)":/m.test(text)
