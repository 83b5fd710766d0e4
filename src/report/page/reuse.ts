import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { FigureId } from '../../charts/figure.ts'
import { project } from '../../project.ts'

/** What one render leaves to the next of the same report. All of it is keyed: it saves time and decides nothing. */
const Reuse = z.object({
  /** Drawn charts, SVG, by `chartKey`. */
  charts: z.record(z.string(), z.string()),
  /** Pages of the headings in the contents, by their ids: most likely those of the next print, which is compared with them. */
  pages: z.record(z.string(), z.number()).default({}),
})
export type Reuse = z.infer<typeof Reuse>

/** What an earlier render left, as it was kept; nothing where that is missing or no such thing. */
export function readReuse(kept: unknown): Reuse {
  const { data } = Reuse.safeParse(kept)
  return data ?? { charts: {}, pages: {} }
}

/** What a drawn chart depends on beside its specification: the libraries, and all that is drawn and measured with. */
const DRAWN_WITH = ['src/charts', 'src/fonts', 'src/text']

function drawingHash(): string {
  const { root } = project()
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const folder of DRAWN_WITH) {
    const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    for (const name of names.sort()) hash.update(`${name}\0`).update(readFileSync(join(root, folder, name)))
  }
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
