import { flag, type OptionsOf, orElse, required, text, wholeNumber } from '../../command-line/option.ts'
import { edition, fileName, language, verbose } from '../usual-options.ts'

export const options = {
  id: required(text('<id>', "the student's id")),
  name: text('<name>', "the student's name"),
  example: flag('show the example data of the repository'),
  edition,
  language,
  run: text('<run>', 'show this run of data/runs instead of the newest complete one'),
  port: orElse(
    8017,
    wholeNumber(
      { least: 0, most: 65_535 },
      (typed) => `${JSON.stringify(typed)} is no port: give a number up to 65535, 0 for any that is free.`,
      '<port>',
      'port on 127.0.0.1, 0 for any that is free',
    ),
  ),
  fileName,
  verbose,
}

export type Options = OptionsOf<typeof options>
