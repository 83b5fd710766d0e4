import { appendFileSync, chmodSync, existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { QemuSuite } from '../../../data/schema.ts'
import { cacheHome } from '../../../home.ts'
import type { Progress } from '../../../progress.ts'
import type { Guardian } from '../guardian.ts'
import { backportsPin, MIRROR } from './build-step.ts'
import { buildIntoCache } from './cached-build.ts'
import { CHECKSUMS, verifyChecksums, writeChecksums } from './checksums.ts'
import { followBuild } from './follow-build.ts'
import { cachedQemuDisk, readyQemuDisk, verifyQemuDisk } from './qemu-disk.ts'
import {
  EXCLUDED_PATHS,
  isBackported,
  isOnDisk,
  PACKAGES,
  RECIPE_FILES,
  RECIPE_FOLDER,
  ROOT_BLOCKS,
  recipeHash,
  SUITE,
} from './recipe.ts'

/** The built images, read-only, in the cache. */
export interface Images {
  folder: string
  /** The hosts' root file system; a run writes to an overlay of it. */
  root: string
  kernel: string
  initrd: string
  /** The VM's disk, of which the hosts' root file system has a copy. */
  vmSystem: string
  /** QEMU with all that it takes to run here, for where the computer’s own will not do: see `host/own-qemu.sh`. */
  qemu: string
  /** A file system with the newest QEMU, which hosts get as a disk of its own; null where nothing takes it. */
  qemuDisk: string | null
  recipeHash: string
}

/** `$XDG_CACHE_HOME/migration-lab`, by default below `~/.cache`. */
export const cacheFolder = (env: NodeJS.ProcessEnv = process.env): string => path.join(cacheHome(env), 'migration-lab')

/** What a host is booted from, and the VM's disk for hosts that are the user's own. */
const FILES = ['root.ext2', 'vmlinuz', 'initrd.img', 'vm-system.qcow2'] as const

/** A folder: the same in a root and here. */
const QEMU = 'qemu'
const QEMU_IN_ROOT = `/usr/share/lab/${QEMU}`

function imagesIn(folder: string, hash: string): Images {
  return {
    folder,
    root: path.join(folder, 'root.ext2'),
    kernel: path.join(folder, 'vmlinuz'),
    initrd: path.join(folder, 'initrd.img'),
    vmSystem: path.join(folder, 'vm-system.qcow2'),
    qemu: path.join(folder, QEMU),
    qemuDisk: null,
    recipeHash: hash,
  }
}

const imagesFolder = (): string => path.join(cacheFolder(), 'images')

/** The hosts' system with its kernel, which one of another Debian's QEMU shares with Debian 12's own. */
function cachedSystem(qemu: QemuSuite): Images | null {
  const hash = recipeHash(qemu)
  const images = imagesIn(path.join(imagesFolder(), hash), hash)
  return [...FILES, CHECKSUMS].every((name) => existsSync(path.join(images.folder, name))) ? images : null
}

/** The images of today's recipe, or null when they are not built yet. */
export function cachedImages({ qemu = SUITE, failovers = false }: WhatFor = {}): Images | null {
  const system = cachedSystem(qemu)
  if (!isOnDisk(qemu) && !failovers) return system
  const qemuDisk = cachedQemuDisk(imagesFolder())
  return system === null || qemuDisk === null ? null : { ...system, qemuDisk }
}

/** What the images are for: VMs with the QEMU of a suite, and whether QEMUs are killed, which takes the newest. */
export interface WhatFor {
  qemu?: QemuSuite | undefined
  failovers?: boolean
}

/**
 * The images of a recipe, which are built first where they are not in the cache.
 * @throws UserError `lab` with the end of the build's log, or `interrupted`
 */
export async function readyImages(
  guardian: Guardian,
  progress: Pick<Progress, 'step' | 'note'>,
  signal: AbortSignal,
  { qemu = SUITE, failovers = false }: WhatFor = {},
): Promise<Images> {
  const cached = cachedSystem(qemu)
  if (cached === null) progress.step('Building the hosts’ system from Debian packages', 150_000)
  const system = cached ?? (await buildImages(guardian, progress, signal, qemu))
  return isOnDisk(qemu) || failovers
    ? { ...system, qemuDisk: await readyQemuDisk(imagesFolder(), guardian, progress, signal) }
    : system
}

/** @throws UserError `lab` naming the file that is not as it was built; then {@link cachedImages} finds nothing any more */
export async function verifyImages({ folder, qemuDisk }: Images, signal: AbortSignal): Promise<void> {
  await verifyChecksums(folder, FILES, signal)
  if (qemuDisk !== null) await verifyQemuDisk(qemuDisk, signal)
}

/** Builds the images from Debian packages, as an ordinary user or as root, and puts them into the cache as a whole. */
async function buildImages(
  guardian: Guardian,
  progress: Pick<Progress, 'note'>,
  signal: AbortSignal,
  qemu: QemuSuite,
): Promise<Images> {
  const hash = recipeHash(qemu)
  const folder = path.join(imagesFolder(), hash)
  await buildIntoCache(folder, guardian, signal, async ({ made, log, workshop, step }) => {
    using _ = followBuild(log, progress)
    // Beside the system, in memory where that is: it is as large, and on a slow disk both ways would take a minute.
    const tar = path.join(workshop, 'root.tar')
    await step(mmdebstrapArgv(tar, made, qemu))
    appendFileSync(log, 'making the file system\n')
    const blocks = ['-B', '4096', '-b', String(ROOT_BLOCKS), '-i', '16384']
    await step(['genext2fs', ...blocks, '-z', '-a', tar, path.join(made, 'root.ext2')])
    rmSync(tar)
    await writeChecksums(made, [...FILES, ...filesBelow(made, QEMU)], signal)
    for (const name of FILES) chmodSync(path.join(made, name), 0o444)
  })
  return imagesIn(folder, hash)
}

/** Paths of the files of a folder, relative to `folder`. */
const filesBelow = (folder: string, name: string): string[] =>
  readdirSync(path.join(folder, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted()

/** A word for mmdebstrap, which splits its hooks as a shell does: the project may lie in a folder with spaces. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

const FIRST_INITRD = 'etc/initramfs-tools/conf.d/first'

function mmdebstrapArgv(tar: string, draft: string, qemu: QemuSuite): string[] {
  const inRoot = (script: string) => `--customize-hook=chroot "$1" sh /usr/share/lab/${script}`
  const download = (from: string, to: string) => `--customize-hook=download ${from} ${quoted(path.join(draft, to))}`
  return [
    'mmdebstrap',
    // Otherwise it keeps to itself what apt and dpkg say, and with it how far it is.
    '--verbose',
    '--format=tar',
    '--variant=minbase',
    `--include=${PACKAGES.join(',')}`,
    ...EXCLUDED_PATHS.map((pattern) => `--dpkgopt=path-exclude=${pattern}`),
    // A build that is cut short is thrown away: nothing has to reach the disk file by file.
    '--dpkgopt=force-unsafe-io',
    ...(isBackported(qemu) ? [backportsPin(SUITE)] : []),
    // The kernel’s package makes an initrd, a minute’s work on a busy computer, that is made anew below: a small one will do.
    `--essential-hook=mkdir -p "$(dirname "$1/${FIRST_INITRD}")" && printf 'MODULES=list\\nCOMPRESS=lz4\\n' >"$1/${FIRST_INITRD}"`,
    `--customize-hook=rm "$1/${FIRST_INITRD}"`,
    '--customize-hook=mkdir -p "$1/usr/share/lab/host" "$1/usr/share/lab/vm"',
    ...RECIPE_FILES.map(
      (file) => `--customize-hook=upload ${quoted(path.join(RECIPE_FOLDER, file))} /usr/share/lab/${file}`,
    ),
    '--customize-hook=sed -i /^force-unsafe-io/d "$1/etc/dpkg/dpkg.cfg.d/99mmdebstrap"',
    inRoot('host/customize.sh'),
    inRoot('vm/build.sh'),
    download('/boot/lab-vmlinuz', 'vmlinuz'),
    download('/boot/lab-initrd.img', 'initrd.img'),
    // The hosts are booted from what lies beside their disk.
    `--customize-hook=rm -r "$1/boot" && mkdir "$1/boot"`,
    download('/usr/share/lab/packages.txt', 'packages.txt'),
    download('/usr/share/lab/vm-system.qcow2', 'vm-system.qcow2'),
    inRoot(`host/own-qemu.sh ${QEMU_IN_ROOT}`),
    `--customize-hook=copy-out ${QEMU_IN_ROOT} ${quoted(draft)}`,
    `--customize-hook=rm -r "$1${QEMU_IN_ROOT}"`,
    SUITE,
    tar,
    ...(isBackported(qemu) ? [MIRROR, `deb ${MIRROR} ${qemu} main`] : []),
  ]
}
