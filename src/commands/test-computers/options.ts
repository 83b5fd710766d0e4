import { flag, type OptionsOf, text } from '../../command-line/option.ts'
import { json, verbose } from '../usual-options.ts'

export const options = {
  only: text('<names>', 'these alone, and those that they come from; names are separated by commas'),
  packages: text('<folder>', 'a node_modules that each fresh clone gets a copy of, instead of fetching its own'),
  lab: flag('also measure with the profile smoke on each that has printed, and print and recompute that'),
  list: flag('name the computers, and try none'),
  json,
  verbose,
}

export type Options = OptionsOf<typeof options>
