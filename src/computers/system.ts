import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'
import { cacheHome } from '../home.ts'
import { tryRun } from '../process.ts'
import type { Suite } from './computer.ts'

/** Where certificates lie that this computer was given beside Debian’s: its networks may want them. */
const OWN_CERTIFICATES = '/usr/local/share/ca-certificates'

/** What a student has who has installed Node as Debian has it: no browser, and nothing that a lab takes. */
const PACKAGES = ['ca-certificates', 'nodejs', 'npm', 'sudo', 'procps']

const recipe = (suite: Suite) => [
  '--mode=root',
  '--variant=minbase',
  '--format=directory',
  // As on a computer that is in use, whose apt has been updated before.
  '--skip=cleanup/apt/lists',
  '--dpkgopt=force-unsafe-io',
  // Its lists are valid for a week, which a mirror may be behind.
  ...(suite === 'testing' ? ['--aptopt=Acquire::Check-Valid-Until "false"'] : []),
  `--include=${PACKAGES.join(',')}`,
  '--customize-hook=chroot "$1" useradd --create-home --uid 1000 --shell /bin/bash student',
  ...(existsSync(OWN_CERTIFICATES)
    ? [
        `--customize-hook=sync-in ${OWN_CERTIFICATES} ${OWN_CERTIFICATES}`,
        '--customize-hook=chroot "$1" update-ca-certificates',
      ]
    : []),
]

/**
 * Packages’ own programs are run while a system grows, and folders of this computer are mounted in it. In namespaces of its own the
 * build ends with all of that, however this program ends.
 */
const APART = ['setpriv', '--pdeathsig=KILL', 'unshare', '--mount', '--pid', '--kill-child', '--mount-proc']

/** Where systems lie, and what computers change about them while they are tried; it may be deleted. */
export const computersFolder = (): string => path.join(cacheHome(), 'migration-lab', 'computers')

/**
 * The folder of a system, which is made first where it is not in the cache. Packages are as old as it.
 * @throws UserError `setup` with the end of what mmdebstrap said
 */
export async function readySystem(suite: Suite, note: (text: string) => void, signal: AbortSignal): Promise<string> {
  const argv = recipe(suite)
  const hash = createHash('sha256').update(argv.join('\n')).digest('hex').slice(0, 8)
  const folder = path.join(computersFolder(), `${suite}-${hash}`)
  if (existsSync(folder)) return folder
  note(`making a system of Debian ${suite}, a gigabyte of packages`)
  const part = `${folder}.part`
  rmSync(part, { recursive: true, force: true })
  mkdirSync(path.dirname(part), { recursive: true })
  const { failure, stderr } = await tryRun([...APART, 'mmdebstrap', ...argv, suite, part], { signal })
  if (failure !== null) {
    // Its last process may write for a moment yet.
    rmSync(part, { recursive: true, force: true, maxRetries: 5 })
    signal.throwIfAborted()
    const end = stderr.trim().split('\n').slice(-5).join('\n')
    throw new UserError('setup', `A system of Debian ${suite} could not be made: mmdebstrap says\n${end}`)
  }
  renameSync(part, folder)
  return folder
}
