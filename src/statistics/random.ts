/**
 * A generator of uniform numbers in [0, 1), the same sequence for the same seed.
 *
 * sfc32 by Chris Doty-Humphrey (PractRand), seeded through a counter and 12 rounds of mixing as its author does.
 * @param seed a non-negative integer; the bits above 2^32 count as well
 */
export function createRandom(seed: number): () => number {
  let a = 0
  let b = seed >>> 0
  let c = Math.floor(seed / 2 ** 32) >>> 0
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  for (let round = 0; round < 12; round += 1) next()
  return next
}

/** A shuffled copy: Fisher and Yates, each order equally likely. */
export function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const shuffled = [...items]
  for (let i = shuffled.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1))
    // Both indices are within the array, so neither entry is missing.
    ;[shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T]
  }
  return shuffled
}
