import { say } from '../../text/phrase.ts'
import { decimal, linesOf, ParseError } from '../parse-error.ts'

/** A computer's state as its kernel gives it: /proc/loadavg and the first line of /proc/stat. */
export interface MachineState {
  /** Mean number of runnable tasks over the last minute. */
  load: number
  /** Time of all processors since the start, by what it was spent on, in ticks of the kernel. */
  ticks: Record<Kind, number>
}

/** The order of the columns. `guest` and `guest_nice` come after them and are contained in the first two: proc(5). */
const KINDS = ['user', 'nice', 'system', 'idle', 'iowait', 'irq', 'softirq', 'steal'] as const
type Kind = (typeof KINDS)[number]

/** Reads /proc/loadavg followed by /proc/stat. @throws ParseError */
export function parseMachineState(text: string, file: string): MachineState {
  const [first, second] = linesOf(text, file)
  const load = /^(\d+\.\d+) \d+\.\d+ \d+\.\d+ \d+\/\d+ \d+$/.exec(first?.text ?? '')?.[1]
  if (load === undefined) throw new ParseError(file, 1, say('expected.line-of-proc-loadavg'), first?.text)
  const columns = /^cpu {2}(\d+(?: \d+){7,9})$/.exec(second?.text ?? '')?.[1]?.split(' ')
  if (columns === undefined) throw new ParseError(file, 2, say('expected.line-cpu-of-proc-stat-with-8'), second?.text)
  const tick = (kind: Kind): number => decimal(columns[KINDS.indexOf(kind)] ?? '', file, 2, kind)
  return {
    load: decimal(load, file, 1, say('expected.load')),
    ticks: {
      user: tick('user'),
      nice: tick('nice'),
      system: tick('system'),
      idle: tick('idle'),
      iowait: tick('iowait'),
      irq: tick('irq'),
      softirq: tick('softirq'),
      steal: tick('steal'),
    },
  }
}

/** Shares of the time of all processors, 0 to 1. */
export interface Shares {
  /** All but being idle, with or without waiting for a disk; what was stolen is not idle. */
  busy: number
  /** Not given to this computer by the hypervisor below it. */
  steal: number
}

/** How the time between two states was spent. @throws ParseError where the second is not the later one */
export function sharesBetween(before: MachineState, after: MachineState, file: string): Shares {
  const spent = (kind: Kind): number => {
    const ticks = after.ticks[kind] - before.ticks[kind]
    // The kernel's iowait is no true sum and may fall: proc(5).
    if (ticks < 0 && kind !== 'iowait')
      throw new ParseError(file, 2, say('expected.time-that-did-not-fall'), `${kind} ${after.ticks[kind]}`)
    return Math.max(0, ticks)
  }
  const total = KINDS.reduce((sum, kind) => sum + spent(kind), 0)
  if (total === 0) throw new ParseError(file, 2, say('expected.later-state-than-that-before-the-trial'))
  return { busy: 1 - (spent('idle') + spent('iowait')) / total, steal: spent('steal') / total }
}
