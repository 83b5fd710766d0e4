import path from 'node:path'
import type { QemuFrom } from '../../../data/schema.ts'
import { UserError } from '../../../errors.ts'
import { howItEnded, tryRun } from '../../../process.ts'
import { mountOptions } from '../images/build-folder.ts'
import type { Images } from '../images/images.ts'

/** The QEMU that carries the hosts: this computer’s, or the one that the lab has built with the hosts’ system. */
export interface HostQemu {
  from: QemuFrom
  version: string
  /** Where the lab’s own lies; null of this computer’s, which is found in PATH. */
  folder: string | null
  /** In a sentence which it is, and why. */
  why: string
}

type QemuProgram = 'qemu-system-x86_64' | 'qemu-img'

/**
 * The words by which a program of QEMU is started.
 * @param folder of the lab’s own, whose libraries are of its own C library as well; null for this computer’s
 */
export const qemuCommand = (program: QemuProgram, folder: string | null): string[] =>
  folder === null
    ? [program]
    : [
        path.join(folder, 'usr/bin/ld-linux-x86-64.so.2'),
        '--inhibit-cache',
        '--library-path',
        path.join(folder, 'usr/lib/x86_64-linux-gnu'),
        '--argv0',
        program,
        path.join(folder, 'usr/bin', program),
        // QEMU 10, as Debian builds it, looks for its firmware in the computer’s /usr unless it is told where it is.
        ...(program === 'qemu-img' ? [] : ['-L', path.join(folder, 'usr/share/qemu')]),
      ]

/** The hosts are connected by `-netdev stream`, which came with QEMU 7.2. */
const OLDEST = [7, 2] as const

/** What can’t be read is not taken for too old: the hosts’ start would tell. */
const isEnough = (major: number, minor: number): boolean =>
  Number.isNaN(major) || major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])

/** The version of this computer’s QEMU, or what keeps it from carrying the hosts. */
async function computerQemu(): Promise<{ version: string } | { lacks: string }> {
  const [{ stdout, failure }, img] = await Promise.all([
    versionOf(qemuCommand('qemu-system-x86_64', null)),
    versionOf(qemuCommand('qemu-img', null)),
  ])
  if (failure !== null && stdout === '') return { lacks: 'this computer has no QEMU' }
  const version = readVersion(stdout)
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? []
  if (!isEnough(Number(major), Number(minor)))
    return { lacks: `QEMU ${version} of this computer is older than ${OLDEST.join('.')}` }
  return img.failure === null ? { version } : { lacks: 'this computer has no qemu-img' }
}

const versionOf = (command: readonly string[]) => tryRun([...command, '--version'], { timeoutMs: 20_000 })
const readVersion = (said: string): string => /version (\S+)/.exec(said)?.[1] ?? (said.trim() || 'unknown')

/** Which QEMU is to carry the hosts. */
type WantedQemu = { from: 'computer'; version: string } | { from: 'lab'; reason: string }

/**
 * This computer’s where it is new enough, and otherwise the lab’s own. `LAB_OWN_QEMU=1` takes the lab’s own in any case.
 * @param kept by which a run that is gone on with was begun
 * @throws UserError `lab` where that one is gone
 */
export async function wantedQemu(
  kept: QemuFrom | null = null,
  env: NodeJS.ProcessEnv = process.env,
): Promise<WantedQemu> {
  if (kept === 'lab') return { from: 'lab', reason: 'as when the run was begun' }
  if (kept === null && env.LAB_OWN_QEMU === '1') return { from: 'lab', reason: 'as LAB_OWN_QEMU asks' }
  const found = await computerQemu()
  if ('version' in found) return { from: 'computer', ...found }
  if (kept === null) return { from: 'lab', reason: `since ${found.lacks}` }
  throw new UserError(
    'lab',
    `The run was begun with QEMU of this computer, and now ${found.lacks}: install QEMU as it was (sudo apt-get install ` +
      'qemu-system-x86 qemu-utils), or measure anew with “npm run lab”, which brings its own.',
  )
}

/**
 * The QEMU that is wanted, which was seen to run.
 * @throws UserError `lab` where {@link wantedQemu} does, or the lab’s own can’t be run
 */
export const chooseQemu = async (images: Pick<Images, 'qemu'>, kept: QemuFrom | null = null): Promise<HostQemu> =>
  readyQemu(images, await wantedQemu(kept))

/** The QEMU that {@link wantedQemu} has named, which was seen to run. @throws UserError `lab` where the lab’s own can’t be run */
export async function readyQemu({ qemu }: Pick<Images, 'qemu'>, wanted: WantedQemu): Promise<HostQemu> {
  if (wanted.from === 'lab') return ownQemu(qemu, wanted.reason)
  return { ...wanted, folder: null, why: `QEMU ${wanted.version} of this computer carries the hosts` }
}

async function ownQemu(folder: string, reason: string): Promise<HostQemu> {
  const { stdout, stderr, failure, exitCode } = await versionOf(qemuCommand('qemu-system-x86_64', folder))
  if (failure === null) {
    const version = readVersion(stdout)
    return { from: 'lab', version, folder, why: `The lab’s own QEMU ${version} carries the hosts, ${reason}` }
  }
  const said = stderr.trim().split('\n').at(-1) || `it ${howItEnded({ exitCode })}`
  const why = ownQemuObstacle(folder) ?? `${said}; delete ${path.dirname(folder)}, and the next start builds it anew`
  const message = `The lab’s own QEMU is to carry the hosts, ${reason}, and can’t be run: ${why}.`
  throw new UserError('lab', message, { cause: failure })
}

/** What keeps programs from running where the lab’s own QEMU lies, or will lie, and what to do; null where nothing does. */
export const ownQemuObstacle = (folder: string): string | null =>
  mountOptions(folder).includes('noexec')
    ? 'its disk runs no programs (noexec), so name a folder on another one with XDG_CACHE_HOME'
    : null
