/** How this computer keeps to the estimates: s that passed against s that were expected. */
export class Pace {
  readonly #now: () => number
  readonly #startedS: number
  #expectedS = 0

  /** @param now a clock in seconds */
  constructor(now: () => number = () => performance.now() / 1000) {
    this.#now = now
    this.#startedS = now()
  }

  /** Something that was expected to take so long is done. */
  passed(expectedS: number): void {
    this.#expectedS += expectedS
  }

  /** How long something will take that is estimated at so many seconds; the estimate itself while nothing has passed. */
  expected(estimatedS: number): number {
    if (this.#expectedS === 0) return estimatedS
    return (estimatedS * (this.#now() - this.#startedS)) / this.#expectedS
  }
}
