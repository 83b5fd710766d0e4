import { choice } from '../command-line/option.ts'
import { HOSTS_KINDS } from '../lab/machines/hosts/host-argv.ts'

/** `--hosts` where they can only be booted here. */
export const bootedHosts = (description: string) => choice(HOSTS_KINDS, '<kind>', description)
