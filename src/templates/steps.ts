import { FILMED_STEPS } from '../assignment/filmed-steps.ts'
import { UserError } from '../errors.ts'
import { StepWords } from '../film/step-words.ts'
import { hint } from '../text/nearest.ts'
import { parseTemplateJson, placeIn } from './json.ts'
import type { Overlay, Source } from './overlay.ts'

const IDS = FILMED_STEPS.map(({ id }) => id)

/**
 * Other words for the steps of the procedure: the language's, and the student's above them, text by text.
 * @throws UserError `template` with file, line and column, and the nearest right name of a step that does not exist
 */
export function loadStepWords(overlay: Overlay, language: string): StepWords {
  const layers = overlay.layers('steps.json', language).map(stepsIn)
  const ids = [...new Set(layers.flatMap((steps) => Object.keys(steps)))]
  return Object.fromEntries(ids.map((id) => [id, Object.assign({}, ...layers.map((steps) => steps[id]))])) as StepWords
}

function stepsIn({ file, text }: Source): StepWords {
  const steps = parseTemplateJson(StepWords, text, file)
  const unknown = Object.keys(steps).find((id) => !IDS.includes(id))
  if (unknown === undefined) return steps
  throw new UserError(
    'template',
    `${file}:${placeIn(text, [unknown])}: no step is called “${unknown}”. ${hint(unknown, IDS)}`,
  )
}
