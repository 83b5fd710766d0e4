import { decimal, type Line, linesOf, ParseError } from './parse-error.ts'

/** Linux counts processor time in ticks of this many a second on every machine it runs on (USER_HZ, proc(5)). */
const TICKS_PER_SECOND = 100

/** Processor time used so far, s: by the whole machine, and by one process with what it runs as a guest. */
export interface CpuTime {
  /** All processors, neither idle nor waiting for a disk. */
  busyS: number
  processS: number
  /** Of each processor; what a hypervisor below has stolen was not idle. */
  processors: readonly { busyS: number; totalS: number }[]
}

/** The first eight columns of a line of /proc/stat, s. */
function timesOf({ text, number }: Line, file: string) {
  const seconds = text
    .trim()
    .split(/\s+/)
    .slice(1, 9)
    .map((field) => decimal(field, file, number, 'ticks') / TICKS_PER_SECOND)
  const [user, nice, system, idle, iowait, irq, softirq, steal] = seconds
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
    throw new ParseError(file, number, 'eight counts of ticks', text)
  }
  const busyS = user + nice + system + irq + softirq
  return { busyS, stealS: steal, totalS: busyS + steal + idle + iowait }
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
  const process = lines.findLast((line) => /^\d+ \(/.test(line.text))
  if (!process) throw new ParseError(file, null, 'the line of /proc/PID/stat')
  // Fields count from 3 after the name.
  const fields = process.text.slice(process.text.lastIndexOf(')') + 2).split(' ')
  const [utime, stime] = [fields[11], fields[12]]
  if (utime === undefined || stime === undefined)
    throw new ParseError(file, process.number, 'utime and stime', process.text)
  const processors = lines
    .filter((line) => /^cpu\d+\s/.test(line.text))
    .map((line) => timesOf(line, file))
    .map(({ busyS, stealS, totalS }) => ({ busyS: busyS + stealS, totalS }))
  if (processors.length === 0) throw new ParseError(file, null, 'a line of each processor in /proc/stat')
  return {
    busyS: timesOf(total, file).busyS,
    processS:
      (decimal(utime, file, process.number, 'utime') + decimal(stime, file, process.number, 'stime')) /
      TICKS_PER_SECOND,
    processors,
  }
}

/** What was used between two readings. */
export interface CpuUse {
  busyS: number
  processS: number
  /** Of the time of the processor that had the least to spare, 0 to 1. */
  busiest: number
}

/** @param file of the later reading, for errors @throws ParseError where it is not the later one */
export function cpuUseBetween(from: CpuTime, to: CpuTime, file: string): CpuUse {
  const busyS = to.busyS - from.busyS
  const processS = to.processS - from.processS
  const shares = to.processors.map(({ busyS: busy, totalS: total }, i) => {
    const before = from.processors[i] ?? { busyS: NaN, totalS: NaN }
    return (busy - before.busyS) / (total - before.totalS)
  })
  const busiest = Math.max(...shares)
  if (busyS < 0 || processS < 0 || !(busiest >= 0))
    throw new ParseError(file, null, 'processor time that did not fall', String(busyS))
  return { busyS, processS, busiest }
}
