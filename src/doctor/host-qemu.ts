import { UserError } from '../errors.ts'
import { type HostQemu, ownQemuObstacle, readyQemu, wantedQemu } from '../lab/machines/hosts/host-qemu.ts'
import type { Images } from '../lab/machines/images/images.ts'
import type { Diagnosis } from './diagnoses.ts'

/**
 * Which QEMU the lab’s hosts will be carried by: nothing has to be installed for it, since the lab can build one of its own.
 * @param images null where they are not built yet
 * @param cache where they are, or will be
 * @returns what is found, and the QEMU that was seen to run: null where it can’t be, or is not built yet
 */
export async function checkQemu(
  images: Images | null,
  cache: string,
): Promise<{ diagnosis: Diagnosis; qemu: HostQemu | null }> {
  const check = { name: 'QEMU of the hosts', required: true }
  const ok = (evidence: string): Diagnosis => ({ ...check, status: 'ok', evidence, remedy: null })
  const unusable = (evidence: string, remedy: string | null) => ({
    diagnosis: { ...check, status: 'unusable', evidence, remedy } as const,
    qemu: null,
  })
  const wanted = await wantedQemu()
  if (images === null) {
    if (wanted.from === 'computer') return { diagnosis: ok(`${wanted.version}, of this computer`), qemu: null }
    const obstacle = ownQemuObstacle(cache)
    return obstacle === null
      ? { diagnosis: ok(`the lab will build its own with the hosts’ system, ${wanted.reason}`), qemu: null }
      : unusable(`the lab would build its own in ${cache}, ${wanted.reason}`, obstacle)
  }
  try {
    const qemu = await readyQemu(images, wanted)
    const where = wanted.from === 'computer' ? 'of this computer' : `the lab’s own in ${qemu.folder}, ${wanted.reason}`
    return { diagnosis: ok(`${qemu.version}, ${where}`), qemu }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const remedy = ownQemuObstacle(cache) ?? `delete ${images.folder}, and the next lab builds it anew`
    return unusable(error.message, remedy)
  }
}
