import { z } from 'zod'

const text = z.string().trim().min(1)

/** `templates/steps.json`: other words for steps of the procedure, by their id, in the report and in the film. */
export const StepWords = z.record(
  z.string(),
  z.strictObject({
    title: text.optional(),
    /** Markdown. */
    purpose: text.optional(),
    /** In what the step differs from the course's wording. Markdown. */
    difference: text.optional(),
  }),
)
export type StepWords = z.infer<typeof StepWords>
