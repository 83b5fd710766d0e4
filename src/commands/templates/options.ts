import { flag, type OptionsOf, text } from '../../command-line/option.ts'
import { json, language, verbose } from '../usual-options.ts'

export const options = {
  copy: text('<file>', 'begin a template of your own with a copy of the default'),
  accept: text('<file>', 'the change of the default has been looked at: speak of the next one only'),
  check: flag('check all templates of every language against the shape of the data, without measuring'),
  missing: text('<language>', 'print what a language lacks, in English, as the files that it is to be written into'),
  language: {
    ...language,
    description: 'language of the default that is copied (default: language in templates/report.json)',
  },
  json,
  verbose,
}

export type Options = OptionsOf<typeof options>
