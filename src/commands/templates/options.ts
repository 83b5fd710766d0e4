import { flag, type OptionsOf, text } from '../../command-line/option.ts'
import { json, verbose } from '../usual-options.ts'

export const options = {
  copy: text('<file>', 'begin a template of your own with a copy of the default'),
  accept: text('<file>', 'the change of the default has been looked at: speak of the next one only'),
  check: flag('check all templates against the shape of the data, without measuring'),
  json,
  verbose,
}

export type Options = OptionsOf<typeof options>
