import { mean, sampleStandardDeviation } from 'simple-statistics'
import { holm } from './holm.ts'
import { studentTwoSided } from './student-t.ts'

/** A value held against all others of its kind. */
export interface Apart {
  /** By how much it is more than the mean of the others. */
  difference: number
  /** Of Student's t for one more value beside the others, two-sided, corrected after Holm for all values. */
  correctedP: number
}

/**
 * Whether each of a few values lies further from the others than these let expect of one more of their kind: the
 * prediction by their mean and spread, that value left out (Hahn and Meeker, "Statistical Intervals", 4.2).
 * @returns in the same order; null with fewer than three, where the others have no spread to hold one against
 */
export function apart(values: readonly number[]): Apart[] | null {
  if (values.length < 3) return null
  const held = values.map((value, index) => {
    const others = values.filter((_, i) => i !== index)
    const difference = value - mean(others)
    const error = sampleStandardDeviation(others) * Math.sqrt(1 + 1 / others.length)
    const p = difference === 0 ? 1 : error === 0 ? 0 : studentTwoSided(Math.abs(difference) / error, others.length - 1)
    return { difference, p }
  })
  const corrected = holm(held.map(({ p }) => p))
  return held.map(({ difference }, index) => ({ difference, correctedP: corrected[index] ?? 1 }))
}
