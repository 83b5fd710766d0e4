import { flag, type OptionsOf, requiredText, text, textOr } from '../../command-line/option.ts'
import { verbose } from '../usual-options.ts'

export const options = {
  id: requiredText('<id>', "the student's id"),
  name: text('<name>', "the student's name"),
  example: flag('show the example data of the repository'),
  run: text('<run>', 'show this run of data/runs instead of the newest complete one'),
  port: textOr('8017', '<port>', 'port on 127.0.0.1, 0 for any that is free'),
  verbose,
}

export type Options = OptionsOf<typeof options>
