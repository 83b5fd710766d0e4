import type { Effect } from '../../statistics/effect.ts'
import { holm } from '../../statistics/holm.ts'
import { type Interval, isTooWide, reciprocalInterval } from '../../statistics/interval.ts'
import { say, type Text } from '../../text/phrase.ts'
import { NOT_MEASURED } from '../../text/quantities.ts'

/**
 * What may be said of two sides.
 *
 * `higher`, `lower`: claimed. `no-difference`: the interval holds 1. `may-be-chance`: it does not, but among so many
 * comparisons one would do that by chance. `unstable`: its interval does not lie wholly beyond what a configuration may
 * have differed from itself. `not-again`: it does, but not with the control in the place of what that is a copy of.
 * `too-scattered`: the interval is too wide to inform. `too-few-trials`: there is none.
 */
export type Verdict =
  | 'higher'
  | 'lower'
  | 'no-difference'
  | 'may-be-chance'
  | 'unstable'
  | 'not-again'
  | 'too-scattered'
  | 'too-few-trials'
  | 'not-measured'

/** Verdicts in words, and that of a finding which compares nothing. */
export const VERDICTS: Readonly<Record<Verdict | 'described', Text>> = {
  higher: say('verdict.higher'),
  lower: say('verdict.lower'),
  'no-difference': say('verdict.no-difference'),
  'may-be-chance': say('verdict.may-be-chance'),
  unstable: say('verdict.unstable'),
  'not-again': say('verdict.not-again'),
  'too-scattered': say('verdict.too-scattered'),
  'too-few-trials': say('verdict.too-few-trials'),
  'not-measured': NOT_MEASURED,
  described: say('verdict.described'),
}

/** What may be claimed of an effect. */
interface Judgement {
  /** The p-value after Holm’s correction for `family` comparisons. */
  correctedP: number | null
  family: number
  verdict: Verdict
}

/** How many times as much one side is as the other, and what may be claimed of it. */
export interface Claim extends Judgement {
  ratio: number | null
  /** What the ratio is; null where there is none. */
  statistic: Effect['statistic'] | null
  /** 95 %, by itself: it is not widened for the number of comparisons. */
  interval: Effect['interval']
  range: Effect['range'] | null
  pValue: Effect['pValue']
  /** The factor that a ratio must exceed, one way or the other; null where no control tells. */
  noiseFloor: number | null
  /** The same with the control in the place of what it is a copy of; null where there is none. */
  again: Pick<Effect, 'interval'> | null
}

/** Probability with which any difference at all is claimed in a family where there is none. */
export const LEVEL = 0.05

/** How far an interval keeps from 1 on the side where a ratio lies, as a factor; 0 where it does not inform. */
export function nearEnd(interval: Interval, ratio: number): number {
  if (isTooWide(interval)) return 0
  return ratio > 1 ? interval.low : 1 / interval.high
}

function verdictOf({
  ratio,
  interval,
  noiseFloor,
  correctedP,
  again,
}: Pick<Claim, 'ratio' | 'interval' | 'noiseFloor' | 'correctedP' | 'again'>): Verdict {
  if (ratio === null) return 'not-measured'
  if (!interval || correctedP === null) return 'too-few-trials'
  if (isTooWide(interval)) return 'too-scattered'
  const near = nearEnd(interval, ratio)
  if (near <= 1) return 'no-difference'
  if (noiseFloor !== null && near <= noiseFloor) return 'unstable'
  if (again?.interval && !(nearEnd(again.interval, ratio) > Math.max(1, noiseFloor ?? 1))) return 'not-again'
  if (correctedP >= LEVEL) return 'may-be-chance'
  return ratio > 1 ? 'higher' : 'lower'
}

/** The same the other way round: how many times as much the other side is. */
export const reciprocal = <C extends Pick<Claim, 'ratio' | 'interval' | 'range'>>(claim: C): C => ({
  ...claim,
  ratio: claim.ratio === null ? null : 1 / claim.ratio,
  interval: claim.interval && reciprocalInterval(claim.interval),
  range: claim.range && { least: 1 / claim.range.most, most: 1 / claim.range.least },
})

/** A claim as if it were the only one. @param noiseFloor of the control of the same quantity */
export function claimOf(effect: Effect | null, noiseFloor: number | null = null): Claim {
  const claim = {
    ratio: effect?.value ?? null,
    statistic: effect?.statistic ?? null,
    interval: effect?.interval ?? null,
    range: effect?.range ?? null,
    pValue: effect?.pValue ?? null,
    noiseFloor,
    again: null,
    correctedP: effect?.pValue ?? null,
    family: 1,
  }
  return { ...claim, verdict: verdictOf(claim) }
}

/** What may be said of claims that are made together: each is corrected for the number of those that could be tested. */
export function judgedTogether(claims: readonly Claim[]): Judgement[] {
  const tested = claims.flatMap(({ pValue }) => pValue ?? [])
  const corrected = holm(tested)
  let next = 0
  return claims.map((claim) => {
    const correctedP = claim.pValue === null ? null : (corrected[next++] ?? null)
    return { correctedP, family: Math.max(1, tested.length), verdict: verdictOf({ ...claim, correctedP }) }
  })
}
