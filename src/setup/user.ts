import { existsSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { type NamespaceSettings, namespaceSettings } from '../user-namespaces.ts'
import { tryRun } from './run-program.ts'

/** A condition with what was seen and what to do where it is not met. */
export interface Condition {
  ok: boolean
  evidence: string
  remedy: string
}

export const isRoot = (): boolean => process.getuid?.() === 0

function accountName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.()) // an id without an account, as containers have
  }
}

/** Whether this user may map a range of user ids, which building an image without root takes. */
export function subordinateIds(): Condition {
  const name = accountName()
  const remedy = `sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${name}`
  if (isRoot()) return { ok: true, evidence: 'not needed by root', remedy }
  const missing = ['/etc/subuid', '/etc/subgid'].filter((file) => {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    return !lines.some((line) => {
      const [owner, , count] = line.split(':')
      return (owner === name || owner === String(process.getuid?.())) && Number(count) >= 65536
    })
  })
  return missing.length === 0
    ? { ok: true, evidence: `/etc/subuid and /etc/subgid have a range for ${name}`, remedy }
    : { ok: false, evidence: `no range of 65536 ids for ${name} in ${missing.join(' and ')}`, remedy }
}

/** What opens user namespaces: a command for the settings that close them, or whom to ask where none does. */
export function namespacesRemedy({ apparmor, clone, most }: NamespaceSettings = namespaceSettings()): string {
  const opening = [
    ...(clone === '0' ? ['kernel.unprivileged_userns_clone=1'] : []),
    ...(apparmor === '1' ? ['kernel.apparmor_restrict_unprivileged_userns=0'] : []),
    ...(most === '0' ? ['user.max_user_namespaces=15000'] : []),
  ]
  return opening.length > 0
    ? `sudo sysctl -w ${opening.join(' ')}`
    : 'ask whoever runs this computer, or starts its container, to allow ordinary users user namespaces'
}

/** Whether this user may make user namespaces, by making one. */
export async function userNamespaces(): Promise<Condition> {
  const remedy = namespacesRemedy()
  const tried = await tryRun(['unshare', '--user', '--map-root-user', '--mount', 'true'], { timeoutMs: 5000 })
  return tried.failure === null
    ? { ok: true, evidence: '`unshare --user --map-root-user --mount true` works', remedy }
    : { ok: false, evidence: tried.stderr.trim() || tried.failure, remedy }
}
