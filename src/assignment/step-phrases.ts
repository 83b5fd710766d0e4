import { type Phrase, say } from '../text/phrase.ts'
import type { WordKey } from '../text/words.ts'

/** What a step is called in `templates/words.json`; that each has its words there is the compiler's to say. */
export type StepName = Extract<WordKey, `step.${string}.title`> extends `step.${infer Name}.title` ? Name : never

/** The words of a step: what is done, and why. */
export interface StepPhrases {
  /** In `templates/words.json`. Both hosts are prepared in the same words. */
  name: StepName
  title: Phrase
  /** Markdown. */
  purpose: Phrase
}

/** Those whose words are the same on whatever hosts; into the others’ something is filled. */
export type ConstantStep = Exclude<StepName, 'task1-update'>

/** The words of a step into which nothing is filled. */
export const stepPhrases = (name: ConstantStep): StepPhrases => ({
  name,
  title: say(`step.${name}.title`),
  purpose: say(`step.${name}.purpose`),
})
