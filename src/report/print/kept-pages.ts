import { createHash } from 'node:crypto'
import { z } from 'zod'
import { programHash } from '../program-hash.ts'

const Box = z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly()

/** What was made of what a page paints. */
const KeptPage = z.object({
  artifacts: z.array(z.number()),
  /** By their marks. */
  drawings: z.array(z.tuple([z.number(), Box])),
  /** What the tags say of its marks, which decides on all that follows. */
  tags: z.string(),
  /** Marks that are not there any more. */
  joined: z.array(z.number()),
  /** The finished stream, as Latin-1. */
  object: z.string(),
})
export type KeptPage = z.infer<typeof KeptPage>

const KeptPages = z.record(z.string(), KeptPage)

/** What pages are finished with beside what the browser printed. */
const FINISHED_WITH = ['src/report/print']

/**
 * Pages that were finished for an earlier print, by a hash of the program, the fonts and what the browser painted: where one
 * file has changed, most pages are as they were. It saves time and decides nothing.
 */
export class PageStore {
  readonly #before: Readonly<Record<string, KeptPage>>
  readonly #now: Record<string, KeptPage> = {}
  readonly #program = programHash(FINISHED_WITH)

  /** @param kept what an earlier one left, as it was kept; whatever is no such thing is as good as nothing */
  constructor(kept: unknown = {}) {
    this.#before = KeptPages.safeParse(kept).data ?? {}
  }

  /** @param fonts what the advances of glyphs are read from */
  keyOf(fonts: readonly string[], painted: string): string {
    const hash = createHash('sha256')
    for (const part of [this.#program, ...fonts, painted]) hash.update(part, 'latin1').update('\0')
    return hash.digest('hex')
  }

  get(key: string): KeptPage | undefined {
    return this.#before[key]
  }

  set(key: string, page: KeptPage): void {
    this.#now[key] = page
  }

  /** For the next print. */
  kept(): Record<string, KeptPage> {
    return this.#now
  }
}
