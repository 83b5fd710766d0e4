import { type HostName, otherHost } from '../data/host-name.ts'
import type { Place } from '../data/schema.ts'

/** The part of the assignment that an instruction belongs to. */
export type Task = 'preparation' | 'task1' | 'task2' | 'task3'

/**
 * One instruction of the assignment. The lab executes it, the demo films it, section A explains it:
 * all three read this entry, so they can't drift apart.
 */
export interface Instruction {
  id: string
  task: Task
  place: Place
  /** The argument vector that is executed. */
  argv: readonly string[]
  /** What is fed to standard input, e.g. a line for `tee`. */
  stdin?: string
  /** The instruction as the course writes it, where ours differs, and why it differs. */
  course?: { text: string; difference: string }
  /** `background`: goes on running, as QEMU does. `dialogue`: lines typed into the monitor. */
  mode?: 'background'
  title: string
  purpose: string
}

/** What the procedure needs to know of the lab; all of it appears in the commands. */
export interface Topology {
  host1: string
  host2: string
  prefixLength: number
  /** The hosts' network card that leads to the other host. */
  labInterface: string
  /** Addresses of hosts that have no cable of their own for the lab: one is laid through their network. */
  tunnel: { host1: string; host2: string } | null
  vmMac: string
  vmMemory: string
  vmDisk: string
  migrationPort: number
  monitorPort: number
}

export const TOPOLOGY: Topology = {
  host1: '192.168.100.1',
  host2: '192.168.100.2',
  prefixLength: 24,
  labInterface: 'ens3',
  tunnel: null,
  vmMac: '52:54:00:40:C9:01',
  vmMemory: '2G',
  vmDisk: '/mnt/nfs/ubuntu.qcow2',
  migrationPort: 4400,
  monitorPort: 5500,
}

/** Address of the VM, the same wherever it runs: its init gives it. */
export const VM_ADDRESS = '192.168.100.10'

/**
 * What `pgrep -f` and `pkill -f` know the lab's own processes by: a host may be somebody's, with others of those programs
 * on it. From the start of the command line, so that neither sudo nor the shell that asks is meant.
 */
export const OWN_PROCESSES = {
  qemu: `^qemu-system-x86_64 .*mac=${TOPOLOGY.vmMac}`,
  // Ubuntu's perf is a script that goes on as the one of the running kernel, by its full path.
  perf: '^([^ ]*/)?perf (stat -a -I|kvm stat record|record -q -e cpu-clock)',
  iperf3: `^iperf3 .*${VM_ADDRESS.replaceAll('.', String.raw`\.`)}`,
  probes: `^(iperf3|fping) .*${VM_ADDRESS.replaceAll('.', '[.]')}`,
} as const

/** Loopback ports inside a host that the lab reaches through ssh. */
export const QMP_PORT = 4444
export const SERIAL_PORT = 4555

/** How QEMU is started inside a host; what varies between configurations is a parameter. */
export interface VmVariant {
  accelerator: 'kvm' | 'tcg'
  /** `host` as the assignment has it, or a named model that both accelerators can give. */
  cpu: string
  nic: 'virtio-net-pci' | 'e1000'
  /** The source has the telnet monitor, the destination waits for the migration. */
  role: 'source' | 'destination'
  /** Where the destination listens: as the assignment has it, or `defer`, until it is told through QMP. */
  incoming?: 'defer'
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
    ...(variant.accelerator === 'kvm' ? ['-enable-kvm'] : []),
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

const preparation = (place: HostName, s: Topology): Instruction[] => {
  const n = place === 'host1' ? 1 : 2
  const address = place === 'host1' ? s.host1 : s.host2
  const peer = otherHost(place)
  return [
    ...(s.tunnel === null
      ? []
      : [
          {
            id: `prepare-${n}-cable`,
            task: 'preparation',
            place,
            title: 'Lay a cable to the other host',
            argv: [
              'sudo',
              'ip',
              'link',
              'add',
              s.labInterface,
              'mtu',
              '1500',
              'type',
              'vxlan',
              'id',
              '4242',
              'local',
              s.tunnel[place],
              'remote',
              s.tunnel[peer],
              'dstport',
              '4789',
            ],
            purpose:
              'Makes a network card whose frames travel to the other host inside datagrams, so that the network card over which the host is reached stays as it is.',
          } satisfies Instruction,
        ]),
    {
      id: `prepare-${n}-bridge`,
      task: 'preparation',
      place,
      title: 'Create the bridge',
      argv: ['sudo', 'ip', 'link', 'add', 'br0', 'type', 'bridge'],
      purpose:
        'Makes the virtual switch to which the VM will be plugged; the other host has one of the same name, so the VM finds the same network on either side.',
    },
    {
      id: `prepare-${n}-port`,
      task: 'preparation',
      place,
      title: 'Plug the network card into the bridge',
      argv: ['sudo', 'ip', 'link', 'set', s.labInterface, 'up', 'master', 'br0'],
      purpose: 'Joins the cable between the hosts to the bridge, so that frames of the VM reach the other host.',
    },
    {
      id: `prepare-${n}-address`,
      task: 'preparation',
      place,
      title: 'Give the bridge an address',
      argv: ['sudo', 'ip', 'addr', 'add', `${address}/${s.prefixLength}`, 'dev', 'br0'],
      purpose:
        'The host itself takes part in the network of the bridge: for NFS, for the migration stream and for iperf3.',
    },
    {
      id: `prepare-${n}-up`,
      task: 'preparation',
      place,
      title: 'Switch the bridge on',
      argv: ['sudo', 'ip', 'link', 'set', 'br0', 'up'],
      purpose: 'A new interface is down; only now does it forward frames.',
    },
    {
      id: `prepare-${n}-bridge-conf`,
      task: 'preparation',
      place,
      title: 'Allow QEMU to use the bridge',
      argv: ['sudo', 'tee', '/etc/qemu/bridge.conf'],
      stdin: 'allow br0\n',
      course: {
        text: 'edit /etc/qemu/bridge.conf: allow br0',
        difference: 'An editor is replaced by tee, so that the step can be executed unattended.',
      },
      purpose: 'qemu-bridge-helper, which plugs a VM into a bridge, refuses every bridge that this file does not name.',
    },
  ]
}

/** The VM as it is started throughout the procedure. */
export interface ProcedureVm {
  accelerator: 'kvm' | 'tcg'
  cpu: string
  /** Options at the end of its command line, by default those of the lab. */
  options?: readonly string[]
}

/** Everything that the assignment asks for up to the first migration, in order. */
export function procedure(vm: ProcedureVm, s: Topology = TOPOLOGY): Instruction[] {
  const start = (role: 'source' | 'destination') => vmArgv({ ...vm, nic: 'virtio-net-pci', role }, s, vm.options)
  const screenless =
    'The lab’s hosts have no screen and are measured: -display none, -serial and -qmp are added, and -netdev and -device put the VM on the bridge, without which nothing could reach it.'
  return [
    ...preparation('host1', s),
    ...preparation('host2', s),
    {
      id: 'task1-update',
      task: 'task1',
      place: 'host1',
      title: 'Refresh the package lists',
      argv: ['sudo', 'apt', 'update', '-y'],
      purpose: `Lets apt know the current versions of the packages.${s.tunnel === null ? ' The lab’s hosts have no way to the internet, so there is no archive to ask: the packages came with the image.' : ''}`,
    },
    {
      id: 'task1-install',
      task: 'task1',
      place: 'host1',
      title: 'Install QEMU and the NFS server',
      argv: ['sudo', 'apt', 'install', '-y', 'vim', 'qemu-kvm', 'nfs-kernel-server', 'net-tools'],
      purpose: 'QEMU runs the VM, the NFS server shares its disk, vim and net-tools serve the person at the keyboard.',
    },
    {
      id: 'task1-address',
      task: 'task1',
      place: 'host1',
      title: 'Learn the address of host 1',
      argv: ['ip', 'a'],
      purpose: 'host 2 mounts the share from this address.',
    },
    {
      id: 'task1-disk',
      task: 'task1',
      place: 'host1',
      title: 'Create the VM’s disk',
      argv: ['qemu-img', 'create', '-f', 'qcow2', 'ubuntu.qcow2', '10G'],
      purpose: 'An empty disk image that grows as it is written.',
    },
    {
      id: 'task1-system',
      task: 'task1',
      place: 'host1',
      title: 'Put an operating system on the disk',
      argv: ['qemu-img', 'convert', '-n', '-O', 'qcow2', '/usr/share/lab/vm-system.qcow2', 'ubuntu.qcow2'],
      course: {
        text: 'install Ubuntu in the VM (need not be shown)',
        difference: 'A small prepared Linux is copied onto the disk instead of running an installer.',
      },
      purpose: 'Fills the new disk with a Linux that boots in seconds and carries perf and iperf3.',
    },
    {
      id: 'task1-mkdir',
      task: 'task1',
      place: 'host1',
      title: 'Create the folder to share',
      argv: ['sudo', 'mkdir', '-p', '/mnt/nfs'],
      purpose: 'The folder has the same path on both hosts, so the same -drive option works on both.',
    },
    {
      id: 'task1-chown',
      task: 'task1',
      place: 'host1',
      title: 'Give the folder to nobody',
      argv: ['sudo', 'chown', 'nobody:nogroup', '/mnt/nfs'],
      purpose: 'The owner that anonymous NFS clients are mapped to.',
    },
    {
      id: 'task1-chmod',
      task: 'task1',
      place: 'host1',
      title: 'Open the folder to everyone',
      argv: ['sudo', 'chmod', '777', '/mnt/nfs'],
      purpose: 'Whoever reaches the share may read and write it.',
    },
    {
      id: 'task1-move',
      task: 'task1',
      place: 'host1',
      title: 'Move the disk into the shared folder',
      argv: ['mv', 'ubuntu.qcow2', '/mnt/nfs'],
      purpose: 'Live migration moves memory and device state, not the disk: both hosts must see the same file.',
    },
    {
      id: 'task1-exports',
      task: 'task1',
      place: 'host1',
      title: 'Declare the share',
      argv: ['sudo', 'tee', '-a', '/etc/exports'],
      stdin: '/mnt/nfs *(rw,sync,no_subtree_check,no_root_squash)\n',
      course: {
        text: 'edit /etc/exports: add /mnt/nfs *(rw,sync,no_subtree_check,no_root_squash)',
        difference: 'An editor is replaced by tee -a, so that the step can be executed unattended.',
      },
      purpose: 'Tells the NFS server what to share, with whom and how.',
    },
    {
      id: 'task1-exportfs',
      task: 'task1',
      place: 'host1',
      title: 'Publish the share',
      argv: ['sudo', 'exportfs', '-arv'],
      purpose: 'Makes the running NFS server read /etc/exports again.',
    },
    {
      id: 'task1-start',
      task: 'task1',
      place: 'host1',
      title: 'Start the VM on host 1',
      argv: start('source'),
      mode: 'background',
      course: {
        text: `sudo qemu-system-x86_64 -cpu host -enable-kvm -m 2G -smp 1 -drive if=virtio,format=qcow2,file=/mnt/nfs/ubuntu.qcow2 -monitor telnet:127.0.0.1:5500,server,nowait`,
        difference: screenless,
      },
      purpose: 'Starts the VM from the shared disk, with a monitor that can be told to migrate it.',
    },
    {
      id: 'task2-update',
      task: 'task2',
      place: 'host2',
      title: 'Refresh the package lists',
      argv: ['sudo', 'apt', 'update', '-y'],
      purpose: 'As on host 1.',
    },
    {
      id: 'task2-install',
      task: 'task2',
      place: 'host2',
      title: 'Install QEMU and the NFS client',
      argv: ['sudo', 'apt', 'install', '-y', 'qemu-kvm', 'net-tools', 'nfs-common'],
      purpose: 'The destination needs the same QEMU, and the client’s half of NFS.',
    },
    {
      id: 'task2-address',
      task: 'task2',
      place: 'host2',
      title: 'Learn the address of host 2',
      argv: ['ip', 'a'],
      purpose: 'The migrate command names this address.',
    },
    {
      id: 'task2-mkdir',
      task: 'task2',
      place: 'host2',
      title: 'Create the mount point',
      argv: ['sudo', 'mkdir', '-p', '/mnt/nfs'],
      purpose: 'The same path as on host 1.',
    },
    {
      id: 'task2-mount',
      task: 'task2',
      place: 'host2',
      title: 'Mount the share',
      argv: ['sudo', 'mount', '-t', 'nfs', `${s.host1}:/mnt/nfs`, '/mnt/nfs'],
      purpose: 'From now on both hosts see the same disk image under the same name.',
    },
    {
      id: 'task2-start',
      task: 'task2',
      place: 'host2',
      title: 'Start the waiting destination on host 2',
      argv: start('destination'),
      mode: 'background',
      course: {
        text: `sudo qemu-system-x86_64 -cpu host -enable-kvm -m 2G -smp 1 -drive if=virtio,format=qcow2,file=/mnt/nfs/ubuntu.qcow2 -incoming tcp:0:4400`,
        difference: screenless,
      },
      purpose: 'An equal, empty VM that does not run but waits for the state of the other one.',
    },
    {
      id: 'task3-monitor',
      task: 'task3',
      place: 'host1',
      title: 'Open the monitor',
      argv: ['telnet', '127.0.0.1', String(s.monitorPort)],
      mode: 'background',
      purpose: 'QEMU’s own command line for the running VM.',
    },
    {
      id: 'task3-migrate',
      task: 'task3',
      place: 'monitor1',
      title: 'Migrate',
      argv: ['migrate', '-d', `tcp:${s.host2}:${s.migrationPort}`],
      purpose: 'Starts the live migration and returns at once; the VM goes on running.',
    },
    {
      id: 'task3-info',
      task: 'task3',
      place: 'monitor1',
      title: 'Look at the migration',
      argv: ['info', 'migrate'],
      purpose: 'Shows status, times and amounts of the migration.',
    },
  ]
}
