import { QMP_PORT, SERIAL_PORT, TOPOLOGY } from '../../../assignment/topology.ts'
import type { Accelerator } from '../../../experiments/declaration.ts'

/** Where the pair's connections end: of packets and the state on the primary's and the secondary's host. */
export const PORTS = { compare: 9001, mirror: 9003, secondary: 9004, out: 9005, nbd: 9999 } as const

/** The disk in both QEMUs, by whose name the secondary's is found. */
export const DISK = 'colo-disk0'
/** What the secondary exports of its disk, and the primary's node that writes there. */
export const EXPORT = 'parent0'
export const REPLICATION = 'replication0'
/** What copies and compares packets on the primary, in the order in which it can go. */
export const PRIMARY_OBJECTS = ['comp0', 'iothread1', 'm0', 'redire0', 'redire1'] as const

export interface ColoVm {
  /** The program. */
  qemu: string
  accelerator: Accelerator
  /** As `-m` has it. */
  memory: string
  /** The disk's file on the host itself; both sides begin with equal ones. */
  disk: string
  /** Where the VM's screen is shown: as text in the terminal that QEMU is started from, or nowhere. */
  display: 'none' | 'curses'
}

/** What both sides have in common: state can only be loaded into an equal VM. */
const machine = ({ qemu, accelerator, memory, display }: ColoVm): string[] => [
  'sudo',
  qemu,
  ...(accelerator === 'kvm' ? ['-cpu', 'host', '-enable-kvm'] : ['-cpu', 'qemu64']),
  ...['-m', memory, '-smp', '1', '-display', display],
  ...['-netdev', 'bridge,id=net0,br=br0', '-device', `virtio-net-pci,netdev=net0,mac=${TOPOLOGY.vmMac}`],
  ...['-serial', `tcp:127.0.0.1:${SERIAL_PORT},server,nowait`],
  ...['-qmp', `tcp:127.0.0.1:${QMP_PORT},server,nowait`],
]

const server = (id: string, port: number) => [
  '-chardev',
  `socket,id=${id},host=0.0.0.0,port=${port},server=on,wait=off`,
]
const client = (id: string, host: string, port: number) => [
  '-chardev',
  `socket,id=${id},host=${host},port=${port},reconnect-ms=1000`,
]
const object = (text: string) => ['-object', text]
/** What handles packets of virtio must know of the header before each. */
const packets = (type: string, rest: string) => object(`${type},${rest},vnet_hdr_support=on`)

/** The same VM by itself: what the others are held against. */
export const unprotectedArgv = (vm: ColoVm): string[] => [
  ...machine(vm),
  ...['-drive', `if=virtio,format=qcow2,file=${vm.disk}`],
]

/** The primary: copies packets for the VM to the secondary and compares what both answer. */
export const primaryArgv = (vm: ColoVm): string[] => [
  ...machine(vm),
  ...server('mirror0', PORTS.mirror),
  ...server('compare1', PORTS.secondary),
  ...server('compare0', PORTS.compare),
  ...['-chardev', `socket,id=compare0-0,host=127.0.0.1,port=${PORTS.compare}`],
  ...server('compare_out', PORTS.out),
  ...['-chardev', `socket,id=compare_out0,host=127.0.0.1,port=${PORTS.out}`],
  ...packets('filter-mirror', 'id=m0,netdev=net0,queue=tx,outdev=mirror0'),
  ...packets('filter-redirector', 'id=redire0,netdev=net0,queue=rx,indev=compare_out'),
  ...packets('filter-redirector', 'id=redire1,netdev=net0,queue=rx,outdev=compare0'),
  ...object('iothread,id=iothread1'),
  ...packets(
    'colo-compare',
    'id=comp0,primary_in=compare0-0,secondary_in=compare1,outdev=compare_out0,iothread=iothread1',
  ),
  ...[
    '-drive',
    `if=virtio,id=${DISK},driver=quorum,read-pattern=fifo,vote-threshold=1,children.0.file.filename=${vm.disk},children.0.driver=qcow2`,
  ],
]

/** The secondary's two buffers of writes beside its disk. */
export const overlays = (disk: string) => ({ active: `${disk}.active`, hidden: `${disk}.hidden` })

/** The secondary, which waits for the primary's state. */
export const secondaryArgv = (vm: ColoVm, primaryAddress: string): string[] => {
  const { active, hidden } = overlays(vm.disk)
  return [
    ...machine(vm),
    ...client('red0', primaryAddress, PORTS.mirror),
    ...client('red1', primaryAddress, PORTS.secondary),
    ...packets('filter-redirector', 'id=f1,netdev=net0,queue=tx,indev=red0'),
    ...packets('filter-redirector', 'id=f2,netdev=net0,queue=rx,outdev=red1'),
    ...packets('filter-rewriter', 'id=rew0,netdev=net0,queue=all'),
    ...['-drive', `if=none,id=${EXPORT},file.filename=${vm.disk},driver=qcow2`],
    ...[
      '-drive',
      `if=none,id=childs0,driver=replication,mode=secondary,file.driver=qcow2,top-id=${DISK},` +
        `file.file.filename=${active},file.backing.driver=qcow2,file.backing.file.filename=${hidden},file.backing.backing=${EXPORT}`,
    ],
    ...['-drive', `if=virtio,id=${DISK},driver=quorum,read-pattern=fifo,vote-threshold=1,children.0=childs0`],
    ...['-incoming', 'defer'],
  ]
}
