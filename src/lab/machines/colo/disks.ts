import { HostError } from '../host-error.ts'
import type { Host } from '../hosts/host.ts'
import { QEMU_PLACE } from '../images/qemu-disk.ts'
import { type ColoVm, overlays } from './argv.ts'

/** A few seconds’ work, on a busy computer a minute’s or two. */
const DISK_LIMIT_MS = 300_000
/** A file system of a size that is soon full, and what fills it. */
const SMALL = { folder: '/var/tmp/small', megabytes: 16 } as const

/** The VM whose QEMU is killed, carried by the newest QEMU. */
export const coloVm = (display: ColoVm['display']): ColoVm => ({
  qemu: `${QEMU_PLACE}/qemu-system-x86_64`,
  accelerator: 'kvm',
  memory: '256M',
  disk: '/var/tmp/failover.qcow2',
  display,
})

/** The same VM with its disk and the buffers beside it on a file system that is soon full. */
export const onSmallDisk = (vm: ColoVm): ColoVm => ({ ...vm, disk: `${SMALL.folder}/failover.qcow2` })

/** Makes that file system. @throws HostError */
export async function mountSmallDisk(host: Host, signal: AbortSignal): Promise<void> {
  const { folder, megabytes } = SMALL
  await removeSmallDisk(host)
  const outcome = await host.script(
    `set -e
mkdir -p ${folder}
sudo mount -t tmpfs -o size=${megabytes}M,mode=1777 failover ${folder}`,
    { signal, timeoutMs: DISK_LIMIT_MS },
  )
  if (outcome.failure !== null)
    throw new HostError([host.name], `${host.name}: no small file system could be made: ${outcome.stderr.trim()}`)
}

/** What fills it. */
export const FILL_SMALL_DISK = `head -c ${SMALL.megabytes}M /dev/zero >${SMALL.folder}/filler 2>/dev/null`

/** Takes it away, where it is there. */
export const removeSmallDisk = async (host: Host): Promise<void> =>
  void (await host.script(`mountpoint -q ${SMALL.folder} && sudo umount ${SMALL.folder}; true`, { timeoutMs: 20_000 }))

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
    throw new HostError(
      [host.name],
      `${host.name}: the VM’s disk could not be made: ${outcome.stderr.trim() || outcome.failure}`,
    )
}
