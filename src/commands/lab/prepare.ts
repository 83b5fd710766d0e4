import type { Session } from '../../command-line/session.ts'
import { openLab } from '../../lab/machines/open-lab.ts'
import { createProgress } from '../../progress.ts'
import { project } from '../../project.ts'
import { ensureLabPackages } from '../lab-packages.ts'
import type { Options } from './options.ts'

/** `--prepare`: sets up and builds what hosts are booted from, unless that is there, and prints its folder. */
export async function prepare({ qemu, json }: Options, { signal }: Session): Promise<void> {
  const everything = { qemu, failovers: true }
  await ensureLabPackages('lab', signal, everything)
  const progress = await createProgress()
  try {
    await using lab = openLab({ dataFolder: project().data, progress, signal })
    const { folder } = await lab.images(everything)
    progress.done()
    process.stdout.write(json ? `${JSON.stringify({ folder })}\n` : `${folder}\n`)
  } finally {
    progress.stop()
  }
}
