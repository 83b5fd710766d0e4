import type { Place } from '../data/schema.ts'
import type { Accelerator } from '../experiments/declaration.ts'
import { say } from '../text/phrase.ts'
import type { Instruction, Task } from './instruction.ts'
import { preparation } from './preparation.ts'
import { type ConstantStep, stepPhrases } from './step-phrases.ts'
import { TOPOLOGY, type Topology } from './topology.ts'
import { vmArgv } from './vm-command.ts'

/** The VM as it is started throughout the procedure. */
export interface ProcedureVm {
  accelerator: Accelerator
  cpu: string
  /** Options at the end of its command line, by default those of the lab. */
  options?: readonly string[]
}

/** Everything that the assignment asks for up to the first migration, in order. */
export function procedure(vm: ProcedureVm, topology: Topology = TOPOLOGY): Instruction[] {
  return [
    ...preparation('host1', topology),
    ...preparation('host2', topology),
    ...task1(vm, topology),
    ...task2(vm, topology),
    ...task3(topology),
  ]
}

/** Makes the instructions of a task that belong to one place. */
const at =
  (task: Task, place: Place) =>
  (
    id: ConstantStep,
    argv: readonly string[],
    more: Pick<Instruction, 'stdin' | 'course' | 'shows' | 'mode'> = {},
  ): Instruction => ({ id, task, place, argv, ...stepPhrases(id), ...more })

const start = (role: 'source' | 'destination', vm: ProcedureVm, topology: Topology) =>
  vmArgv({ ...vm, nic: 'virtio-net-pci', role }, topology, vm.options)

/** As the course starts the VM on both hosts. */
const COURSE_START =
  'sudo qemu-system-x86_64 -cpu host -enable-kvm -m 2G -smp 1 -drive if=virtio,format=qcow2,file=/mnt/nfs/ubuntu.qcow2'

/** What apt says of QEMU, whether it installs it or finds it there: both hosts need the same version. */
const QEMU_VERSION = [/^(Setting up )?qemu-system-x86[ :].*\(/]

/** The address of this host in the network of the lab. */
const BRIDGE_ADDRESS = [/^ *inet .* br0$/]

/** How the migration ended and how long it took, in the words of older and newer versions of QEMU. */
const MIGRATION_END = [/^(Migration status|Status):/, /^(total time|downtime|setup|Time \(ms\)):/]

function task1(vm: ProcedureVm, topology: Topology): Instruction[] {
  const instruction = at('task1', 'host1')
  return [
    {
      id: 'task1-update',
      task: 'task1',
      place: 'host1',
      argv: ['sudo', 'apt', 'update', '-y'],
      name: 'task1-update',
      title: say('step.task1-update.title'),
      // Hosts of the user's own, between which there is a tunnel, may well reach the archive.
      purpose: say('step.task1-update.purpose', {
        offline: topology.tunnel === null ? say('step.task1-update.offline') : '',
      }),
    },
    instruction(
      'task1-install',
      ['sudo', 'apt', 'install', '-y', 'vim', 'qemu-kvm', 'nfs-kernel-server', 'net-tools'],
      {
        shows: QEMU_VERSION,
      },
    ),
    instruction('task1-address', ['ip', 'a'], { shows: BRIDGE_ADDRESS }),
    instruction('task1-disk', ['qemu-img', 'create', '-f', 'qcow2', 'ubuntu.qcow2', '10G']),
    instruction(
      'task1-system',
      ['qemu-img', 'convert', '-n', '-O', 'qcow2', '/usr/share/lab/vm-system.qcow2', 'ubuntu.qcow2'],
      {
        course: {
          text: 'install Ubuntu in the VM (need not be shown)',
          difference: say('step.task1-system.difference'),
        },
      },
    ),
    instruction('task1-mkdir', ['sudo', 'mkdir', '-p', '/mnt/nfs']),
    instruction('task1-chown', ['sudo', 'chown', 'nobody:nogroup', '/mnt/nfs']),
    instruction('task1-chmod', ['sudo', 'chmod', '777', '/mnt/nfs']),
    instruction('task1-move', ['mv', 'ubuntu.qcow2', '/mnt/nfs']),
    instruction('task1-exports', ['sudo', 'tee', '-a', '/etc/exports'], {
      stdin: '/mnt/nfs *(rw,sync,no_subtree_check,no_root_squash)\n',
      course: {
        text: 'edit /etc/exports: add /mnt/nfs *(rw,sync,no_subtree_check,no_root_squash)',
        difference: say('step.task1-exports.difference'),
      },
    }),
    instruction('task1-exportfs', ['sudo', 'exportfs', '-arv'], { shows: [/^exporting /] }),
    instruction('task1-start', start('source', vm, topology), {
      mode: 'background',
      course: {
        text: `${COURSE_START} -monitor telnet:127.0.0.1:5500,server,nowait`,
        difference: say('step.task1-start.difference'),
      },
    }),
  ]
}

function task2(vm: ProcedureVm, topology: Topology): Instruction[] {
  const instruction = at('task2', 'host2')
  return [
    instruction('task2-update', ['sudo', 'apt', 'update', '-y']),
    instruction('task2-install', ['sudo', 'apt', 'install', '-y', 'qemu-kvm', 'net-tools', 'nfs-common'], {
      shows: QEMU_VERSION,
    }),
    instruction('task2-address', ['ip', 'a'], { shows: BRIDGE_ADDRESS }),
    instruction('task2-mkdir', ['sudo', 'mkdir', '-p', '/mnt/nfs']),
    instruction('task2-mount', ['sudo', 'mount', '-t', 'nfs', `${topology.host1}:/mnt/nfs`, '/mnt/nfs']),
    instruction('task2-start', start('destination', vm, topology), {
      mode: 'background',
      course: {
        text: `${COURSE_START} -incoming tcp:0:4400`,
        difference: say('step.task2-start.difference'),
      },
    }),
  ]
}

function task3({ host2, migrationPort, monitorPort }: Topology): Instruction[] {
  const monitor = at('task3', 'monitor1')
  return [
    at('task3', 'host1')('task3-monitor', ['telnet', '127.0.0.1', String(monitorPort)], { mode: 'background' }),
    monitor('task3-migrate', ['migrate', '-d', `tcp:${host2}:${migrationPort}`]),
    monitor('task3-info', ['info', 'migrate'], { shows: MIGRATION_END }),
  ]
}
