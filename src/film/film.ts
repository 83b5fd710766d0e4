import { FILMED_STEPS } from '../assignment/filmed-steps.ts'
import type { Recording } from '../data/recording-schema.ts'
import { type Film, layOut } from './cut.ts'
import type { FilmTemplate } from './template.ts'

/** The film of a recording, with the student's words for its steps where there are any, else those of section A. */
export function filmOf(recording: Recording, { steps, speed }: Pick<FilmTemplate, 'steps' | 'speed'>): Film {
  const words = FILMED_STEPS.map((step) => {
    const { title = step.title, purpose = step.purpose } = steps[step.id] ?? {}
    return { ...step, title, purpose }
  })
  return layOut(recording, words, speed)
}
