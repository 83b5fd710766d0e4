import { createRandom } from '../statistics/random.ts'

/** FOR TESTS ONLY. */
const ROUNDS = 4000

/** Lognormal values with the given standard deviation of the logarithm. */
export function lognormal(random: () => number, count: number, spread: number, centre = 1): number[] {
  return Array.from(
    { length: count },
    () => centre * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())),
  )
}

/** The share of rounds in which the interval holds the truth. */
export function coverage(covers: (random: () => number) => boolean, seed: number): number {
  const random = createRandom(seed)
  let covered = 0
  for (let round = 0; round < ROUNDS; round += 1) if (covers(random)) covered += 1
  return covered / ROUNDS
}
