import { say } from '../../text/phrase.ts'
import { decimal, linesOf, ParseError, wholeNumber } from '../parse-error.ts'

/** One answered echo request; times in seconds since the epoch on the clock of the machine that pings. */
export interface PingReply {
  /** Counted on past 65,535, where the packet's own number starts again. */
  sequence: number
  sentAtS: number
  roundTripMs: number
}

export interface PingResult {
  sent: number
  /** In order of arrival, without duplicates. */
  replies: PingReply[]
}

const STAMP = String.raw`^\[(\d+\.\d+)\] `
const REPLY = new RegExp(`${STAMP}\\d+ bytes from .*: icmp_seq=(\\d+) ttl=\\d+ time=(\\S+) ms( \\(DUP!\\))?$`)
const LATE = new RegExp(`${STAMP}no answer yet for icmp_seq=(\\d+)$`)
const UNREACHABLE = new RegExp(`${STAMP}From \\S+ icmp_seq=(\\d+) `)
const TOTAL = /^(\d+) packets transmitted, (\d+) received/
const NOISE = [
  /^\s*$/,
  /^PING /,
  /^--- .* ping statistics ---$/,
  /^rtt min\/avg\/max\/mdev = /,
  /^pipe \d+$/,
  /^ping: (sendmsg|WARNING|Warning)/,
  /^Warning: time of day goes back/,
  /^\^C/,
]

/** When a request was sent whose answer came at `arrivedS` after `roundTripMs`. @throws ParseError where that was before the epoch */
export function sentAt(arrivedS: number, roundTripMs: number, file: string, line: number): number {
  const sentAtS = arrivedS - roundTripMs / 1000
  if (sentAtS < 0)
    throw new ParseError(file, line, say('expected.round-trip-that-began-after-the-epoch'), String(roundTripMs))
  return sentAtS
}

/**
 * Reads `ping -D`, with or without `-O`. ping prints the time at which the answer came, so the time of sending is
 * that minus the round trip. A `no answer yet` line is not yet a loss: the answer may still come.
 * @throws ParseError on any line that ping does not print, and where the replies disagree with ping's own total
 */
export function parsePing(text: string, file: string): PingResult {
  const replies = new Map<number, PingReply>()
  let highest = 0
  let total: { sent: number; received: number; line: number } | null = null
  // Sequence numbers have 16 bits; the one meant is the one nearest to the highest so far.
  const unwrap = (digits: string, line: number): number => {
    const printed = wholeNumber(digits, file, line, say('expected.sequence-number'))
    if (printed >= 65536) throw new ParseError(file, line, say('expected.sequence-number-of-16-bits'), digits)
    const sequence = printed + 65536 * Math.max(0, Math.round((highest - printed) / 65536))
    highest = Math.max(highest, sequence)
    return sequence
  }
  for (const { text: line, number } of linesOf(text, file)) {
    const reply = REPLY.exec(line)
    const [, stamp, printed, time, duplicate] = reply ?? []
    if (stamp !== undefined && printed !== undefined && time !== undefined) {
      const sequence = unwrap(printed, number)
      const roundTripMs = decimal(time, file, number, say('expected.round-trip-time'))
      if (duplicate !== undefined || replies.has(sequence)) continue
      const sentAtS = sentAt(decimal(stamp, file, number, say('expected.the-time')), roundTripMs, file, number)
      replies.set(sequence, { sequence, sentAtS, roundTripMs })
      continue
    }
    const unanswered = (LATE.exec(line) ?? UNREACHABLE.exec(line))?.[2]
    if (unanswered !== undefined) {
      unwrap(unanswered, number)
      continue
    }
    const [, sent, received] = TOTAL.exec(line) ?? []
    if (sent !== undefined && received !== undefined) {
      total = {
        sent: wholeNumber(sent, file, number, say('expected.requests-sent')),
        received: wholeNumber(received, file, number, say('expected.answers-received')),
        line: number,
      }
    } else if (!NOISE.some((pattern) => pattern.test(line))) {
      throw new ParseError(file, number, say('expected.line-of-ping-d'), line)
    }
  }
  if (total === null && highest === 0)
    throw new ParseError(file, null, say('expected.at-least-one-echo-request-of-ping'))
  if (total !== null && total.received !== replies.size) {
    throw new ParseError(
      file,
      total.line,
      say('expected.as-many-answers-as-ping-counted'),
      `${replies.size} of ${total.received}`,
    )
  }
  return { sent: total?.sent ?? highest, replies: [...replies.values()] }
}
