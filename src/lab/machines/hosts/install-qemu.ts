import { HostError } from '../host-error.ts'
import { QEMU_PLACE } from '../images/qemu-disk.ts'
import type { Host } from './host.ts'

/**
 * Mounts the QEMU that a host has on a disk of another Debian.
 * @param asTheHosts whether whoever says `qemu-system-x86_64` gets that one from now on
 */
export async function installQemu(host: Host, asTheHosts: boolean, signal: AbortSignal): Promise<void> {
  const outcome = await host.script(
    `set -e
sudo mkdir -p ${QEMU_PLACE}
mountpoint -q ${QEMU_PLACE} || sudo mount -o ro /dev/vdc ${QEMU_PLACE}
${asTheHosts ? `sudo ln -sf ${QEMU_PLACE}/qemu-system-x86_64 ${QEMU_PLACE}/qemu-img /usr/local/bin` : ''}`,
    { signal },
  )
  if (outcome.failure !== null)
    throw new HostError([host.name], `${host.name}: its other QEMU could not be mounted: ${outcome.stderr.trim()}`)
}
