import type { Span } from '../../data/schema.ts'

/** Notes where the time of the lab goes, on the clock of the run. */
export class Spans {
  readonly list: Span[]
  readonly #zeroMs: number

  /** @param before spans of earlier attempts at the same run */
  constructor(createdAt: string, before: readonly Span[]) {
    this.#zeroMs = Date.parse(createdAt)
    this.list = [...before]
  }

  /** Does a piece of work and notes how long it took, also when it fails. */
  async of<T>(what: Span['what'], place: Span['place'], work: () => Promise<T>): Promise<T> {
    const fromS = this.#now()
    try {
      return await work()
    } finally {
      this.list.push({ what, place, fromS, toS: this.#now() })
    }
  }

  #now(): number {
    return Math.round(Date.now() - this.#zeroMs) / 1000
  }
}
