import { z } from 'zod'

/** Text with emphasis or code in it; everything else is put into the page literally. */
export const Markdown = z.string().meta({ markdown: true })

/** Whether values of this part of the view model are set as Markdown. */
export function isMarkdown(schema: z.ZodType): boolean {
  return schema.meta()?.markdown === true
}
