import { say } from '../../text/phrase.ts'
import { type Line, linesOf, ParseError } from '../parse-error.ts'
import { printedCount, printedDecimal, qemuBytes } from '../printed-number.ts'

/** A finished migration as QEMU's monitor tells of it; null where the version printed says nothing of it. */
export interface InfoMigrate {
  totalMs: number
  setupMs: number | null
  downtimeMs: number | null
  /** QEMU 10.1 and later round this to three digits. */
  transferredBytes: number
  megabitsPerSecond: number | null
  /** `dirty sync count` */
  searches: number | null
}

const STATUS = /^(Migration status|Status):\s+([a-z-]+)(.*)$/

/** One value of the answer, under the name and in the unit that QEMU gave it before 10.1. */
interface Field {
  name: string
  value: string
  unit: string
  line: Line
}

/** `total time: 107 ms` */
function valueOnLine(line: Line): Field[] {
  const [, name = '', value = '', unit = ''] = /^([a-z ]+): *(\S*) *(.*?)\s*$/.exec(line.text) ?? []
  return name === '' ? [] : [{ name, value, unit, line }]
}

/** Where QEMU since 10.1 has it, as in `Time (ms):    total=25, setup=1, down=1`; a size has its unit with it. */
const SINCE_10_1: Readonly<Record<string, readonly [name: string, unit: string]>> = {
  'Time (ms) total': ['total time', 'ms'],
  'Time (ms) setup': ['setup', 'ms'],
  'Time (ms) down': ['downtime', 'ms'],
  'Throughput (Mbps)': ['throughput', 'mbps'],
  'Transfers transferred': ['transferred ram', ''],
  'Others dirty_syncs': ['dirty sync count', ''],
}

function pairsOnLine(line: Line): Field[] {
  const [, label = '', rest = ''] = /^\s*([A-Z][^:]*):\s+(.*?)\s*$/.exec(line.text) ?? []
  return rest.split(/,\s*/).flatMap((pair): Field[] => {
    const [key, printed] = pair.includes('=')
      ? [`${label} ${pair.slice(0, pair.indexOf('='))}`, pair.slice(pair.indexOf('=') + 1)]
      : [label, pair]
    const [name, ownUnit] = Object.hasOwn(SINCE_10_1, key) ? (SINCE_10_1[key] ?? []) : []
    if (name === undefined || ownUnit === undefined) return []
    const [value = '', ...unit] = printed.split(' ')
    return [{ name, value, unit: [ownUnit, ...unit].filter((word) => word !== '').join(' '), line }]
  })
}

/** An answer of the monitor: how the migration stands, and the values below that. */
interface Answer {
  status: Line
  /** e.g. `completed`, and what follows the word. */
  word: string
  why: string
  fields: Field[]
}

function answersIn(lines: readonly Line[]): Answer[] {
  const begins = lines.filter((line) => STATUS.test(line.text))
  return begins.map((status, index) => {
    const [, label, word = '', why = ''] = STATUS.exec(status.text) ?? []
    const below = lines.slice(status.number, (begins[index + 1]?.number ?? lines.length + 1) - 1)
    return { status, word, why, fields: below.flatMap(label === 'Migration status' ? valueOnLine : pairsOnLine) }
  })
}

/** What stays as it is once a migration is over, so that the answers of another one differ in it. */
const LASTING = ['total time', 'downtime', 'transferred ram']
const lasting = ({ fields }: Answer): string =>
  LASTING.map((name) => fields.find((field) => field.name === name)?.value ?? '').join()

/** The last answer. @throws ParseError where there is none of a migration that completed, or those of two */
function lastAnswer(lines: readonly Line[], file: string): Answer {
  const answers = answersIn(lines)
  const last = answers.at(-1)
  if (!last) throw new ParseError(file, null, say('expected.line-migration-status-completed-or-status-completed'))
  const { status, word, why } = last
  if (word !== 'completed')
    throw new ParseError(file, status.number, say('expected.migration-that-completed'), `${word}${why}`)
  // The destination’s answer has the status alone.
  const other = answers.find(
    (answer) =>
      answer.word === 'completed' &&
      answer.fields.some(({ name }) => name === 'transferred ram') &&
      lasting(answer) !== lasting(last),
  )
  if (other)
    throw new ParseError(
      file,
      status.number,
      say('expected.one-migration-a-file', { line: other.status.number }),
      status.text,
    )
  return last
}

/**
 * Reads `info migrate` of the monitor, in the form that QEMU prints since 2.x and in the one since 10.1. Where it was asked
 * for several times, the last answer counts, which must be of a migration that has completed, and the only one. Other lines
 * of the terminal are passed over.
 * @throws ParseError
 */
export function parseInfoMigrate(text: string, file: string): InfoMigrate {
  const { status, fields } = lastAnswer(linesOf(text, file), file)
  const find = (name: string): Field | null => {
    const [field, second] = fields.filter((one) => one.name === name)
    if (second)
      throw new ParseError(file, second.line.number, say('expected.named-only-once', { name }), second.line.text)
    return field ?? null
  }
  const count = (name: string, unit: string): number | null => {
    const field = find(name)
    if (!field) return null
    if (field.unit !== unit && !(unit === 'ms' && field.unit === 'milliseconds'))
      throw new ParseError(
        file,
        field.line.number,
        unit === '' ? say('expected.without-unit', { name }) : say('expected.in-unit', { name, unit }),
        field.line.text,
      )
    return printedCount(field.value, file, field.line, name)
  }
  const [totalMs, transferred, rate] = [count('total time', 'ms'), find('transferred ram'), find('throughput')]
  if (!totalMs && transferred === null)
    throw new ParseError(file, status.number, say('expected.answer-of-the-source'), status.text)
  if (totalMs === null) throw new ParseError(file, status.number, say('expected.total-time-below-the-status'))
  if (transferred === null) throw new ParseError(file, status.number, say('expected.transferred-ram-below-the-status'))
  if (rate && rate.unit !== 'mbps')
    throw new ParseError(file, rate.line.number, say('expected.throughput-in-mbps'), rate.line.text)
  const migration = {
    totalMs,
    setupMs: count('setup', 'ms'),
    downtimeMs: count('downtime', 'ms'),
    transferredBytes: qemuBytes(transferred.value, transferred.unit, file, transferred.line),
    megabitsPerSecond: rate && printedDecimal(rate.value, file, rate.line, say('expected.plain-throughput')),
    searches: count('dirty sync count', ''),
  }
  possible(migration, (name) => find(name)?.line ?? status, file)
  return migration
}

/** Sizes of a VM beside which what else is sent, as the state of its devices, is little. */
const LARGE_BYTES = 2 ** 24
/** So many times as much is more than versions and channels differ in what they count. */
const APART = 5

/** @throws ParseError where a number can't be that of a migration, or throughput, amount and time are not of the same one */
export function possible(migration: InfoMigrate, lineOf: (name: string) => Line, file: string): void {
  const { totalMs, setupMs, downtimeMs, transferredBytes, megabitsPerSecond } = migration
  const total = lineOf('total time')
  if (totalMs === 0) throw new ParseError(file, total.number, say('expected.time-above-0'), total.text)
  const down = lineOf('downtime')
  // Each is cut to whole milliseconds.
  if ((downtimeMs ?? 0) > totalMs + 1)
    throw new ParseError(file, down.number, say('expected.downtime-within-the-total-time'), down.text)
  const carried = (8 * transferredBytes) / 1000 / Math.max(1, totalMs - (setupMs ?? 0))
  if (transferredBytes < LARGE_BYTES || !megabitsPerSecond) return
  const rate = lineOf('throughput')
  if (megabitsPerSecond > APART * carried || megabitsPerSecond < carried / APART)
    throw new ParseError(file, rate.number, say('expected.rate-that-agrees-with-the-amount-and'), rate.text)
}
