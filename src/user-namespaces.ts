import { readFileSync } from 'node:fs'

/** What of the kernel’s settings closes user namespaces to an ordinary user; empty where this kernel has no such setting. */
export interface NamespaceSettings {
  apparmor: string
  clone: string
  most: string
}

export function namespaceSettings(): NamespaceSettings {
  const read = (name: string) => {
    try {
      return readFileSync(`/proc/sys/${name}`, 'utf8').trim()
    } catch {
      return ''
    }
  }
  return {
    apparmor: read('kernel/apparmor_restrict_unprivileged_userns'),
    clone: read('kernel/unprivileged_userns_clone'),
    most: read('user/max_user_namespaces'),
  }
}
