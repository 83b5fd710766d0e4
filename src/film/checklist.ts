import { z } from 'zod'
import { FILMED_STEPS } from '../assignment/filmed-steps.ts'
import type { Film } from './timeline.ts'

/** `out/HW1_<id>.steps.json`: what a film shows, and when. */
export const Checklist = z.strictObject({
  schema: z.literal(1),
  /** The run that the recording belongs to. */
  run: z.string(),
  recordedAt: z.iso.datetime(),
  durationS: z.number().positive(),
  steps: z.array(z.strictObject({
    id: z.string(),
    number: z.string().nullable(),
    title: z.string(),
    /** Asked for by the assignment. */
    required: z.boolean(),
    /** Time in the film at which the step is done for the first time; null where it is not shown. */
    seenAtS: z.number().nullable(),
  })),
})
export type Checklist = z.infer<typeof Checklist>

/** The proof that every step is in the film: one entry for each that there should be. */
export function checklistOf(film: Film, run: string, recordedAt: string): Checklist {
  return {
    schema: 1, run, recordedAt, durationS: film.durationS,
    steps: FILMED_STEPS.map(({ id, number, title, required }) => {
      const shown = film.steps.find((step) => step.id === id)
      const failed = shown !== undefined && shown.recorded.exitCode !== null && shown.recorded.exitCode !== 0
      return { id, number, title: shown?.title ?? title, required, seenAtS: shown === undefined || failed ? null : shown.doneS }
    }),
  }
}
