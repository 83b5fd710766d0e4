import type { Format } from '../data/format-schema.ts'
import { say, type Text } from '../text/phrase.ts'
import { type Line, linesOf, ParseError } from './parse-error.ts'
import { isQueryMigrate } from './qemu/query-migrate.ts'

const NUMBER = String.raw`(?:<not (?:counted|supported)>|\d+(?:\.\d+)?)`
/** The rest of a line of `perf stat -x`: what stands between the columns, which may be another than a comma, unit and event. */
const COLUMNS = String.raw`([,;|\t])(?:(?!\1).)*\1[A-Za-z_](?:(?!\1).)*\1`

/** By what a format shows itself: a line that no other one prints. */
const SIGNATURES: readonly (readonly [Format, RegExp])[] = [
  ['perf-stat-text', /^\s*Performance counter stats for (process id |thread id )?'/],
  ['perf-interval-text', /^#\s+time\s+counts unit events/],
  [
    'perf-interval-text',
    new RegExp(
      String.raw`^\s*\d+\.\d{9}\s+${NUMBER.replace(String.raw`\d+(?:\.\d+)?`, String.raw`\d[\d.,]*`)}\s+[A-Za-z]`,
    ),
  ],
  [
    'perf-interval-csv',
    new RegExp(String.raw`^\s*\d+\.\d+([,;|\t])${NUMBER}${COLUMNS.replace('([,;|\\t])', String.raw`\1`)}\d+\1`),
  ],
  ['perf-stat-csv', new RegExp(`^${NUMBER}${COLUMNS}`)],
  ['perf-interval-json', /^\s*\{\s*"interval"\s*: .*"counter-value"\s*:/],
  ['perf-stat-json', /^\s*\{\s*"counter-value"\s*:/],
  ['perf-bench', /^# Running '[a-z/]+' benchmark/],
  ['iperf2-text', /^Client connecting to .*, (TCP|UDP) port \d+/],
  ['iperf3-text', /^Connecting to host .*, port \d+/],
  [
    'info-migrate',
    /^(Migration status: |Status:\s+(none|setup|active|completed|failed|cancel|postcopy-|pre-switchover|device|colo|wait-unplug))/,
  ],
]

/** `perf stat -x` where the decimal separator is a comma. */
const DECIMAL_COMMA = /^(\s*\d+,\d{9},|\d+,\d+,[A-Za-z]+,[A-Za-z_][^,]*,\d+,|\s*\d+,\d+[;|\t])/

/** Outputs that are known but not of use here, with what is. */
const WRONG: readonly (readonly [Text, RegExp])[] = [
  [say('expected.what-the-client-of-iperf-printed'), /^(Server listening on |Accepted connection from )/],
]

/** What a file may hold instead of an output. */
const INSTEAD: readonly (readonly [Text, RegExp])[] = [
  ...WRONG,
  [
    say('expected.counts-not-by-processor'),
    /^(\d+\.\d+[,;|\t])?(CPU\d+|[SN]\d+(-D\d+)?(-\w+)*)[,;|\t]|^\{\s*("interval"[^,]*, )?"(cpu|core|die|cluster|cache|socket|node|thread)"\s*:|^#\s+time (CPU|core|die|socket|node)\b/,
  ],
  [say('expected.finished-test-but-iperf3-reports'), /^iperf3: (error|interrupt) - /],
  [say('expected.finished-test-but-iperf-reports'), /^(tcp )?connect failed: /],
  [
    say('expected.tool-that-could-be-started'),
    /: (command not found|not found|No such file or directory|Permission denied)$/,
  ],
  [say('expected.line-connecting-to-host'), /^\[ ?ID\](\[Role\])? Interval |^\[ *(\d+|SUM)\] +\d\S*- *\S+ +sec /],
]

/** Below intervals `--summary` prints their sums, as without them. */
const SUMMARY = /^\s*Performance counter stats for /

/** `perf stat` around `perf bench`: both may be read. */
const AROUND_BENCH = /^\s*Performance counter stats for '(\S*\/)?perf bench /

/**
 * Which tool printed a file, told by its content alone.
 * @param wanted the formats of which it should be one, where it is two: `perf stat` around `perf bench`, which comes first
 * @throws ParseError naming the line where it is none that is known, or more than one
 */
export function recognise(text: string, file: string, wanted: (format: Format) => boolean = () => true): Format {
  const damaged = linesOf(text.endsWith('\n') ? text : `${text}\n`, file)
  const binary = damaged.find((line) => /[\0\uFFFD]/.test(line.text))
  if (binary) throw new ParseError(file, binary.number, say('expected.text-in-utf-8'))
  const lines = damaged.filter((line) => line.text.trim() !== '')
  const [first] = lines
  if (!first) throw new ParseError(file, 1, say('expected.output-of-a-tool'), 'nothing')
  if (isQueryMigrate(text)) return 'info-migrate'
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
    const wrong = (one ? WRONG : INSTEAD).find(([, pattern]) => pattern.test(line.text))
    if (wrong) throw new ParseError(file, line.number, wrong[0], line.text)
  }
  if (!one) {
    throw new ParseError(file, first.number, say('expected.output-of-iperf3-iperf-perf-stat-perf'), first.text)
  }
  const outer = found.filter(({ line }) => AROUND_BENCH.test(line.text))
  if (one.format === 'perf-bench' && outer.length === found.length - 1)
    return found.map(({ format }) => format).find(wanted) ?? one.format
  const summary = found.filter(({ line }) => SUMMARY.test(line.text))
  if (one.format === 'perf-interval-text' && summary.length === 1 && found.at(-1)?.line === summary[0]?.line)
    return one.format
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

/** Of `--json`, however it was spaced, or of `--json-stream`. The object may be surrounded by lines of a shell or of warnings. */
const isIperf3Json = (text: string): boolean =>
  (/^\s*\{\s*$/m.test(text) && /^\s*"(start|intervals|end|error)"\s*:/m.test(text)) ||
  /^\s*\{"?.*"(start|intervals|end|error)"\s*:\s*["{[]/m.test(text) ||
  /^\s*\{\s*"event"\s*:\s*"(start|interval|end|error)"/m.test(text)
