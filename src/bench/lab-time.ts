import { type Run, Span } from '../data/schema.ts'

/** Where the time of a lab went. */
export interface LabTime {
  run: string
  /** From the first span to the last, without the time between an interruption and its resumption, s. */
  totalS: number
  /** Time in which something was measured on at least one host, as a share of the whole. */
  measuringShare: number
  /** Seconds in which at least one host did this, by kind, and the sum over hosts. */
  kinds: { what: Span['what']; anyHostS: number; hostSecondsS: number; count: number }[]
}

const MEASURING: readonly Span['what'][] = ['measure', 'migrate']

/** Length of the union of spans, s. */
function unionS(spans: readonly Span[]): number {
  let covered = 0
  let reached = -Infinity
  for (const { fromS, toS } of spans.toSorted((a, b) => a.fromS - b.fromS)) {
    covered += Math.max(0, toS - Math.max(fromS, reached))
    reached = Math.max(reached, toS)
  }
  return covered
}

/** @returns null for a run of a version that did not note its time */
export function labTime({ id, spans }: Run): LabTime | null {
  if (spans.length === 0) return null
  const totalS = unionS(spans)
  return {
    run: id,
    totalS,
    measuringShare: unionS(spans.filter(({ what }) => MEASURING.includes(what))) / totalS,
    kinds: Span.shape.what.options.flatMap((what) => {
      const own = spans.filter((span) => span.what === what)
      if (own.length === 0) return []
      return [
        {
          what,
          anyHostS: unionS(own),
          hostSecondsS: own.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0),
          count: own.length,
        },
      ]
    }),
  }
}

/** The same in words, a line a kind. */
export function describeLabTime({ run, totalS, measuringShare, kinds }: LabTime): string {
  return [
    `${run}: ${totalS.toFixed(0)} s, in ${(100 * measuringShare).toFixed(0)} % of which something was measured (wanted: at least 60 %)`,
    ...kinds.map(
      ({ what, anyHostS, hostSecondsS, count }) =>
        `  ${what.padEnd(12)}${anyHostS.toFixed(0).padStart(5)} s on some host, ${hostSecondsS.toFixed(0).padStart(5)} host seconds in ${count} spans`,
    ),
  ]
    .map((line) => `${line}\n`)
    .join('')
}
