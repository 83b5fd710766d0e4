import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { FigureId } from '../../charts/figure.ts'
import { project } from '../../project.ts'

/** What one render leaves to the next of the same report. All of it is keyed: it saves time and decides nothing. */
const Reuse = z.object({
  /** Drawn charts, SVG, by `chartKey`. */
  charts: z.record(z.string(), z.string()),
})
export type Reuse = z.infer<typeof Reuse>

/** What an earlier render left, as it was kept; nothing where that is missing or no such thing. */
export function readReuse(kept: unknown): Reuse {
  const { data } = Reuse.safeParse(kept)
  return data ?? { charts: {} }
}

/** What a drawn chart depends on beside its specification: the libraries, the fonts among them, and the drawing code. */
function drawingHash(): string {
  const { root } = project()
  const hash = createHash('sha256')
  for (const file of [
    'package-lock.json',
    'src/charts/draw.ts',
    'src/charts/joined-marks.ts',
    'src/fonts/fonts.ts',
    'src/fonts/text-width.ts',
    'src/text/chinese.ts',
  ])
    hash.update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/** Gives the name under which a chart is kept: other data, description, libraries or fonts give another one. */
export function chartKeys(): (id: FigureId, spec: unknown, description: string) => string {
  const drawing = drawingHash()
  return (id, spec, description) =>
    createHash('sha256')
      .update(JSON.stringify([drawing, id, spec, description]))
      .digest('hex')
}
