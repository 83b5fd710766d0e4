import { choice, type OptionsOf, text, wholeNumber } from '../../command-line/option.ts'
import { BY_HAND_CONFIGURATIONS, BY_HAND_SECTIONS } from '../../experiments/catalogue.ts'
import { json, verbose } from '../usual-options.ts'

const POSITIVE = { least: 1, most: 999_999_999 }
const refusal = (flag: string) => (typed: string) =>
  `${flag} ${JSON.stringify(typed)} can't be used: give a whole number from 1 on.`

export const options = {
  section: choice(BY_HAND_SECTIONS, '<section>', 'the section that the files belong to'),
  configuration: choice(BY_HAND_CONFIGURATIONS, '<name>', 'how it was measured'),
  probe: text('<name>', 'what was measured, where the content does not tell (perf stat: cpu-loop)'),
  trial: wholeNumber(
    POSITIVE,
    refusal('--trial'),
    '<number>',
    'all files are of this boot or migration (default: each file is a trial of its own, in the order given)',
  ),
  operations: wholeNumber(
    POSITIVE,
    refusal('--operations'),
    '<number>',
    'how many processes were created (--probe process-creation)',
  ),
  manifest: text('<file>', 'a JSON file that says of each file where it belongs'),
  run: text('<run>', 'add the files to this run of imported files'),
  json,
  verbose,
}

export type Options = OptionsOf<typeof options>
