import { flag, type OptionsOf, text } from '../../command-line/option.ts'
import { fileName, ids, json, language, verbose } from '../usual-options.ts'

export const options = {
  id: text('<id>', "the student's id, as given to npm run report"),
  ids,
  folder: text('<folder>', 'a table of the PDFs in this folder, whoever made them, or with --ids of those of a class'),
  language,
  fileName,
  reproducible: flag('print the same run twice and compare the bytes'),
  json,
  verbose,
}

export type Options = OptionsOf<typeof options>
