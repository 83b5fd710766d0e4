import {
  EXIT_EVENT,
  EXIT_KIND_NAMES,
  type ExitKind,
  exitFilter,
  INJECTION_EVENT,
  REGISTER_EVENT,
} from '../../experiments/exit-kinds.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { type PerfCount, parsePerfRows } from '../../measurements/perf/perf-stat.ts'
import { say } from '../../text/phrase.ts'
import type { Raw } from './extent.ts'

/** What a host counted of its VM. */
export interface ExitCounts {
  exits: number
  /** Each exit is in one of them. */
  kinds: Readonly<Record<ExitKind | 'other', number>>
  registerAccesses: number
  injectedInterrupts: number
}

/** The events of a `perf stat`, with the filter of each. */
function asked(counting: readonly string[]): { event: string; filter: string | null }[] {
  const events: { event: string; filter: string | null }[] = []
  counting.forEach((word, i) => {
    const value = counting[i + 1]
    if (value === undefined) return
    if (word === '-e') events.push({ event: value, filter: null })
    const last = events.at(-1)
    if (word === '--filter' && last) last.filter = value
  })
  return events
}

/** Events are enabled one after the other, so that their sum may differ by a few from what was counted of all. */
const TOLERANCE = 0.02
const FEW = 20

/**
 * Reads what perf counted with the options of `experiments/exit-kinds.ts`; null where the kernel did not let it count one
 * of them.
 * @param counting perf's own command, which tells the filtered counts of one event apart
 * @throws ParseError where the file has other events, or kinds that do not add up to all exits
 */
export function readExits({ text, file }: Raw, counting: readonly string[]): ExitCounts | null {
  const rows = parsePerfRows(text, file)
  const events = asked(counting)
  const names = events.map(({ event }) => event)
  if (names.join() !== rows.map(({ event }) => event).join())
    throw new ParseError(
      file,
      null,
      say('expected.events', { events: names.join(', ') }),
      rows.map(({ event }) => event).join(', '),
    )
  const of = (event: string, filter: string | null = null): PerfCount['count'] | undefined =>
    rows[events.findIndex((one) => one.event === event && (event !== EXIT_EVENT || one.filter === filter))]?.count
  const [all, registerAccesses, injectedInterrupts] = [EXIT_EVENT, REGISTER_EVENT, INJECTION_EVENT].map((event) =>
    of(event),
  )
  if (typeof all !== 'number' || typeof registerAccesses !== 'number' || typeof injectedInterrupts !== 'number')
    return null
  const named = EXIT_KIND_NAMES.map((kind) => {
    const count = of(EXIT_EVENT, exitFilter(kind))
    return [kind, typeof count === 'number' ? count : 0] as const
  })
  const sum = named.reduce((total, [, count]) => total + count, 0)
  if (sum > all * (1 + TOLERANCE) + FEW)
    throw new ParseError(file, null, say('expected.kinds-of-exits-that-add-up-to', { all }), String(sum))
  const other = Math.max(0, all - sum)
  return {
    exits: sum + other,
    kinds: { ...(Object.fromEntries(named) as Record<ExitKind, number>), other },
    registerAccesses,
    injectedInterrupts,
  }
}
