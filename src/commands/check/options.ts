import { flag, type OptionsOf, required, text } from '../../command-line/option.ts'
import { fileName, json, language, verbose } from '../usual-options.ts'

export const options = {
  id: required(text('<id>', "the student's id, as given to npm run report")),
  language,
  fileName,
  reproducible: flag('print the same run twice and compare the bytes'),
  json,
  verbose,
}

export type Options = OptionsOf<typeof options>
