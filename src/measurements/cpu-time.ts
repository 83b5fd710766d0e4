import { decimal, linesOf, ParseError } from './parse-error.ts'

/** Linux counts processor time in ticks of this many a second on every machine it runs on (USER_HZ, proc(5)). */
const TICKS_PER_SECOND = 100

/** Processor time used so far, s: by the whole machine, and by one process with what it runs as a guest. */
export interface CpuTime {
  /** All processors, neither idle nor waiting for a disk. */
  busyS: number
  processS: number
}

/**
 * Reads `/proc/stat` followed by `/proc/PID/stat`, as proc(5) has them: in the former user, nice, system, idle, iowait,
 * irq, softirq, steal; in the latter utime and stime are fields 14 and 15, behind a name in brackets that may hold anything.
 * @throws ParseError
 */
export function parseCpuTime(text: string, file: string): CpuTime {
  const lines = linesOf(text, file)
  const total = lines.find((line) => /^cpu\s/.test(line.text))
  if (!total) throw new ParseError(file, null, 'the line cpu of /proc/stat')
  const ticks = total.text
    .trim()
    .split(/\s+/)
    .slice(1, 9)
    .map((field) => decimal(field, file, total.number, 'ticks'))
  const [user, nice, system, idle, iowait, irq, softirq, steal] = ticks
  if (
    user === undefined ||
    nice === undefined ||
    system === undefined ||
    idle === undefined ||
    iowait === undefined ||
    irq === undefined ||
    softirq === undefined ||
    steal === undefined
  ) {
    throw new ParseError(file, total.number, 'eight counts of ticks', total.text)
  }
  const process = lines.findLast((line) => /^\d+ \(/.test(line.text))
  if (!process) throw new ParseError(file, null, 'the line of /proc/PID/stat')
  // Fields count from 3 after the name.
  const fields = process.text.slice(process.text.lastIndexOf(')') + 2).split(' ')
  const [utime, stime] = [fields[11], fields[12]]
  if (utime === undefined || stime === undefined)
    throw new ParseError(file, process.number, 'utime and stime', process.text)
  return {
    busyS: (user + nice + system + irq + softirq) / TICKS_PER_SECOND,
    processS:
      (decimal(utime, file, process.number, 'utime') + decimal(stime, file, process.number, 'stime')) /
      TICKS_PER_SECOND,
  }
}
