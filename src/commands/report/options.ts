import { flag, type OptionsOf, text } from '../../command-line/option.ts'
import { edition, fileName, ids, json, language, newId, verbose } from '../usual-options.ts'

export const options = {
  id: newId,
  ids,
  name: text('<name>', "the student's name, for the first page"),
  example: flag('use the example data of the repository; says so on every page'),
  edition,
  language,
  html: flag('also write the report as one HTML file, with charts that answer'),
  videoUrl: text('<url>', 'where the film was uploaded to: a link on the first page'),
  run: text('<run>', 'use this run of data/runs instead of the newest complete one'),
  compare: text('<run>', 'put this run beside the other in the appendix, with intervals'),
  fileName,
  json,
  verbose,
}

export type Options = OptionsOf<typeof options>
