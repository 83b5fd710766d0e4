import { choice, flag, type OptionsOf, wholeNumber } from '../../command-line/option.ts'
import { SECTIONS } from '../../experiments/catalogue.ts'
import { bootedHosts } from '../booted-hosts-option.ts'
import { json, verbose } from '../usual-options.ts'

const within = (option: string, least: number, most: number, placeholder: `<${string}>`, description: string) =>
  wholeNumber(
    { least, most },
    (typed) =>
      `${option} ${JSON.stringify(typed)} can't be used: give a whole number from ${least} to ${most}, for example ${option} 100.`,
    placeholder,
    description,
  )

export const options = {
  kills: within('--kills', 1, 10_000, '<n>', 'how often something is killed; 100 take about two hours'),
  within: within(
    '--within',
    1,
    3600,
    '<seconds>',
    'with --kills: a kill comes within this time of the start (default: until an attempt has come through one of its trials)',
  ),
  only: choice(SECTIONS, '<section>', 'with --kills: every run measures this section (default: they take their turns)'),
  resume: flag('goes on with the campaign of kills that was interrupted'),
  migrations: within('--migrations', 1, 10_000, '<n>', 'how often the VM is migrated; 100 take about 20 minutes'),
  seed: within('--seed', 0, 2 ** 31, '<number>', 'the same seed, the same kills or order of settings'),
  hosts: bootedHosts('with --migrations: how the hosts are made (default: what a probe finds to work)'),
  json,
  verbose,
}

export type Options = OptionsOf<typeof options>
