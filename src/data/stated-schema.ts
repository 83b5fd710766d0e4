import { z } from 'zod'
import { STATED_CODES, type Stated, type StatedSentence, statedNames } from '../text/stated.ts'

/** A sentence as a code, with a value for each name of its phrase (`stored.<code>` of `templates/words.json`). */
export const StatedPart: z.ZodType<StatedSentence> = z
  .strictObject({
    code: z.enum(STATED_CODES),
    /** Facts as they were found, sentences, and lists of them. */
    values: z.record(
      z.string(),
      z.lazy(() => z.union([z.string(), z.number(), StatedPart, z.array(StatedText)])),
    ),
  })
  .refine(({ code, values }) => statedNames(code).every((name) => Object.hasOwn(values, name)), {
    error: 'a value of the sentence is missing',
  })

/** A sentence that is put into words when it is read; runs of earlier versions have it in English. */
export const StatedText: z.ZodType<Stated> = z.union([z.string(), StatedPart])
