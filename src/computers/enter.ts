import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { type ProcessOutcome, tryRun } from '../process.ts'
import { type Account, type Computer, PROJECT, STUDENT_HOME } from './computer.ts'

const SCRIPT = path.join(import.meta.dirname, 'enter.sh')
const USUAL_PATH = '/usr/local/bin:/usr/bin:/bin:/usr/games'

/** Whether sudo asks for a password, which nobody has. */
const SUDO: Record<Account, string> = {
  student: 'rm -f /etc/sudoers.d/student',
  'student with sudo': 'echo "student ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/student',
  root: '',
}

/** A computer as it lies on the disk. */
export interface Place {
  /** The folder with its system, which stays as it is. */
  system: string
  /** What the computers changed that it comes from, the newest first. */
  before: readonly string[]
  /** Its own folder, where `changes` keeps what it changes. */
  state: string
}

/** What a place has changed, for a computer that goes on from there. */
export const changesOf = ({ state }: Place): string => path.join(state, 'changes')

/** Makes the folders of a computer that nothing was changed about. */
export function makePlace(place: Place): void {
  for (const name of ['changes', 'work', 'root', 'system']) mkdirSync(path.join(place.state, name), { recursive: true })
}

interface Typed {
  inputFile?: string
  timeoutMs: number
  signal: AbortSignal
}

/** Executes a command by root of the computer, whatever its account is. */
export const asRoot = (place: Place, computer: Computer, argv: readonly string[], typed: Typed) =>
  enter(place, computer, ['env', '-i', ...environment({ PATH: `${USUAL_PATH}:/usr/sbin:/sbin` }), ...argv], typed)

/** Executes a command by the one who uses the computer, in the project’s folder. */
export function asUser(
  place: Place,
  computer: Computer,
  argv: readonly string[],
  typed: Typed,
): Promise<ProcessOutcome> {
  const { account, home = STUDENT_HOME, project = PROJECT, path: first } = computer
  const uid = account === 'root' ? [] : ['setpriv', '--reuid=1000', '--regid=1000', '--clear-groups']
  const variables = {
    PATH: [...(first === undefined ? [] : [first]), USUAL_PATH].join(':'),
    HOME: home,
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    ...computer.env,
  }
  const there = ['sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', project]
  return enter(place, computer, [...uid, 'env', '-i', ...environment(variables), ...there, ...argv], typed)
}

/** `A=b`, with what this computer needs to reach registries. */
function environment(variables: Readonly<Record<string, string>>): string[] {
  const certificates = '/etc/ssl/certs/ca-certificates.crt'
  const registry = process.env.npm_config_registry
  const all = {
    ...(existsSync(certificates) ? { NODE_EXTRA_CA_CERTS: certificates, npm_config_cafile: certificates } : {}),
    ...(registry === undefined ? {} : { npm_config_registry: registry }),
    ...variables,
  }
  return Object.entries(all).map(([name, value]) => `${name}=${value}`)
}

function enter(
  { system, before, state }: Place,
  { account, tmp = 'size=2g', shm = 'size=1g', network, userNamespaces, prepare = '' }: Computer,
  argv: readonly string[],
  { inputFile, timeoutMs, signal }: Typed,
): Promise<ProcessOutcome> {
  const env = {
    PHASE: '',
    SYSTEM: system,
    CHANGES: before.join(':'),
    STATE: state,
    TMP: tmp,
    SHM: shm,
    NETWORK: network === false ? 'no' : 'yes',
    NAMESPACES: userNamespaces === false ? 'no' : 'yes',
    PREPARE: `${SUDO[account ?? 'student']}\n${prepare}`,
  }
  return tryRun(['sh', SCRIPT, ...argv], { env, timeoutMs, signal, ...(inputFile === undefined ? {} : { inputFile }) })
}
