import { HostError } from '../host-error.ts'
import { QEMU_PLACE } from '../images/qemu-disk.ts'
import type { Host } from './host.ts'

const QEMU = 'qemu-system-x86_64'
const AS_THE_HOSTS = `sudo ln -sf ${QEMU_PLACE}/qemu-img /usr/local/bin
sudo rm -f /usr/local/bin/${QEMU}
sudo tee /usr/local/bin/${QEMU} >/dev/null <<'END'
#!/bin/sh
exec ${QEMU_PLACE}/${QEMU} -msg timestamp=on "$@"
END
sudo chmod 755 /usr/local/bin/${QEMU}`

/**
 * Mounts the QEMU that a host has on a disk of another Debian.
 * @param asTheHosts whether whoever says `qemu-system-x86_64` gets that one from now on, with times in what it says: of its
 * notes on a pause as well, whose lines are put on the lab's clock
 */
export async function installQemu(host: Host, asTheHosts: boolean, signal: AbortSignal): Promise<void> {
  const outcome = await host.script(
    `set -e
sudo mkdir -p ${QEMU_PLACE}
mountpoint -q ${QEMU_PLACE} || sudo mount -o ro /dev/vdc ${QEMU_PLACE}
${asTheHosts ? AS_THE_HOSTS : ''}`,
    { signal },
  )
  if (outcome.failure !== null)
    throw new HostError([host.name], `${host.name}: its other QEMU could not be mounted: ${outcome.stderr.trim()}`)
}
