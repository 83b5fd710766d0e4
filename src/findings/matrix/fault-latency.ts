import type { QmpLog } from '../../measurements/qemu/qmp.ts'

/** How long the VM waited in post-copy for pages that were still on the source, as the destination timed it. */
export interface FaultLatency {
  /**
   * How many page faults took how long: of place n those of 2^n to 2^(n+1) µs. One that was interrupted and came again counts
   * again.
   */
  buckets: number[]
  /** For so long every processor of the VM had a page to wait for, in all; null where that is not told. */
  waitedMs: number | null
  /** QEMU's mean of all; null where no page was waited for. */
  meanMs: number | null
  /** The mean wait of each processor of the VM; null of one that waited for none. */
  processorMeansMs: (number | null)[]
  /** The same of other threads of QEMU, and of KVM's. */
  othersMeanMs: number | null
}

/** Bounds of a time, ms; of those that took longest there is no upper one. */
export interface Bounds {
  fromMs: number
  toMs: number | null
}

const MS_OF_NS = 1e-6

/** The last that the destination said of it; null where it said nothing. */
export function faultLatencyOf({ polls }: QmpLog): FaultLatency | null {
  const reply = polls.findLast((poll) => poll.reply['postcopy-latency-dist'] !== undefined)?.reply
  const buckets = reply?.['postcopy-latency-dist']
  if (!reply || !buckets) return null
  // QEMU has 0 where there was nothing to take a mean of.
  const mean = (ns: number): number | null => (ns > 0 ? ns * MS_OF_NS : null)
  return {
    buckets,
    waitedMs: reply['postcopy-blocktime'] ?? null,
    meanMs: mean(reply['postcopy-latency'] ?? 0),
    processorMeansMs: (reply['postcopy-vcpu-latency'] ?? []).map(mean),
    othersMeanMs: mean(reply['postcopy-non-vcpu-latency'] ?? 0),
  }
}

/** Faults that were timed. */
export const timedIn = ({ buckets }: FaultLatency): number => buckets.reduce((sum, count) => sum + count, 0)

/** The times that a place of `buckets` holds: the first also has those that were shorter, the last those that were longer. */
export const boundsOf = (place: number, { buckets }: FaultLatency): Bounds => ({
  fromMs: place === 0 ? 0 : 2 ** place / 1000,
  toMs: place === buckets.length - 1 ? null : 2 ** (place + 1) / 1000,
})

/** The place of the fault that comes so manieth when they stand in the order of their times. */
function placeOf(manieth: number, { buckets }: FaultLatency): number {
  let passed = 0
  return buckets.findIndex((count) => {
    passed += count
    return passed >= manieth
  })
}

/** Between these lies the median, wherever within their places the times lie; null where no page was waited for. */
export function middleOf(latency: FaultLatency): Bounds | null {
  const timed = timedIn(latency)
  if (timed === 0) return null
  // Of an even number the median is between two, which may be in two places.
  const [low, high] = [Math.ceil(timed / 2), Math.floor(timed / 2) + 1].map((one) => placeOf(one, latency))
  return low === undefined || high === undefined
    ? null
    : { fromMs: boundsOf(low, latency).fromMs, toMs: boundsOf(high, latency).toMs }
}

/** Between these lies the longest of the times. */
export function longestOf(latency: FaultLatency): Bounds | null {
  const place = latency.buckets.findLastIndex((count) => count > 0)
  return place < 0 ? null : boundsOf(place, latency)
}

/** The mean can't be less, wherever within their places the times lie; null where no page was waited for. */
export function leastMeanOf(latency: FaultLatency): number | null {
  const timed = timedIn(latency)
  const least = latency.buckets.reduce((sum, count, place) => sum + count * boundsOf(place, latency).fromMs, 0)
  return timed === 0 ? null : least / timed
}
