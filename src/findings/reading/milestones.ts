import { LARGEST_CLOCK_DRIFT_S } from '../../data/clock-reading.ts'
import type { HostName } from '../../data/host-name.ts'
import type { Clocks, Migration } from '../../data/schema.ts'
import { type ClockPair, readingsOf, toLabClock, vmToLabClock } from '../../measurements/clocks/clocks.ts'
import { decimal, linesOf, ParseError } from '../../measurements/parse-error.ts'
import type { PerfInterval } from '../../measurements/perf/perf-stat.ts'
import type { QmpEvent, QmpLog } from '../../measurements/qemu/qmp.ts'
import { say } from '../../text/phrase.ts'
import type { Phase, TimedValue } from './windows.ts'

/** The turning points of a migration, in seconds after `migrate` on the lab's clock. */
export interface Milestones {
  /** The source is active: setting up is over, the first pass begins. */
  activeS: number
  stopS: number
  resumeS: number
  passStarts: { pass: number; s: number }[]
}

/** A clock of the trial, as a function to seconds after `migrate`. */
export type ToS = (remoteS: number) => number

/** A clock against the lab's, ms, before and after; the error is half of the smallest round trip. */
export interface ClockOffsets {
  beforeMs: number
  afterMs: number
  errorMs: number
}

/** What one QEMU said, and the clock it said it by. */
export interface Account {
  log: QmpLog
  file: string
  toS: ToS
}

const offsetsOf = ({ before, after }: ClockPair) => ({
  beforeMs: (before.remoteS - before.labS) * 1000,
  afterMs: (after.remoteS - after.labS) * 1000,
  errorMs: Math.max(before.errorS, after.errorS) * 1000,
})

/** The VM’s clock is needed for perf’s counts alone, so a migration without its readings still counts. */
function vmOffsets(clocks: Clocks, file: string): ClockOffsets | null {
  return clocks.some(({ machine }) => machine === 'vm') ? offsetsOf(readingsOf(clocks, 'vm', file)) : null
}

/** A host's clock that was set in between can't be aligned; the VM's may jump, since it does not run while it is stopped. */
function steady(pair: ClockPair, machine: HostName, file: string): ClockPair {
  const { beforeMs, afterMs, errorMs } = offsetsOf(pair)
  const jumpMs = afterMs - beforeMs
  if (Math.abs(jumpMs) <= LARGEST_CLOCK_DRIFT_S * 1000 + 2 * errorMs) return pair
  throw new ParseError(
    file,
    null,
    say('expected.clock-of-that-was-not-set-during', { machine }),
    `a jump of ${(jumpMs / 1000).toFixed(1)} s`,
  )
}

/** Both hosts' clocks on the lab's, and within what. @throws ParseError where one was not read, or was set */
export function hostClocks(clocks: Clocks, file: string) {
  const pairs: Record<HostName, ClockPair> = {
    host1: steady(readingsOf(clocks, 'host1', file), 'host1', file),
    host2: steady(readingsOf(clocks, 'host2', file), 'host2', file),
  }
  const errors = Object.values(pairs).flatMap(({ before, after }) => [before.errorS, after.errorS])
  return {
    pairs,
    toLab: (machine: HostName, remoteS: number): number => toLabClock(pairs[machine], remoteS),
    errorMs: Math.max(...errors) * 1000,
  }
}

/** Puts the clocks of a migration's machines on the one axis. @throws ParseError where a clock was not read, or was set */
export function alignClocks(
  clocks: Clocks,
  migration: Migration,
  file: string,
): {
  host: (machine: HostName) => ToS
  vm: (milestones: Pick<Milestones, 'stopS' | 'resumeS'>) => ToS
  errorMs: number
  clocks: Record<HostName | 'vm', ClockOffsets | null>
} {
  const { pairs, toLab, errorMs } = hostClocks(clocks, file)
  return {
    host: (machine) => (remoteS) => toLab(machine, remoteS) - migration.migrateAt,
    vm: ({ stopS, resumeS }) => {
      const vm = readingsOf(clocks, 'vm', file)
      const zero = migration.migrateAt
      return (remoteS) => vmToLabClock(vm, stopS + zero, resumeS + zero, remoteS) - zero
    },
    errorMs,
    clocks: { host1: offsetsOf(pairs.host1), host2: offsetsOf(pairs.host2), vm: vmOffsets(clocks, file) },
  }
}

const statusIn = ({ events }: QmpLog, wanted: string): QmpEvent | undefined =>
  events.find(({ name, data }) => name === 'MIGRATION' && data.status === wanted)

/** The source's last STOP before it completed. */
function stopIn(log: QmpLog): QmpEvent | undefined {
  const completed = statusIn(log, 'completed')
  return log.events.findLast(({ name, atS }) => name === 'STOP' && (!completed || atS <= completed.atS))
}

/** QEMU searches for dirty pages once more in the stop, and counts that in `dirty-sync-count`: no pass begins there. */
export const SEARCHES_IN_STOP = 1

/**
 * Passes over the memory that began before the source stopped the VM, by QEMU's events: each begins with a search for
 * dirty pages. Null where QEMU sent no such events.
 */
export function passesIn(log: QmpLog): number | null {
  const passes = log.events.filter(({ name }) => name === 'MIGRATION_PASS')
  const stop = stopIn(log)
  if (passes.length === 0) return null
  return passes.filter(({ atS }) => stop === undefined || atS < stop.atS).length
}

/**
 * Finds the turning points in QEMU's events: STOP is the source's last before it completed, RESUME the
 * destination's first.
 * @throws ParseError where one is missing, as after a migration that failed
 */
export function milestonesOf(source: Account, destination: Account): Milestones {
  const stop = stopIn(source.log)
  if (!stop) throw new ParseError(source.file, null, say('expected.event-stop'))
  const resume = destination.log.events.find(({ name }) => name === 'RESUME')
  if (!resume) throw new ParseError(destination.file, null, say('expected.event-resume'))
  const passes = source.log.events.filter(({ name }) => name === 'MIGRATION_PASS')
  const passStarts = passes.map(({ data, atS }) => {
    if (typeof data.pass !== 'number') throw new ParseError(source.file, null, say('expected.number-of-a-pass'))
    return { pass: data.pass, s: source.toS(atS) }
  })
  const active = statusIn(source.log, 'active')
  const activeS = active ? source.toS(active.atS) : passStarts[0]?.s
  if (activeS === undefined)
    throw new ParseError(source.file, null, say('expected.event-migration-with-the-status-active'))
  return { activeS, stopS: source.toS(stop.atS), resumeS: destination.toS(resume.atS), passStarts }
}

/** The phases of the VM from the first observation to the last: in post-copy, pages still follow in the last one. */
export function phasesOf(migration: Migration, milestones: Milestones): Phase[] {
  // The order is certain; where clocks are too coarse to show it, a phase has no length.
  const active = Math.max(0, milestones.activeS)
  const stop = Math.max(active, milestones.stopS)
  const resume = Math.max(stop, milestones.resumeS)
  return [
    { name: 'baseline', fromS: migration.observedFrom - migration.migrateAt, toS: 0 },
    { name: 'setup', fromS: 0, toS: active },
    { name: 'copying', fromS: active, toS: stop },
    { name: 'stop-and-copy', fromS: stop, toS: resume },
    { name: 'after', fromS: resume, toS: Math.max(resume, migration.observedTo - migration.migrateAt) },
  ]
}

/** Counts of `perf stat -I` as rates per second of the lab's time, by event. */
export function ratesOf(
  intervals: readonly PerfInterval[],
  start: string,
  file: string,
  toS: ToS,
): Record<string, TimedValue[]> {
  const startS = decimal(linesOf(start, file)[0]?.text ?? '', file, 1, say('expected.seconds-since-the-epoch'))
  const series: Record<string, TimedValue[]> = {}
  for (const interval of intervals) {
    const own = { fromS: toS(startS + interval.fromS), toS: toS(startS + interval.toS) }
    const seconds = own.toS - own.fromS
    for (const { event, count } of interval.counts) {
      series[event] ??= []
      if (typeof count === 'number' && seconds > 0) series[event].push({ ...own, value: count / seconds })
    }
  }
  return series
}
