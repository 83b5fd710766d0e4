import { flag, type OptionsOf, text } from '../../command-line/option.ts'
import { bootedHosts, json, verbose } from '../usual-options.ts'

export const options = {
  kills: text('<n>', 'how often something is killed; 100 take about two hours'),
  within: text(
    '<seconds>',
    'with --kills: a kill comes within this time of the start (default: until an attempt has come through one of its trials)',
  ),
  resume: flag('goes on with the campaign of kills that was interrupted'),
  migrations: text('<n>', 'how often the VM is migrated; 100 take about 20 minutes'),
  seed: text('<number>', 'the same seed, the same kills or order of settings'),
  hosts: bootedHosts('with --migrations: how the hosts are made (default: what a probe finds to work)'),
  json,
  verbose,
}

export type Options = OptionsOf<typeof options>
