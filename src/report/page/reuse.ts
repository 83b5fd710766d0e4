import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { FigureId } from '../../charts/figure.ts'
import { programHash } from '../program-hash.ts'

/** What one render leaves to the next of the same report. All of it is keyed: it saves time and decides nothing. */
const Reuse = z.object({
  /** Drawn charts, SVG, by `chartKey`. */
  charts: z.record(z.string(), z.string()),
  /** Pages of the headings in the contents, by their ids: most likely those of the next print, which is compared with them. */
  pages: z.record(z.string(), z.number()).default({}),
  /** Finished pages, as the print left them. */
  finished: z.unknown(),
})
export type Reuse = z.infer<typeof Reuse>

/** What an earlier render left, as it was kept; nothing where that is missing or no such thing. */
export function readReuse(kept: unknown): Reuse {
  const { data } = Reuse.safeParse(kept)
  return data ?? { charts: {}, pages: {}, finished: null }
}

/** What a drawn chart depends on beside its specification: the libraries, and all that is drawn and measured with. */
const DRAWN_WITH = ['src/charts', 'src/fonts', 'src/text']

/** Gives the name under which a chart is kept: other data, description, libraries or fonts give another one. */
export function chartKeys(): (id: FigureId, spec: unknown, description: string) => string {
  const drawing = programHash(DRAWN_WITH)
  return (id, spec, description) =>
    createHash('sha256')
      .update(JSON.stringify([drawing, id, spec, description]))
      .digest('hex')
}
