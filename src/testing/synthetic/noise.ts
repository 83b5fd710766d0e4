import { createRandom } from '../../statistics/random.ts'

/** FOR TESTS ONLY: when a synthetic run begins, s since the epoch, and what makes its numbers differ. */
export const EPOCH = 1_790_000_000
export const iso = (s: number): string => new Date(s * 1000).toISOString()

export interface Noise {
  random: () => number
  /** A factor around 1; `spread` is the standard deviation of its logarithm. */
  factor: (spread: number) => number
}

export function noise(seed: number): Noise {
  const random = createRandom(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return { random, factor: (spread) => Math.exp(spread * normal()) }
}
