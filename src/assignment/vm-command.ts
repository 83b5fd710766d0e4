import type { Accelerator, Card } from '../experiments/declaration.ts'
import { QMP_PORT, SERIAL_PORT, TOPOLOGY, type Topology } from './topology.ts'

/** How QEMU is started inside a host; what varies between configurations is a parameter. */
interface VmVariant {
  accelerator: Accelerator
  /** `host` as the assignment has it, or a named model that both accelerators can give. */
  cpu: string
  nic: Card
  /** The source has the telnet monitor, the destination waits for the migration. */
  role: 'source' | 'destination'
  /** Where the destination listens: as the assignment has it, or `defer`, until it is told through QMP. */
  incoming?: 'defer'
  /** Entries of KVM's dirty ring for each processor of the VM; without it KVM keeps a bitmap of dirtied pages. */
  dirtyRing?: number
}

/** What a machine without a screen needs, and what the measurements need: the same in every configuration. */
const LAB_OPTIONS: readonly string[] = [
  '-display',
  'none',
  '-serial',
  `tcp:127.0.0.1:${SERIAL_PORT},server,nowait`,
  '-qmp',
  `tcp:127.0.0.1:${QMP_PORT},server,nowait`,
]

/** KVM as the assignment has it; only the long form takes a size of its ring. */
const kvmArgv = (dirtyRing: number | undefined): string[] =>
  dirtyRing === undefined ? ['-enable-kvm'] : ['-accel', `kvm,dirty-ring-size=${dirtyRing}`]

/** For whoever watches: the VM's screen as text in the terminal that QEMU is started from. */
export const DISPLAY_OPTIONS: readonly string[] = ['-display', 'curses']

/**
 * The assignment's QEMU command line for the VM, in the assignment's order.
 * @param options what is added at its end
 */
export function vmArgv(
  variant: VmVariant,
  topology: Topology = TOPOLOGY,
  options: readonly string[] = LAB_OPTIONS,
): string[] {
  return [
    'sudo',
    'qemu-system-x86_64',
    '-cpu',
    variant.cpu,
    ...(variant.accelerator === 'kvm' ? kvmArgv(variant.dirtyRing) : []),
    '-m',
    topology.vmMemory,
    '-smp',
    '1',
    '-drive',
    `if=virtio,format=qcow2,file=${topology.vmDisk}`,
    // Not -nic: in QEMU 7.2 it gives a virtio card without MSI-X vectors, which is several times slower.
    '-netdev',
    'bridge,id=net0,br=br0',
    '-device',
    `${variant.nic},netdev=net0,mac=${topology.vmMac}`,
    ...(variant.role === 'source'
      ? ['-monitor', `telnet:127.0.0.1:${topology.monitorPort},server,nowait`]
      : ['-incoming', variant.incoming ?? `tcp:0:${topology.migrationPort}`]),
    ...options,
  ]
}
