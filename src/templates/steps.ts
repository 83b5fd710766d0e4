import { FILMED_STEPS } from '../assignment/filmed-steps.ts'
import { UserError } from '../errors.ts'
import { StepWords } from '../film/step-words.ts'
import { hint } from '../text/nearest.ts'
import { parseTemplateJson, placeIn } from './json.ts'
import type { Overlay } from './overlay.ts'

/**
 * The student's words for the steps of the procedure.
 * @throws UserError `template` with file, line and column, and the nearest right name of a step that does not exist
 */
export function loadStepWords(overlay: Overlay): StepWords {
  const ids = FILMED_STEPS.map(({ id }) => id)
  const sources = [overlay.readDefault('steps.json'), overlay.readCustom('steps.json')]
  return Object.assign(
    {},
    ...sources.map((source) => {
      if (source === null) return {}
      const steps = parseTemplateJson(StepWords, source.text, source.file)
      const unknown = Object.keys(steps).find((id) => !ids.includes(id))
      if (unknown === undefined) return steps
      throw new UserError(
        'template',
        `${source.file}:${placeIn(source.text, [unknown])}: no step is called “${unknown}”. ${hint(unknown, ids)}`,
      )
    }),
  ) as StepWords
}
