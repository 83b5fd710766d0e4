import { max } from 'simple-statistics'
import type { PingReply, PingResult } from '../../measurements/ping/ping.ts'
import { type Hole, lossOf } from '../../measurements/ping/ping-loss.ts'
import type { Milestones, ToS } from '../reading/milestones.ts'
import { medianWithin, type Phase, type Span, within } from '../reading/windows.ts'
import type { MigrationResult } from './result.ts'

/** How long after RESUME a gap of the probe still belongs to the migration: the network has to learn the new place. */
const AFTERMATH_S = 2

/** Times between two successive answers, by when the client received them. */
function gapsOf(replies: readonly PingReply[], toS: ToS): Span[] {
  const received = replies
    .map(({ sentAtS, roundTripMs }) => toS(sentAtS + roundTripMs / 1000))
    .toSorted((a, b) => a - b)
  return received.slice(1).map((s, i) => ({ fromS: received[i] ?? s, toS: s }))
}

const longestMs = (gaps: readonly Span[]): number => max(gaps.map((gap) => gap.toS - gap.fromS)) * 1000

/**
 * The longest gap: the longest time between two successive answers that the client received, by when they came, of those
 * gaps that reach into the stop or the time just after it, ms.
 */
function longestGapMs(gaps: readonly Span[], { stopS, resumeS }: Milestones): number | null {
  const near = gaps.filter((gap) => gap.toS >= stopS && gap.fromS <= resumeS + AFTERMATH_S)
  // Without an answer on both sides of the stop, there is no end to the gap.
  if (near.length === 0 || !near.some((gap) => gap.toS >= resumeS)) return null
  return longestMs(near)
}

/** Gaps in the sequence whose requests were sent, in part at least, while the VM stood still. */
const aroundStop = (holes: readonly Hole[], toS: ToS, { stopS, resumeS }: Milestones): Hole[] =>
  holes.filter(
    ({ afterS, beforeS }) => afterS !== null && toS(afterS) <= resumeS && (beforeS === null || toS(beforeS) >= stopS),
  )

/** From when its first request was sent to when the next one was that has an answer, ms: requests come at an even pace. */
function lengthMs({ count, afterS, beforeS }: Hole): number[] {
  return afterS === null || beforeS === null ? [] : [(1000 * (beforeS - afterS) * count) / (count + 1)]
}

/** What the client's probe tells of one migration: its longest gap, and what had no answer. */
export function probesOf(
  ping: PingResult,
  toS: ToS,
  milestones: Milestones,
  phases: readonly Phase[],
): { longestGapMs: number | null; pings: MigrationResult['pings'] } {
  const { lost, holes, onTheWay } = lossOf(ping)
  const around = aroundStop(holes, toS, milestones)
  const lengths = around.flatMap(lengthMs)
  const gaps = gapsOf(ping.replies, toS)
  const gapsCopying = within(gaps, phases, 'copying')
  // Each by when it was sent.
  const roundTrips = ping.replies.map(({ sentAtS, roundTripMs }) => {
    const s = toS(sentAtS)
    return { fromS: s, toS: s, value: roundTripMs }
  })
  return {
    longestGapMs: longestGapMs(gaps, milestones),
    pings: {
      sent: ping.sent,
      lost,
      aroundStop: around.reduce((sum, { count }) => sum + count, 0),
      unansweredMs: lengths.length === 0 ? null : max(lengths),
      gapCopyingMs: gapsCopying.length === 0 ? null : longestMs(gapsCopying),
      roundTripBaselineMs: medianWithin(roundTrips, phases, 'baseline'),
      roundTripCopyingMs: medianWithin(roundTrips, phases, 'copying'),
      onTheWay,
    },
  }
}
