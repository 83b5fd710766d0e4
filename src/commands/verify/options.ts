import { flag, type OptionsOf, text } from '../../command-line/option.ts'
import { fileName, json, verbose } from '../usual-options.ts'

export const options = {
  id: text('<id>', 'verify the ledger beside the report of this id, against the run that it names'),
  run: text('<run>', 'make the ledger of this run of data/runs first'),
  example: flag('the same of the example data of the repository'),
  fileName,
  json,
  verbose,
}

export type Options = OptionsOf<typeof options>
