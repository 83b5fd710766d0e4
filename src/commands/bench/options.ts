import { flag, type OptionsOf, orElse, text, wholeNumber } from '../../command-line/option.ts'
import { json, verbose } from '../usual-options.ts'

export const options = {
  runs: orElse(
    5,
    wholeNumber(
      { least: 1, most: 999 },
      (typed) => `${JSON.stringify(typed)} rounds can't be run: give 1 to 999, for example --runs 10.`,
      '<n>',
      'rounds to run',
    ),
  ),
  run: text('<run>', 'render this run of data/runs (default: the example)'),
  lab: flag('print where the time of the newest run of the lab went, and render nothing'),
  bare: text(
    '<browser>',
    "program to compare with (default: the system's full Chromium or Chrome, else the one that prints)",
  ),
  json,
  verbose,
}

export type Options = OptionsOf<typeof options>
