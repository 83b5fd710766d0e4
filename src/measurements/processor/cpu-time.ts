import { say } from '../../text/phrase.ts'
import { decimal, type Line, linesOf, ParseError } from '../parse-error.ts'

/** Linux counts processor time in ticks of this many a second on every machine it runs on (USER_HZ, proc(5)). */
const TICKS_PER_SECOND = 100

/** Processor time so far, s. */
export interface CpuTime {
  /** Of one process with what it runs as a guest. */
  processS: number
  /** Of each processor: in which it had nothing to do or waited for a disk, and what a hypervisor below took from it. */
  processors: readonly { idleS: number; stolenS: number }[]
}

/** The columns of a line of /proc/stat that are looked at, s. */
function timesOf({ text, number }: Line, file: string) {
  const seconds = text
    .trim()
    .split(/\s+/)
    .slice(1, 9)
    .map((field) => decimal(field, file, number, say('expected.ticks')) / TICKS_PER_SECOND)
  const [, , , idle, iowait, , , steal] = seconds
  if (idle === undefined || iowait === undefined || steal === undefined)
    throw new ParseError(file, number, say('expected.eight-counts-of-ticks'), text)
  return { idleS: idle + iowait, stolenS: steal }
}

/**
 * Reads `/proc/stat` followed by `/proc/PID/stat`, as proc(5) has them: in the former user, nice, system, idle, iowait,
 * irq, softirq, steal; in the latter utime and stime are fields 14 and 15, behind a name in brackets that may hold anything.
 * @throws ParseError
 */
export function parseCpuTime(text: string, file: string): CpuTime {
  const lines = linesOf(text, file)
  const process = lines.findLast((line) => /^\d+ \(/.test(line.text))
  if (!process) throw new ParseError(file, null, say('expected.line-of-proc-pid-stat'))
  // Fields count from 3 after the name.
  const fields = process.text.slice(process.text.lastIndexOf(')') + 2).split(' ')
  const [utime, stime] = [fields[11], fields[12]]
  if (utime === undefined || stime === undefined)
    throw new ParseError(file, process.number, say('expected.utime-and-stime'), process.text)
  const processors = lines.filter((line) => /^cpu\d+\s/.test(line.text)).map((line) => timesOf(line, file))
  if (processors.length === 0) throw new ParseError(file, null, say('expected.line-of-each-processor-in-proc-stat'))
  return {
    processS:
      (decimal(utime, file, process.number, say('expected.utime')) +
        decimal(stime, file, process.number, say('expected.stime'))) /
      TICKS_PER_SECOND,
    processors,
  }
}

/** What was used between two readings. */
export interface CpuUse {
  /** Of all processors together. */
  busyS: number
  processS: number
  /** Of the time of the processor that had the least to spare, 0 to 1; what was stolen from it, it did not have to spare. */
  busiest: number
}

/**
 * What was not idle was in use. The columns of what was in use are no measure of it: they grow by whole ticks, of which an
 * emulated host loses many, while idle time is kept by the clock (kernel/time/tick-sched.c, get_cpu_idle_time_us).
 * @param seconds between the readings @param file of the later one, for errors @throws ParseError where it is not the later
 */
export function cpuUseBetween(from: CpuTime, to: CpuTime, seconds: number, file: string): CpuUse {
  const processS = to.processS - from.processS
  const spans = to.processors.map(({ idleS, stolenS }, i) => ({
    idleS: idleS - (from.processors[i]?.idleS ?? NaN),
    stolenS: stolenS - (from.processors[i]?.stolenS ?? NaN),
  }))
  if (processS < 0 || spans.some(({ idleS, stolenS }) => !(idleS >= 0 && stolenS >= 0)))
    throw new ParseError(file, null, say('expected.processor-time-that-did-not-fall'), String(processS))
  // Both clocks go in hundredths of a second, so a processor may seem to have been idle for longer than the time there was.
  const inUse = (unused: number): number => Math.max(0, seconds - unused)
  return {
    busyS: spans.reduce((sum, { idleS, stolenS }) => sum + inUse(idleS + stolenS), 0),
    processS,
    busiest: Math.max(...spans.map(({ idleS }) => inUse(idleS))) / seconds,
  }
}
