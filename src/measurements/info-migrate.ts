import { linesOf, ParseError, type Line } from './parse-error.ts'
import { printedCount, printedDecimal } from './printed-number.ts'

/** A finished migration as QEMU's monitor tells of it; null where the version printed says nothing of it. */
export interface InfoMigrate {
  totalMs: number
  setupMs: number | null
  downtimeMs: number | null
  transferredBytes: number
  megabitsPerSecond: number | null
  /** `dirty sync count` */
  passes: number | null
}

/** What the terminal was told beside text: colours, and the redrawing of what is typed. */
// eslint-disable-next-line no-control-regex
const CONTROL = /\u001b\[[0-9;]*[A-Za-z]|\r/g

const STATUS = /^Migration status: (\S+)(.*)$/

/**
 * Reads `info migrate` of the monitor, as QEMU prints it since 2.x and up to 10.0. Where it was asked for several times, the
 * last answer counts, which must be of a migration that has completed. Other lines of the terminal are passed over.
 * @throws ParseError
 */
export function parseInfoMigrate(text: string, file: string): InfoMigrate {
  const lines = linesOf(text, file).map(({ text: raw, number }): Line => ({ text: raw.replaceAll(CONTROL, ''), number }))
  const status = lines.findLast((line) => STATUS.test(line.text))
  if (!status) throw new ParseError(file, null, 'the line “Migration status: completed”')
  const [, word, why = ''] = STATUS.exec(status.text) ?? []
  if (word !== 'completed') throw new ParseError(file, status.number, 'a migration that completed', `${word}${why}`)
  const answer = lines.slice(status.number)
  const find = (name: string, unit: string): { value: string; line: Line } | null => {
    const [line, second] = answer.filter((one) => one.text.startsWith(`${name}:`))
    if (!line) return null
    if (second) throw new ParseError(file, second.number, `“${name}” only once`, second.text)
    const [value = '', ...rest] = line.text.slice(name.length + 1).trim().split(/\s+/)
    if (rest.join(' ') !== unit) throw new ParseError(file, line.number, unit === '' ? `${name} without a unit` : `${name} in ${unit}`, line.text)
    return { value, line }
  }
  const count = (name: string, unit: string): number | null => {
    const found = find(name, unit)
    return found && printedCount(found.value, file, found.line, name)
  }
  const [totalMs, kilobytes, rate] = [count('total time', 'ms'), count('transferred ram', 'kbytes'), find('throughput', 'mbps')]
  if (totalMs === null) throw new ParseError(file, status.number, 'the total time below the status')
  if (kilobytes === null) throw new ParseError(file, status.number, 'the transferred ram below the status')
  return {
    totalMs, setupMs: count('setup', 'ms'), downtimeMs: count('downtime', 'ms'), transferredBytes: kilobytes * 1024,
    megabitsPerSecond: rate && printedDecimal(rate.value, file, rate.line, 'throughput'), passes: count('dirty sync count', ''),
  }
}
