import { z } from 'zod'
import { parseTemplateJson } from './json.ts'
import type { Overlay } from './overlay.ts'

const References = z.record(
  z.string().regex(/^[a-z0-9-]+$/),
  z.strictObject({
    authors: z.string(),
    title: z.string(),
    in: z.string().optional(),
    year: z.union([z.number(), z.string()]).optional(),
    url: z.url().optional(),
    doi: z.string().optional(),
    accessed: z.string().optional(),
  }),
)
export type References = z.infer<typeof References>

/** The sources: as delivered, and the student's above them. @throws UserError `template` with file, line and column */
export function loadReferences(overlay: Overlay, language: string): References {
  const layers = overlay.layers('references.json', language)
  return Object.assign({}, ...layers.map(({ file, text }) => parseTemplateJson(References, text, file))) as References
}
