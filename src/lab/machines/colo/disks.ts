import { HostError } from '../host-error.ts'
import type { Host } from '../hosts/host.ts'
import { QEMU_PLACE } from '../images/qemu-disk.ts'
import { type ColoVm, overlays } from './argv.ts'

const DISK_LIMIT_MS = 120_000

/** The VM whose QEMU is killed, carried by the newest QEMU. */
export const coloVm = (display: ColoVm['display']): ColoVm => ({
  qemu: `${QEMU_PLACE}/qemu-system-x86_64`,
  accelerator: 'kvm',
  memory: '256M',
  disk: '/var/tmp/failover.qcow2',
  display,
})

/** Both sides begin with equal disks: overlays of the system that hosts bring along. */
export async function makeDisks(host: Host, { disk }: Pick<ColoVm, 'disk'>, signal: AbortSignal): Promise<void> {
  const { active, hidden } = overlays(disk)
  const image = `${QEMU_PLACE}/qemu-img`
  const outcome = await host.script(
    `set -e
sudo rm -f ${disk} ${active} ${hidden}
${image} create -q -f qcow2 -F qcow2 -b /usr/share/lab/vm-system.qcow2 ${disk} 10G
${image} create -q -f qcow2 ${active} 10G
${image} create -q -f qcow2 ${hidden} 10G`,
    { signal, timeoutMs: DISK_LIMIT_MS },
  )
  if (outcome.failure !== null)
    throw new HostError([host.name], `${host.name}: the VM’s disk could not be made: ${outcome.stderr.trim()}`)
}
