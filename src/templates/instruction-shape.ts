import { z } from 'zod'
import { Markdown } from './markdown-text.ts'

const ArgumentView = z.object({
  token: z.string(),
  /** The program, or the file that is written, whose argument it is. */
  program: z.string(),
  /** The token with the word before it, where that decides what it means: `-m 2G`. */
  label: z.string(),
  /** In one line. */
  meaning: Markdown,
  more: Markdown.nullable(),
  default: Markdown.nullable(),
  without: Markdown.nullable(),
  hosts: Markdown.nullable(),
  security: Markdown.nullable(),
  /** Number of the step where the notes stand, when the same argument was explained before. */
  before: z.string().nullable(),
})
export type ArgumentView = z.infer<typeof ArgumentView>

export const InstructionView = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  place: z.string(),
  command: z.string(),
  purpose: Markdown,
  course: z.object({ text: z.string(), difference: Markdown }).nullable(),
  arguments: z.array(ArgumentView),
  /** The earlier step that it does again, and the words in which it differs. */
  repeats: z
    .object({ number: z.string(), differing: z.array(z.object({ here: z.string(), there: z.string() })) })
    .nullable(),
  /** `exit code 0 after 0.3 s` */
  result: z.string(),
  /** `exit code 0` */
  ended: z.string(),
  /** The lines that tell something, with the number of those left out between them. */
  output: z.string().nullable(),
  /** When it is seen in the film, e.g. `2:41`. */
  filmed: z.string().nullable(),
})
export type InstructionView = z.infer<typeof InstructionView>
