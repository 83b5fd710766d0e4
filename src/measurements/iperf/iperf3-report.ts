import { z } from 'zod'
import { say } from '../../text/phrase.ts'
import { type FoundObject, lineAt, objectsIn, repeatedKey } from '../json-objects.ts'
import { anotherIn, ParseError } from '../parse-error.ts'
import { agreeing, inTime, madeUpOf, sentFirst, steady } from './agreement.ts'
import { type Carried, type IperfTest, intervalsOf } from './iperf-test.ts'

const Sum = z.object({
  seconds: z.number().nonnegative(),
  bytes: z.number().nonnegative(),
  bits_per_second: z.number().nonnegative(),
})
const Flag = z.union([z.literal(0), z.literal(1)])
const Report = z.object({
  start: z.object({
    /** Of the server alone, which has the client’s part in the other’s place. */
    accepted_connection: z.unknown().optional(),
    connected: z.array(z.object({ local_host: z.string(), remote_host: z.string() })).default([]),
    test_start: z.object({ protocol: z.enum(['TCP', 'UDP']), reverse: Flag, bidir: Flag.default(0) }),
  }),
  intervals: z
    .array(
      z.object({
        sum: Sum.extend({
          start: z.number().nonnegative(),
          end: z.number().nonnegative(),
          omitted: z.boolean().default(false),
        }),
      }),
    )
    .default([]),
  end: z.looseObject({
    sum_sent: Sum.extend({ retransmits: z.number().nonnegative().optional() }).optional(),
    sum_received: Sum.extend({ packets: z.number().int().nonnegative().optional() }).optional(),
    sum: z
      .looseObject({
        packets: z.number().int().positive(),
        lost_packets: z.number().int(),
        jitter_ms: z.number().nonnegative(),
        seconds: z.number().positive(),
      })
      .optional(),
  }),
})
type Report = z.infer<typeof Report>

/** A line of `--json-stream`. */
const StreamEvent = z.object({ event: z.string(), data: z.unknown() })

const WHOLE = say('expected.complete-json-of-iperf3')
const ONE_WAY = say('expected.one-test-in-one-direction-at-a')

/** A test with where it begins, and what iperf3 says of its failure. */
interface FoundReport {
  value: unknown
  error: string | null
  json: string
  at: number
}

const errorOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'error' in value ? String(value.error) : null

/** What `--json-stream` printed line by line, as `--json` prints it in one. */
function joinedEvents(objects: readonly FoundObject[], text: string, file: string): FoundReport {
  const events = objects.map(({ value, json, at }) => {
    const event = StreamEvent.safeParse(value)
    const line = { number: lineAt(text, at), text: json }
    if (!event.success) throw new ParseError(file, line.number, say('expected.event-of-iperf3-json-stream'), json)
    return { ...event.data, line, at }
  })
  const [start, another] = events.filter(({ event }) => event === 'start')
  if (start && another) throw anotherIn(file, start.line.number, another.line)
  const last = (name: string) => events.findLast(({ event }) => event === name)?.data
  const error = last('error')
  return {
    value: {
      start: start?.data,
      intervals: events.filter(({ event }) => event === 'interval').map(({ data }) => data),
      end: last('end'),
    },
    error: error === undefined ? null : String(error),
    json: text.slice(start?.at ?? 0),
    at: start?.at ?? 0,
  }
}

/** The only test of a file. @throws ParseError where there are two */
function reportIn(text: string, file: string): FoundReport {
  const objects = objectsIn(text, file, WHOLE)
  const [first, second] = objects
  if (!first) throw new ParseError(file, null, WHOLE, text.trim().slice(-60))
  if (StreamEvent.safeParse(first.value).success) {
    // With --json-stream-full-output the whole follows what was printed line by line.
    const last = objects.at(-1)
    const whole = last !== undefined && Report.safeParse(last.value).success ? last : null
    if (whole === null) return joinedEvents(objects, text, file)
    joinedEvents(objects.slice(0, -1), text, file)
    return { ...whole, error: errorOf(whole.value) }
  }
  if (second) throw anotherIn(file, lineAt(text, first.at), { number: lineAt(text, second.at), text: '{' })
  return { ...first, error: errorOf(first.value) }
}

/** Before 3.12 the second direction stands under the same names as the first. @throws ParseError where both were tested */
function oneWay({ start, end }: Report, { json, at }: FoundReport, text: string, file: string): void {
  const repeated = repeatedKey(json, 'sum')
  if (repeated !== null)
    throw new ParseError(file, lineAt(text, at + repeated.at), ONE_WAY, `${repeated.key}, ${repeated.key}`)
  const reverse = Object.keys(end).find((key) => key.includes('bidir'))
  const said = start.test_start.bidir === 1 ? 'bidir' : reverse
  if (said !== undefined) throw new ParseError(file, lineOf(`"${said}"`, json, at, text), ONE_WAY, said)
}

/** The line of the first of such words in a report. */
const lineOf = (word: string, json: string, at: number, text: string): number =>
  lineAt(text, at + Math.max(0, json.indexOf(word)))

/**
 * Reads what `iperf3 --json` or `--json-stream` prints, over TCP or UDP, with whatever stands around it.
 * @throws ParseError, with iperf3's own words where it reports an error
 */
export function parseIperf3Report(text: string, file: string): IperfTest {
  const found = reportIn(text, file)
  const { error, json, at } = found
  const interrupted = error?.startsWith('interrupt - the client ') ?? false
  if (error !== null && !interrupted)
    throw new ParseError(file, null, say('expected.finished-test-but-iperf3-reports-an-error'), error)
  const parsed = Report.safeParse(found.value)
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.')
    throw new ParseError(
      file,
      lineAt(text, at),
      path ? say('expected.test-of-iperf3-with', { value: path }) : say('expected.test-of-iperf3-with-a-result'),
    )
  }
  const report = parsed.data
  const { start, end } = report
  if (start.accepted_connection !== undefined)
    throw new ParseError(
      file,
      lineOf('"accepted_connection"', json, at, text),
      say('expected.what-the-client-of-iperf-printed'),
      'accepted_connection',
    )
  oneWay(report, found, text, file)
  const [connection] = start.connected
  const reverse = start.test_start.reverse === 1
  const common = {
    reverse,
    addresses:
      connection === undefined
        ? null
        : {
            client: connection.local_host,
            server: connection.remote_host,
            line: lineOf('"connected"', json, at, text),
          },
  }
  const line = (name: string, found: string) => ({ number: lineOf(`"${name}"`, json, at, text), text: found })
  if (start.test_start.protocol === 'UDP') {
    const { sum } = end
    if (sum === undefined)
      throw new ParseError(file, lineAt(text, at), say('expected.test-of-iperf3-with', { value: 'end.sum' }))
    const [lost, sent] = [sum.lost_packets, sum.packets]
    const place = line('sum', String(lost))
    // Since 3.12 the receiver’s count stands apart, too; where it did not come, the other one is the sender’s.
    if (interrupted || end.sum_received?.packets === 0)
      throw new ParseError(file, place.number, say('expected.udp-test-that-was-not-stopped'), error ?? '')
    if (lost > sent)
      throw new ParseError(file, place.number, say('expected.no-more-datagrams-lost-than-sent'), place.text)
    const datagrams = { sent, lost: Math.max(0, lost), jitterMs: sum.jitter_ms }
    return {
      ...common,
      datagrams,
      bitsPerSecond: 0,
      bytes: 0,
      durationS: sum.seconds,
      retransmits: null,
      intervals: [],
      stopped: null,
    }
  }
  const carried = (name: 'sum_sent' | 'sum_received'): Carried => {
    const sum = end[name]
    if (sum === undefined)
      throw new ParseError(file, lineAt(text, at), say('expected.test-of-iperf3-with', { value: `end.${name}` }))
    const { bytes, seconds, bits_per_second: bitsPerSecond } = sum
    const said = `bytes: ${bytes}, seconds: ${seconds}, bits_per_second: ${bitsPerSecond}`
    return { fromS: 0, toS: seconds, bytes, bitsPerSecond, line: line(name, said) }
  }
  const [sent, received] = [carried('sum_sent'), carried('sum_received')]
  const unheard = sent.bytes > 0 !== received.bytes > 0
  const stopped = interrupted
    ? line('error', error ?? '')
    : unheard
      ? (received.bytes > 0 ? sent : received).line
      : null
  const told = received.bytes > 0 ? received : sent
  agreeing(told, file)
  if (sent.bytes > 0) agreeing(sent, file)
  const intervals = report.intervals.flatMap(({ sum }) =>
    sum.omitted ? [] : [{ fromS: sum.start, toS: sum.end, bytes: sum.bytes, bitsPerSecond: sum.bits_per_second }],
  )
  for (const { fromS, toS, bytes, bitsPerSecond } of intervals) {
    const said = `start: ${fromS}, end: ${toS}, bytes: ${bytes}, bits_per_second: ${bitsPerSecond}`
    if (toS > fromS) steady({ fromS, toS, bytes, bitsPerSecond, line: line('intervals', said) }, file)
  }
  madeUpOf(reverse || sent.bytes === 0 ? told : sent, intervals, file)
  const omittedBytes = report.intervals.reduce((bytes, { sum }) => bytes + (sum.omitted ? sum.bytes : 0), 0)
  const total = reverse ? inTime(told, intervals) : told
  sentFirst(sent, total, { streams: start.connected.length, intervals, omittedBytes }, file)
  return {
    ...common,
    bitsPerSecond: total.bitsPerSecond,
    bytes: total.bytes,
    durationS: total.toS - total.fromS,
    retransmits: end.sum_sent?.retransmits ?? null,
    datagrams: null,
    intervals: intervalsOf(intervals),
    stopped,
  }
}
