import type { Session } from '../../command-line/session.ts'
import { cachedImages } from '../../lab/machines/images/images.ts'
import { openLab } from '../../lab/machines/open-lab.ts'
import { takesFailovers } from '../../lab/run/parts.ts'
import { createProgress } from '../../progress.ts'
import { project } from '../../project.ts'
import { ensureLabPackages } from '../lab-packages.ts'
import { wantedHosts } from './given-hosts.ts'
import type { Options } from './options.ts'
import { plannedOptions } from './planned-options.ts'

/**
 * `--prepare`: sets up and builds what the hosts of such a run are booted from, unless that is there, and prints its folder. What
 * other profiles take beyond that is said.
 */
export async function prepare(options: Options, { signal }: Session): Promise<void> {
  const { qemu, json } = options
  const failovers = takesFailovers({ ...plannedOptions(options), hosts: wantedHosts(options) })
  const what = { qemu, failovers }
  await ensureLabPackages('lab', signal, what)
  const progress = await createProgress()
  try {
    await using lab = openLab({ dataFolder: project().data, progress, signal })
    const { folder } = await lab.images(what)
    progress.done()
    process.stdout.write(json ? `${JSON.stringify({ folder })}\n` : `${folder}\n`)
  } finally {
    progress.stop()
  }
  if (cachedImages({ qemu, failovers: true }) === null)
    process.stderr.write(
      'Section F, and so standard and thorough, also takes the QEMU of Debian 13’s backports: npm run lab -- --prepare --profile standard\n',
    )
}
