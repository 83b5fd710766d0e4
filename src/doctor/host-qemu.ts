import { UserError } from '../errors.ts'
import { chooseQemu, ownQemuObstacle, wantedQemu } from '../lab/machines/hosts/host-qemu.ts'
import type { Images } from '../lab/machines/images/images.ts'
import type { Diagnosis } from './diagnoses.ts'

/**
 * Which QEMU the lab’s hosts will be carried by: nothing has to be installed for it, since the lab can build one of its own.
 * @param images null where they are not built yet
 * @param cache where they are, or will be
 */
export async function checkQemu(images: Images | null, cache: string): Promise<Diagnosis> {
  const check = { name: 'QEMU of the hosts', required: true }
  const ok = (evidence: string): Diagnosis => ({ ...check, status: 'ok', evidence, remedy: null })
  const wanted = await wantedQemu()
  if (wanted.from === 'computer') return ok(`${wanted.version}, of this computer`)
  const obstacle = ownQemuObstacle(cache)
  if (images === null && obstacle === null)
    return ok(`the lab will build its own with the hosts’ system, ${wanted.reason}`)
  const unusable = { ...check, status: 'unusable' } as const
  if (images === null)
    return { ...unusable, evidence: `the lab would build its own in ${cache}, ${wanted.reason}`, remedy: obstacle }
  try {
    const { version, folder } = await chooseQemu(images)
    return ok(`${version}, the lab’s own in ${folder}, ${wanted.reason}`)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const remedy = obstacle ?? `delete ${images.folder}, and the next lab builds it anew`
    return { ...unusable, evidence: error.message, remedy }
  }
}
