import { z } from 'zod'
import { say } from '../../text/phrase.ts'
import { jsonValue, linesOf, ParseError } from '../parse-error.ts'

/** `query-migrate` as far as it is used; bytes, milliseconds, and `mbps` in millions of bits per second. */
export const QueryMigrate = z.object({
  status: z.string().optional(),
  'total-time': z.number().optional(),
  'setup-time': z.number().optional(),
  downtime: z.number().optional(),
  'error-desc': z.string().optional(),
  /** How much of the VM's processor time auto-converge takes away; only while it does. */
  'cpu-throttle-percentage': z.number().optional(),
  /** Microseconds for which dirty-limit makes a processor of the VM sleep, since QEMU 8.1. */
  'dirty-limit-throttle-time-per-round': z.number().optional(),
  /** On the destination of post-copy, with `postcopy-blocktime`: ms for which all processors of the VM waited for pages. */
  'postcopy-blocktime': z.number().optional(),
  /**
   * Since QEMU 10.1: pages that were asked for by how long they were waited for. Place n has those of 2^n to 2^(n+1) µs, the first
   * all that took less, the last all that took more. And the mean of all, of each processor of the VM, and of other threads, in ns; 0
   * for one that waited for none.
   */
  'postcopy-latency-dist': z.array(z.int().nonnegative()).optional(),
  'postcopy-latency': z.number().optional(),
  'postcopy-vcpu-latency': z.array(z.number()).optional(),
  'postcopy-non-vcpu-latency': z.number().optional(),
  ram: z
    .object({
      transferred: z.number(),
      remaining: z.number(),
      total: z.number(),
      mbps: z.number(),
      'dirty-sync-count': z.number(),
      'dirty-pages-rate': z.number(),
      'page-size': z.number(),
      /** Sent through the connections of multifd. */
      'multifd-bytes': z.number().optional(),
      /** Pages that went as a note that they hold zeros only; pages that went whole. */
      duplicate: z.number().optional(),
      normal: z.number().optional(),
      /** Pages that the destination asked for in post-copy. */
      'postcopy-requests': z.number().optional(),
    })
    .optional(),
  /** Only with xbzrle: pages that went as differences, bytes of those, and pages that could not go so. */
  'xbzrle-cache': z
    .object({ pages: z.number(), bytes: z.number(), 'cache-miss': z.number(), overflow: z.number() })
    .optional(),
})
export type QueryMigrate = z.infer<typeof QueryMigrate>

/** `query-dirty-rate`: MiB that were dirtied per second, each page counted once, where it was measured. */
const QueryDirtyRate = z.object({ status: z.string(), 'dirty-rate': z.number().optional() })

/** An event with QEMU's own time: seconds since the epoch on the clock of the host that runs it. */
export interface QmpEvent {
  name: string
  atS: number
  /** The lab's time of its arrival, seconds since the epoch: comparable with the polls. */
  heardS: number
  data: Record<string, unknown>
}

/** A conversation with QEMU's monitor, as far as migration is concerned. */
export interface QmpLog {
  events: QmpEvent[]
  /** Answers to query-migrate with the lab's time of their arrival. */
  polls: { atS: number; reply: QueryMigrate }[]
  /** The last that `query-dirty-rate` answered as measured, whole MiB a second; null where it was not asked. */
  dirtyMebibytesPerSecond: number | null
}

const Sent = z.object({ t: z.number(), sent: z.looseObject({ execute: z.string(), id: z.unknown().optional() }) })
const Received = z.object({ t: z.number(), received: z.looseObject({}) })
const Event = z.object({
  event: z.string(),
  timestamp: z.object({ seconds: z.number(), microseconds: z.number() }),
  data: z.record(z.string(), z.unknown()).default({}),
})

/** One schema after the other would make a list of all that is wrong with every answer. */
const isSent = (value: unknown): boolean => typeof value === 'object' && value !== null && 'sent' in value

/**
 * Reads a QMP conversation, one `{"t", "sent"}` or `{"t", "received"}` a line. Answers belong to commands in the
 * order in which these were sent, as QMP promises for commands that are not out of band.
 * @throws ParseError on a line that is neither, and on an answer to query-migrate or query-dirty-rate of unknown shape
 */
export function parseQmp(text: string, file: string): QmpLog {
  const log: QmpLog = { events: [], polls: [], dirtyMebibytesPerSecond: null }
  const pending: string[] = []
  for (const line of linesOf(text, file)) {
    if (line.text.trim() === '') continue
    const value = jsonValue(line.text, file, line.number, say('expected.whole-json-object'))
    const sent = isSent(value) ? Sent.safeParse(value).data?.sent : undefined
    if (sent !== undefined) {
      pending.push(sent.execute)
      continue
    }
    const entry = Received.safeParse(value)
    if (!entry.success) throw new ParseError(file, line.number, say('expected.qmp-message-with-the-time-t'), line.text)
    const { t, received } = entry.data
    if ('event' in received) {
      const event = Event.safeParse(received)
      if (!event.success) throw new ParseError(file, line.number, say('expected.event-with-its-timestamp'), line.text)
      const { seconds, microseconds } = event.data.timestamp
      log.events.push({ name: event.data.event, atS: seconds + microseconds / 1e6, heardS: t, data: event.data.data })
    } else if ('return' in received || 'error' in received) {
      const command = pending.shift()
      if (command === undefined)
        throw new ParseError(file, line.number, say('expected.command-before-its-answer'), line.text)
      if (!('return' in received)) continue
      if (command === 'query-dirty-rate') {
        const rate = QueryDirtyRate.safeParse(received.return)
        if (!rate.success)
          throw new ParseError(file, line.number, say('expected.answer-to-query-dirty-rate'), line.text)
        const mebibytes = rate.data.status === 'measured' ? rate.data['dirty-rate'] : undefined
        if (mebibytes !== undefined) log.dirtyMebibytesPerSecond = mebibytes
      }
      if (command !== 'query-migrate') continue
      const reply = QueryMigrate.safeParse(received.return)
      if (!reply.success) throw new ParseError(file, line.number, say('expected.answer-to-query-migrate'), line.text)
      log.polls.push({ atS: t, reply: reply.data })
    } else if (!('QMP' in received)) {
      throw new ParseError(file, line.number, say('expected.answer-an-event-or-qmps-greeting'), line.text)
    }
  }
  return log
}
