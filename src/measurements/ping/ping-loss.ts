import { median } from 'simple-statistics'
import type { PingReply, PingResult } from './ping.ts'

/** Requests one after the other without an answer, though fping went on: those before and after them have one. */
export interface Hole {
  /** Sequence number of the first. */
  first: number
  count: number
  /** When the answered requests before and after them were sent; null at an end of the output. */
  afterS: number | null
  beforeS: number | null
}

export interface PingLoss {
  answered: number
  lost: number
  holes: Hole[]
  /**
   * About how many were on their way when pinging ended, and are no losses: as many as were sent during the round trip
   * of the last answer. The output does not have them.
   */
  onTheWay: number
}

const bySequence = (a: PingReply, b: PingReply): number => a.sequence - b.sequence

/** Usual time between two requests, s; null where no two that follow each other were answered. */
function spacingOf(replies: readonly PingReply[]): number | null {
  const gaps = replies.slice(1).flatMap(({ sequence, sentAtS }, index) => {
    const before = replies[index]
    return before && sequence === before.sequence + 1 ? [sentAtS - before.sentAtS] : []
  })
  return gaps.length === 0 ? null : median(gaps)
}

/** What of the requests had no answer, by their sequence numbers, which begin with 0. */
export function lossOf({ sent, replies }: PingResult): PingLoss {
  const sorted = replies.toSorted(bySequence)
  const holes: Hole[] = []
  let next = 0
  let afterS: number | null = null
  for (const { sequence, sentAtS } of sorted) {
    if (sequence > next) holes.push({ first: next, count: sequence - next, afterS, beforeS: sentAtS })
    next = sequence + 1
    afterS = sentAtS
  }
  if (sent > next) holes.push({ first: next, count: sent - next, afterS, beforeS: null })
  const spacing = spacingOf(sorted)
  const last = sorted.at(-1)
  return {
    answered: sorted.length,
    lost: holes.reduce((sum, { count }) => sum + count, 0),
    holes,
    onTheWay: last && spacing !== null && spacing > 0 ? Math.floor(last.roundTripMs / 1000 / spacing) : 0,
  }
}
