import { createHash } from 'node:crypto'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Progress } from '../../../progress.ts'
import type { Guardian } from '../guardian.ts'
import { backportsPin, MIRROR } from './build-step.ts'
import { buildIntoCache } from './cached-build.ts'
import { CHECKSUMS, verifyChecksums, writeChecksums } from './checksums.ts'
import { RECIPE_FOLDER } from './recipe.ts'

/** Where the hosts mount it. */
export const QEMU_PLACE = '/opt/qemu'

/** Debian 13, whose backports have the newest QEMU; its kernel stays out of the hosts, in which nested SVM did not work with it. */
const SUITE = 'trixie'
const PACKAGES = ['qemu-system-x86', 'qemu-utils', 'seabios', 'ipxe-qemu']
const collectScript = () => readFileSync(path.join(RECIPE_FOLDER, 'qemu/collect.sh'), 'utf8')
/** Blocks of 4 KiB: 160 MB, of which half is used. */
const BLOCKS = 40_000

const NAME = 'qemu.ext2'

const hash = () =>
  createHash('sha256')
    .update(JSON.stringify([SUITE, PACKAGES, BLOCKS, collectScript()]))
    .digest('hex')
    .slice(0, 16)

/** The file system with QEMU of Debian 13’s backports, or null where it is not built yet. @param images the cache’s folder */
export function cachedQemuDisk(images: string): string | null {
  const file = path.join(images, `qemu-${hash()}`, NAME)
  return [file, path.join(path.dirname(file), CHECKSUMS)].every(existsSync) ? file : null
}

/**
 * A file system that holds QEMU of Debian 13’s backports with all that it takes to run in a host of Debian 12, built first
 * where it is not in the cache. Its packages are unpacked and not set up, so that no second system has to run.
 * @param images the cache’s folder of images
 * @throws UserError `lab` with the end of the build's log, or `interrupted`
 */
export async function readyQemuDisk(
  images: string,
  guardian: Guardian,
  progress: Pick<Progress, 'step'>,
  signal: AbortSignal,
): Promise<string> {
  const cached = cachedQemuDisk(images)
  if (cached !== null) return cached
  progress.step('Fetching QEMU from the backports of Debian 13', 60_000)
  const folder = path.join(images, `qemu-${hash()}`)
  await buildIntoCache(folder, guardian, signal, async ({ made, workshop, step }) => {
    const [tar, disk] = [path.join(workshop, 'root.tar'), path.join(made, NAME)]
    await step([
      ...['mmdebstrap', '--format=tar', '--variant=extract', `--include=${PACKAGES.join(',')}`],
      ...[backportsPin(SUITE), `--extract-hook=${collectScript()}`],
      ...[SUITE, tar, MIRROR, `deb ${MIRROR} ${SUITE}-backports main`],
    ])
    await step(['tar', '--extract', `--file=${tar}`, `--directory=${workshop}`, './qemu'])
    const blocks = ['-B', '4096', '-b', String(BLOCKS)]
    await step(['genext2fs', ...blocks, '-U', '-z', '-d', path.join(workshop, 'qemu'), disk])
    chmodSync(disk, 0o444)
    await writeChecksums(made, [NAME], signal)
  })
  return path.join(folder, NAME)
}

/** @throws UserError `lab` where it is not as it was built; then {@link cachedQemuDisk} finds nothing any more */
export const verifyQemuDisk = (disk: string, signal: AbortSignal): Promise<void> =>
  verifyChecksums(path.dirname(disk), [NAME], signal)
