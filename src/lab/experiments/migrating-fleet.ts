import { TOPOLOGY } from '../../assignment/topology.ts'
import { vmArgv } from '../../assignment/vm-command.ts'
import { entry } from '../context/journal.ts'
import type { RunContext } from '../context/run-context.ts'
import { Fleet, type Role } from '../machines/vm/fleet.ts'
import { ASSIGNED_VM } from './procedure-runner.ts'

/** Smaller than the assignment's VM: what differs between settings is not the search for pages of zeros. */
const SMALL_MEMORY = '512M'

/** The assignment's VM, which migrates in section D. */
export const assignedArgv = (role: Role): string[] => vmArgv({ ...ASSIGNED_VM, nic: 'virtio-net-pci', role })

/** A VM with little memory, whose destination takes settings before it listens. */
export const smallArgv = (role: Role, dirtyRing?: number): string[] =>
  vmArgv(
    {
      ...ASSIGNED_VM,
      nic: 'virtio-net-pci',
      role,
      incoming: 'defer',
      ...(dirtyRing === undefined ? {} : { dirtyRing }),
    },
    { ...TOPOLOGY, vmMemory: SMALL_MEMORY },
  )

/**
 * The fleet of an experiment, whose starts are noted in the run's journal.
 * @param instructionOf the instruction that the start of a QEMU on a host is, where it is one
 */
export const openFleet = (
  { hosts, journal, scratch, signal }: RunContext,
  argvOf: (role: Role) => string[],
  instructionOf: Partial<Record<Role, string>> = {},
): Fleet =>
  new Fleet({
    hosts,
    scratch,
    argvOf,
    signal,
    started: (vm, role, startedAt) => {
      const id = vm.host.name === (role === 'source' ? 'host1' : 'host2') ? instructionOf[role] : undefined
      journal.note(
        entry(vm.host.name, vm.argv, startedAt, { exitCode: null, output: '' }, id === undefined ? null : { id }),
      )
    },
  })
