import { z } from 'zod'
import { OBSERVED } from '../assignment/rubric.ts'

/** One thing that a report must have; a failed one is a reason not to hand it in. */
export const Check = z.strictObject({
  id: z.enum([
    'sections',
    'values',
    'identity',
    'measured',
    'layout',
    'links',
    'outline',
    'fonts',
    'tags',
    'metadata',
    'size',
    'film',
    'playback',
    'video',
  ]),
  passed: z.boolean(),
  /** What was found, in one sentence. */
  evidence: z.string(),
})
export type Check = z.infer<typeof Check>

/** One item that the assignment gives points for. */
export const GradedItem = z.strictObject({
  /** A section's letter, or the film. */
  part: z.string(),
  asks: z.string(),
  points: z.number(),
  status: z.enum(['present', 'placeholder', 'missing']),
  evidence: z.string(),
})
export type GradedItem = z.infer<typeof GradedItem>

/** `out/checks.json`. */
export const Checks = z.strictObject({
  schema: z.literal(1),
  id: z.string(),
  pdf: z.strictObject({ file: z.string(), bytes: z.number(), sha256: z.string() }),
  passed: z.boolean(),
  checks: z.array(Check),
  rubric: z.array(GradedItem),
  /** What the student saw in the sections that ask for it: whether it is printed, and what the run makes one ask where it is not. */
  observations: z.array(
    z.strictObject({
      section: z.enum(OBSERVED),
      /** Those of the section: part of them are for this. */
      points: z.number(),
      /** `written`: the file says something, and the report was printed before it did. */
      status: z.enum(['printed', 'written', 'empty']),
      /** Where it is to be written. */
      file: z.string(),
      questions: z.array(z.string()),
    }),
  ),
  /** Points of all items, and of those that are present; how well they are answered only a reader can say. */
  points: z.strictObject({ total: z.number(), present: z.number() }),
  /** Whether two renders of the same run gave the same bytes; null where it was not tried. */
  reproducible: z.strictObject({ same: z.boolean(), evidence: z.string() }).nullable(),
})
export type Checks = z.infer<typeof Checks>
