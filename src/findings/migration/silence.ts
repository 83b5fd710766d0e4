import { quantileSorted } from 'simple-statistics'
import type { Migration } from '../../data/schema.ts'
import type { QmpLog } from '../../measurements/qemu/qmp.ts'
import { meanOver, type Span, type TimedValue } from '../reading/windows.ts'
import { isCopying } from './copying.ts'

/** Below this share of the stream's usual rate, hardly anything is sent. */
export const SILENT_SHARE = 0.05

/** Shorter than this it may be a burst of other work, s. */
export const SHORTEST_S = 2

/** What QEMU counts as sent so far, by kind of page; null where this version does not say. */
export interface Pages {
  /** Went as a note that they hold zeros only. */
  zero: number
  other: number
}

/** What share of them held zeros only. */
export const zeroPercent = ({ zero, other }: Pages): number => (100 * zero) / (zero + other)

/** A stretch of pre-copy in which the stream carried hardly anything. */
export interface Silence extends Span {
  bitsPerSecond: number
  /** That QEMU went through meanwhile. */
  pages: Pages | null
  bytes: number
  /** iperf3's throughput in percent of the baseline. */
  iperf3Percent: number | null
}

interface Answer {
  s: number
  bitsPerSecond: number
  transferred: number
  pages: Pages | null
}

/** The longest run of answers that are silent. */
function longestSilent(answers: readonly Answer[], limit: number): Answer[] {
  let [longest, current]: [Answer[], Answer[]] = [[], []]
  const lasts = (run: readonly Answer[]): number => (run.at(-1)?.s ?? 0) - (run[0]?.s ?? 0)
  for (const answer of answers) {
    current = answer.bitsPerSecond < limit ? [...current, answer] : []
    if (lasts(current) > lasts(longest)) longest = current
  }
  return longest
}

export const pagesOf = (ram: { duplicate?: number | undefined; normal?: number | undefined }): Pages | null =>
  ram.duplicate === undefined || ram.normal === undefined ? null : { zero: ram.duplicate, other: ram.normal }

/**
 * The longest stretch in which the stream ran below a twentieth of its usual rate, which is the one that it exceeds in a
 * tenth of QEMU's answers; null where it lasts less than two seconds.
 * @param iperf3 and exits by time, with the baseline to hold them against
 */
export function silenceOf(
  { polls }: QmpLog,
  { migrateAt }: Migration,
  baseline: Span | undefined,
  iperf3: readonly TimedValue[],
): Silence | null {
  const answers = polls.flatMap(({ atS, reply }): Answer[] =>
    isCopying(reply) && reply.ram && atS >= migrateAt
      ? [
          {
            s: atS - migrateAt,
            bitsPerSecond: reply.ram.mbps * 1e6,
            transferred: reply.ram.transferred,
            pages: pagesOf(reply.ram),
          },
        ]
      : [],
  )
  // Before the first figure there is none, which is no silence.
  const begun = answers.slice(answers.findIndex(({ bitsPerSecond }) => bitsPerSecond > 0))
  if (begun.length < 2) return null
  const rates = begun.map(({ bitsPerSecond }) => bitsPerSecond).toSorted((a, b) => a - b)
  const run = longestSilent(begun, SILENT_SHARE * quantileSorted(rates, 0.9))
  const [first, last] = [run[0], run.at(-1)]
  if (!first || !last || last.s - first.s < SHORTEST_S) return null
  const span = { fromS: first.s, toS: last.s }
  const [usual, meanwhile] = [baseline ? meanOver(iperf3, [baseline]) : null, meanOver(iperf3, [span])]
  const bytes = last.transferred - first.transferred
  return {
    ...span,
    bytes,
    bitsPerSecond: (8 * bytes) / (last.s - first.s),
    pages:
      first.pages && last.pages
        ? { zero: last.pages.zero - first.pages.zero, other: last.pages.other - first.pages.other }
        : null,
    iperf3Percent: usual === null || meanwhile === null || usual <= 0 ? null : (100 * meanwhile) / usual,
  }
}
