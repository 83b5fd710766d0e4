import { statSync } from 'node:fs'
import { type NamespaceSettings, namespaceSettings } from '../user-namespaces.ts'

/**
 * What fences the browser off: its own namespaces, Chromium's setuid helper where those are closed, or nothing. The page
 * that is printed is made here, runs no script of anybody else’s, and reaches neither a network nor other files.
 */
export interface Sandbox {
  kind: 'own' | 'helper' | 'none' | 'none-for-root'
  args: readonly string[]
  env: Readonly<Record<string, string>>
}

export const OWN: Sandbox = { kind: 'own', args: [], env: {} }
/** Chromium refuses to make one for root. */
export const NONE_FOR_ROOT: Sandbox = { kind: 'none-for-root', args: ['--no-sandbox'], env: {} }
export const NONE: Sandbox = { kind: 'none', args: ['--no-sandbox'], env: {} }

/** Where packages put the helper. One helper serves other versions as well. */
const HELPERS = [
  '/usr/lib/chromium/chrome-sandbox',
  '/usr/lib/chromium-browser/chrome-sandbox',
  '/opt/google/chrome/chrome-sandbox',
  '/usr/local/sbin/chrome-devel-sandbox',
]

/** Root’s, with the setuid bit: the helper would refuse to work otherwise, and nobody else’s is to be trusted. */
function isHelper(file: string): boolean {
  try {
    const { uid, mode } = statSync(file)
    return uid === 0 && (mode & 0o4001) === 0o4001
  } catch {
    return false
  }
}

/**
 * The sandbox by this system’s setuid helper, or null where none is to be had. A browser that belongs to root looks for
 * one beside itself alone; one that is the user’s own, as those that puppeteer downloads, is told of it by the variable.
 */
export function helperSandbox(executable: string, helpers: readonly string[] = HELPERS): Sandbox | null {
  if (process.env.CHROME_DEVEL_SANDBOX !== undefined || !isOwn(executable)) return null
  const helper = helpers.find(isHelper)
  return helper === undefined ? null : { kind: 'helper', args: [], env: { CHROME_DEVEL_SANDBOX: helper } }
}

function isOwn(file: string): boolean {
  try {
    return statSync(file).uid === process.getuid?.()
  } catch {
    return false
  }
}

/** What gives the browser a sandbox again, as a command where there is one: the least that it takes first. */
export function sandboxRemedy(executable: string, settings: NamespaceSettings = namespaceSettings()): string {
  if (settings.apparmor === '1') {
    const profile = `abi <abi/4.0>,\\ninclude <tunables/global>\\nprofile migration-lab-browser ${executable} flags=(unconfined) {\\n  userns,\\n}\\n`
    return `printf '${profile}' | sudo tee /etc/apparmor.d/migration-lab-browser && sudo service apparmor reload`
  }
  if (executable.includes('chromium') && (settings.clone === '0' || settings.most === '0'))
    return 'sudo apt-get install chromium-sandbox'
  if (settings.clone === '0') return 'sudo sysctl -w kernel.unprivileged_userns_clone=1'
  if (settings.most === '0') return 'sudo sysctl -w user.max_user_namespaces=15000'
  return '“sudo apt-get install chromium-sandbox” brings Chromium’s setuid helper (leave it in a container, a fence of its own)'
}
