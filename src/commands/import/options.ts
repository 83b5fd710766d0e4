import { choice, type OptionsOf, text, wholeNumber } from '../../command-line/option.ts'
import { json, verbose } from '../usual-options.ts'
import type { Configuration, Section } from '../../experiments/catalogue.ts'

const HAND_MADE_SECTIONS = ['B', 'C', 'D'] as const satisfies readonly Section[]
const HAND_MADE_CONFIGURATIONS = [
  'kvm',
  'tcg',
  'host',
  'virtio',
  'e1000',
  'precopy',
] as const satisfies readonly Configuration[]

const POSITIVE = { least: 1, most: 999_999_999 }
const refusal = (flag: string) => (typed: string) =>
  `${flag} ${JSON.stringify(typed)} can't be used: give a whole number from 1 on.`

export const options = {
  section: choice(HAND_MADE_SECTIONS, '<section>', 'the section that the files belong to'),
  configuration: choice(HAND_MADE_CONFIGURATIONS, '<name>', 'how it was measured'),
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
