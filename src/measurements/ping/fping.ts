import { say } from '../../text/phrase.ts'
import { decimal, linesOf, ParseError, wholeNumber } from '../parse-error.ts'
import { type PingReply, type PingResult, sentAt } from './ping.ts'

const STAMP = String.raw`^\[(\d+\.\d+)\] `
const REPLY = new RegExp(`${STAMP}\\S+ : \\[(\\d+)\\], \\d+ bytes, (\\S+) ms `)
const UNANSWERED = new RegExp(`${STAMP}\\S+ : \\[(\\d+)\\], timed out `)
const TOTAL = /^\S+ : xmt\/rcv\/%loss = \d+\/(\d+)\/\d+%/
const NOISE = [
  /^\s*$/,
  /^ICMP .* from /,
  /^\S+ : duplicate for \[\d+\]/,
  new RegExp(`${STAMP}\\S+ : duplicate for \\[`),
]

/**
 * Reads `fping -D -l`: a line an answer, with the time at which it came, and a summary when it is interrupted. What was
 * sent is known by the sequence numbers: fping adds a request to its own total only once it was answered or has timed
 * out, so that those on their way when it is interrupted are in neither of its counts.
 * @throws ParseError on any line that fping does not print, and where the replies disagree with fping's own total
 */
export function parseFping(text: string, file: string): PingResult {
  const replies = new Map<number, PingReply>()
  let sent = 0
  let total: { received: number; line: number } | null = null
  for (const { text: line, number } of linesOf(text, file)) {
    const [, stamp, printed, time] = REPLY.exec(line) ?? []
    if (stamp !== undefined && printed !== undefined && time !== undefined) {
      const sequence = wholeNumber(printed, file, number, say('expected.sequence-number'))
      const roundTripMs = decimal(time, file, number, say('expected.round-trip-time'))
      sent = Math.max(sent, sequence + 1)
      const sentAtS = sentAt(decimal(stamp, file, number, say('expected.the-time')), roundTripMs, file, number)
      if (!replies.has(sequence)) replies.set(sequence, { sequence, sentAtS, roundTripMs })
      continue
    }
    const unanswered = UNANSWERED.exec(line)?.[2]
    if (unanswered !== undefined) {
      sent = Math.max(sent, wholeNumber(unanswered, file, number, say('expected.sequence-number')) + 1)
      continue
    }
    const received = TOTAL.exec(line)?.[1]
    if (received !== undefined) {
      total = { received: wholeNumber(received, file, number, say('expected.answers-received')), line: number }
    } else if (!NOISE.some((pattern) => pattern.test(line))) {
      throw new ParseError(file, number, say('expected.line-of-fping-d-l'), line)
    }
  }
  if (total === null && sent === 0) throw new ParseError(file, null, say('expected.at-least-one-echo-request-of-fping'))
  if (total !== null && total.received !== replies.size) {
    throw new ParseError(
      file,
      total.line,
      say('expected.as-many-answers-as-fping-counted'),
      `${replies.size} of ${total.received}`,
    )
  }
  return { sent, replies: [...replies.values()] }
}
