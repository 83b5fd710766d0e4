import { UserError } from '../../../errors.ts'
import type { HostsKind } from './host-argv.ts'

/** Two machines of the user's own, as ssh knows them: `ssh://[user@]host[:port]`. */
export interface Destinations {
  host1: string
  host2: string
}

// Neither part can begin with a dash, which ssh would take for an option, or hold what a shell gives a meaning.
const DESTINATION =
  /^ssh:\/\/(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?(?:[A-Za-z0-9_][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/

/**
 * What `--hosts` asks for: how the lab shall make them, or where they are.
 * @throws UserError `usage` for anything else, or the same machine twice
 */
export function parseHosts(text: string): HostsKind | Destinations {
  if (text === 'emulated' || text === 'kvm') return text
  const [host1, host2, ...more] = text.split(',')
  if (
    host1 !== undefined &&
    host2 !== undefined &&
    more.length === 0 &&
    [host1, host2].every((one) => DESTINATION.test(one))
  ) {
    if (host1 !== host2) return { host1, host2 }
    throw new UserError('usage', `--hosts names ${host1} twice: a VM moves between two machines.`)
  }
  throw new UserError(
    'usage',
    `--hosts ${JSON.stringify(text)} can't be used: give emulated, kvm, or two machines of yours as ` +
      '--hosts ssh://user@first,ssh://user@second.',
  )
}

/** Whether `--hosts` names machines of the user's own, which the lab doesn't boot. @throws UserError as {@link parseHosts} does */
export const areGiven = (hosts: string | undefined): boolean =>
  hosts !== undefined && typeof parseHosts(hosts) === 'object'
