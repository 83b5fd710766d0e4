import { existsSync, readFileSync } from 'node:fs'
import { UserError } from '../errors.ts'
import { findBrowser } from './browser.ts'
import { findProgram } from './programs.ts'
import { tryRun } from './run-program.ts'
import { type Condition, isRoot, subordinateIds, userNamespaces } from './user.ts'

/**
 * What a command is about to do: a `measured report` measures first, `demo` records and films, `film` films what is recorded;
 * tests do all of it.
 */
export type Need = 'lab' | 'report' | 'measured report' | 'demo' | 'film' | 'verify' | 'test'

/** A prerequisite that a Debian package brings. */
export interface Prerequisite {
  /** Name of a program, or an absolute path. */
  name: string
  package: string
  purpose: string
  /** Of no use once what hosts are booted from is there. */
  builds?: true
}

/** QEMU is not among them: where it is missing or old, the lab brings its own. */
const LAB: readonly Prerequisite[] = [
  { name: 'mmdebstrap', package: 'mmdebstrap', purpose: 'builds their system from Debian packages', builds: true },
  {
    name: '/usr/share/keyrings/debian-archive-keyring.gpg',
    package: 'debian-archive-keyring',
    purpose: 'checks the signatures of those packages',
    builds: true,
  },
  { name: 'newuidmap', package: 'uidmap', purpose: 'lets an ordinary user build it', builds: true },
  { name: 'genext2fs', package: 'genext2fs', purpose: 'makes a file system without mounting it', builds: true },
  { name: 'ssh', package: 'openssh-client', purpose: 'reaches the hosts' },
]
const FILM: readonly Prerequisite[] = [{ name: 'ffmpeg', package: 'ffmpeg', purpose: 'encodes the film' }]
const VERIFY: readonly Prerequisite[] = [
  { name: 'python3', package: 'python3', purpose: 'recomputes the figures of a report' },
]
const TEST: readonly Prerequisite[] = [
  {
    name: 'qemu-system-x86_64',
    package: 'qemu-system-x86',
    purpose: 'is held against its explanation in tests',
  },
  { name: 'qemu-img', package: 'qemu-utils', purpose: 'makes disks in tests' },
  { name: 'ffprobe', package: 'ffmpeg', purpose: 'reads the film back in tests' },
  { name: 'tesseract', package: 'tesseract-ocr', purpose: 'reads the pictures of the film in tests' },
  { name: 'pdftotext', package: 'poppler-utils', purpose: 'reads the report back in tests' },
]

/** Those that take a browser. */
const PRINTING: readonly Need[] = ['report', 'measured report', 'test']

/** Programs that `need` asks for, the browser aside. */
export function prerequisites(need: Need): readonly Prerequisite[] {
  return {
    lab: LAB,
    report: [],
    'measured report': LAB,
    demo: [...LAB, ...FILM],
    film: FILM,
    verify: VERIFY,
    test: [...LAB, ...FILM, ...VERIFY, ...TEST],
  }[need]
}

/** Where a prerequisite is, or null. */
export function locate({ name }: Prerequisite): string | null {
  return name.startsWith('/') ? (existsSync(name) ? name : null) : findProgram(name)
}

const say = (text: string) => process.stderr.write(`${text}\n`)

/** The words in front of a command that needs root: none for root, sudo without a password, or null. */
async function rootPrefix(): Promise<readonly string[] | null> {
  if (isRoot()) return []
  if (!findProgram('sudo')) return null
  const asked = await tryRun(['sudo', '-n', 'true'], { timeoutMs: 5000 })
  return asked.failure === null ? ['sudo', '-n'] : null
}

/** Ubuntu’s packages called chromium are snaps; Debian 11’s is Chromium 120, which makes no bookmarks of headings. */
function hasNoBrowser(): boolean {
  if (!existsSync('/etc/os-release')) return false
  const release = readFileSync('/etc/os-release', 'utf8')
  return /^ID=ubuntu$/m.test(release) || (/^ID=debian$/m.test(release) && /^VERSION_ID="?(?:9|10|11)"?$/m.test(release))
}

const BROWSERS = ['chromium-headless-shell', 'chromium'] as const

/** The browser's package in this Debian: the headless shell from Debian 12 on. */
async function browserPackage(): Promise<string | null> {
  if (hasNoBrowser()) return null
  for (const name of BROWSERS) {
    const policy = await tryRun(['apt-cache', 'policy', name], { env: { LC_ALL: 'C' } })
    if (/Candidate: (?!\(none\))/.test(policy.stdout)) return name
  }
  return null
}

const APT = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=300', '-q']
const INSTALL = ['install', '-y', '--no-install-recommends']

async function apt(root: readonly string[], args: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  const outcome = await tryRun([...root, ...APT, ...args], { output: 'show', ...(signal ? { signal } : {}) })
  signal?.throwIfAborted()
  if (outcome.failure !== null) {
    throw new UserError('setup', `apt-get ${args.join(' ')} failed, as it says above; mend that and run this again.`, {
      cause: outcome.failure,
    })
  }
}

/**
 * Installs what `need` asks for and this machine lacks, having said so; quick when nothing is missing.
 * @param built whether what hosts are booted from is there already, so that nothing is needed to build it
 * @throws UserError `setup` with the one command to run, where this user can't install packages
 */
export async function ensurePackages(
  need: Need,
  signal?: AbortSignal,
  { built = false }: { built?: boolean } = {},
): Promise<void> {
  const asked = prerequisites(need).filter((one) => !(built && one.builds))
  const missing = asked.filter((one) => locate(one) === null)
  const withBrowser = PRINTING.includes(need) && findBrowser() === null
  const builds = asked.some((one) => one.package === 'uidmap')
  const ids = builds ? unmet(subordinateIds()) : null
  const closed = builds ? await closedNamespaces() : null
  const isComplete = missing.length === 0 && !withBrowser && ids === null
  // Nothing that could be installed helps where nobody can open them here.
  if (closed !== null && (isComplete || !isCommand(closed.remedy))) throw new UserError('setup', ofClosed(closed))
  if (isComplete) return

  const names = missing.map((one) => one.package)
  const wanted = [...names, ...(withBrowser ? ['a browser'] : [])].join(', ')
  if (!findProgram('apt-get')) {
    const told = [withoutApt(missing, withBrowser), ...(closed === null ? [] : [ofClosed(closed)])]
    throw new UserError('setup', told.join('\n'))
  }
  const root = await rootPrefix()
  if (root === null || closed !== null) {
    if (withBrowser && names.length === 0 && hasNoBrowser()) throw new UserError('setup', NO_BROWSER)
    const packages = [...names, ...(withBrowser && !hasNoBrowser() ? [(await browserPackage()) ?? 'chromium'] : [])]
    throw new UserError('setup', askedOfRoot(packages, ids, closed))
  }

  if (wanted !== '') {
    say(`Setting up: Debian packages ${wanted}, by apt-get${root.length ? ' with sudo' : ''}.`)
    await apt(root, ['update'], signal)
    const browser = withBrowser ? await browserPackage() : null
    if (withBrowser && browser === null) throw new UserError('setup', NO_BROWSER)
    await apt(root, [...INSTALL, ...names, ...(browser ? [browser] : [])], signal)
  }
  if (ids !== null) {
    const command = ids.remedy.split(' ').slice(1)
    say(`Setting up: a range of user ids for this account, by ${command[0]} with sudo.`)
    const outcome = await tryRun([...root, ...command], { output: 'show' })
    if (outcome.failure !== null) throw new UserError('setup', `A range of user ids is missing: run\n  ${ids.remedy}`)
  }
  const still = asked.filter((one) => locate(one) === null)
  if (still.length > 0) {
    throw new UserError(
      'setup',
      `${still.map((one) => one.name).join(', ')} can't be found although the packages ` +
        'are installed; `npm run doctor` shows what is there.',
    )
  }
}

/**
 * All that is missing, in one sentence with one command.
 * @param ids a range of user ids that is missing
 * @param closed user namespaces that are, and that a command opens: who runs it decides that for all users, so the lab never does
 */
export function askedOfRoot(packages: readonly string[], ids: Condition | null, closed: Condition | null): string {
  const needed = [
    ...packages,
    ...(ids === null ? [] : ['a range of user ids']),
    ...(closed === null ? [] : [`user namespaces (closed to this user: ${closed.evidence})`]),
  ]
  const install = packages.length === 0 ? [] : [installCommand(packages)]
  const commands = [...install, ...[ids, closed].flatMap((one) => (one === null ? [] : [one.remedy]))]
  return `This needs ${needed.join(', ')}, and installing takes root: run\n  ${commands.join(' && ')}\nand start this again.`
}

/** User namespaces that are closed to an ordinary user, who builds the hosts' system in one. */
async function closedNamespaces(): Promise<Condition | null> {
  if (isRoot() || !findProgram('unshare')) return null
  return unmet(await userNamespaces())
}

const unmet = (condition: Condition): Condition | null => (condition.ok ? null : condition)

const isCommand = (remedy: string): boolean => remedy.startsWith('sudo ')

function ofClosed({ evidence, remedy }: Condition): string {
  const what = isCommand(remedy) ? `run\n  ${remedy}\nand start this again` : `${remedy}, and start this again`
  return `Building the hosts’ system without root takes user namespaces, which are closed to this user (${evidence}): ${what}.`
}

/** The command that installs Debian packages on this system, for whoever may; it asks nothing. */
function installCommand(packages: readonly string[]): string {
  // Where root works, as in a container, there often is no sudo.
  const sudo = isRoot() ? '' : 'sudo '
  return `${sudo}apt-get update && ${sudo}apt-get ${INSTALL.join(' ')} ${packages.join(' ')}`
}

/** What brings a program to this system: a command, where there is apt. */
export const packageRemedy = (name: string): string =>
  findProgram('apt-get') ? installCommand([name]) : `install ${name} with the tools of this system`

/** What brings a browser to this system, in a command where it has one for it. */
export const browserRemedy = async (): Promise<string> =>
  hasNoBrowser()
    ? 'npx puppeteer browsers install chrome-headless-shell (with sudo and --install-deps for its libraries)'
    : packageRemedy((await browserPackage()) ?? 'chromium')

const NO_BROWSER =
  'No browser was found that can print, and this system has no package of one (Ubuntu’s are snaps, which see little of ' +
  'this computer, and Debian 11’s makes no bookmarks): run\n' +
  '  npx puppeteer browsers install chrome-headless-shell\n' +
  '(the same with sudo and --install-deps brings its libraries), or set PUPPETEER_EXECUTABLE_PATH to a Chromium or Chrome, and start this again.'

function withoutApt(missing: readonly Prerequisite[], withBrowser: boolean): string {
  if (missing.length === 0 && withBrowser) return NO_BROWSER
  const names = [...missing.map((one) => one.name), ...(withBrowser ? ['a Chromium or Chrome'] : [])]
  return names.length === 0
    ? `${subordinateIds().evidence}: run\n  ${subordinateIds().remedy}\nand start this again.`
    : `This needs ${names.join(', ')}, and there is no apt-get to install them with: ` +
        'install them with the tools of this system and start this again.'
}
