import { z } from 'zod'
import { FILMED_STEPS } from '../assignment/filmed-steps.ts'
import { spoken } from '../text/spoken.ts'
import { ENGLISH, type Words } from '../text/words.ts'
import type { Film } from './cut.ts'

/** `out/HW1_<id>.steps.json`: what a film shows, and when. */
export const Checklist = z.strictObject({
  schema: z.literal(1),
  /** The run that the recording belongs to. */
  run: z.string(),
  recordedAt: z.iso.datetime(),
  durationS: z.number().positive(),
  steps: z.array(
    z.strictObject({
      id: z.string(),
      number: z.string().nullable(),
      title: z.string(),
      /** Asked for by the assignment. */
      required: z.boolean(),
      /** Time in the film at which its words appear first, as in the report; null where it is not shown, or only failing. */
      seenAtS: z.number().nonnegative().nullable(),
      /** null where the command goes on, nothing was typed, or it is not shown. Lists of earlier versions have none. */
      exitCode: z.number().int().nullable().default(null),
    }),
  ),
})
export type Checklist = z.infer<typeof Checklist>

/** The proof that every step is in the film: one entry for each that there should be. @param recordedAt ISO 8601 */
export function checklistOf(
  film: Film,
  { run, recordedAt, words }: Pick<Checklist, 'run' | 'recordedAt'> & { words: Words },
): Checklist {
  return {
    schema: 1,
    run,
    recordedAt,
    durationS: film.durationS,
    steps: FILMED_STEPS.map(({ id, number, title, required }) => {
      const shown = film.steps.filter((step) => step.id === id)
      const done = shown.find(({ recorded: { exitCode } }) => exitCode === null || exitCode === 0)
      const { recorded } = done ?? shown.at(-1) ?? {}
      return {
        id,
        number,
        title: spoken(title, words),
        required,
        seenAtS: done?.fromS ?? null,
        exitCode: recorded?.exitCode ?? null,
      }
    }),
  }
}

/**
 * Required steps that a list does not prove to be in its film: the steps are ours, whatever was struck from the list.
 * They are called as the list calls them, and what was struck in English.
 */
export function unseenSteps({ steps }: Checklist): Pick<Checklist['steps'][number], 'number' | 'title' | 'exitCode'>[] {
  return FILMED_STEPS.filter(({ required }) => required).flatMap(({ id, number, title }) => {
    const listed = steps.find((step) => step.id === id)
    return listed?.seenAtS != null
      ? []
      : [{ number, title: listed?.title ?? spoken(title, ENGLISH), exitCode: listed?.exitCode ?? null }]
  })
}
