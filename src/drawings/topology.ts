import { procedure } from '../assignment/procedure.ts'
import { TOPOLOGY, VM_ADDRESS } from '../assignment/topology.ts'
import type { Environment, JournalEntry, Place } from '../data/schema.ts'

/** What the commands of a run say of the lab. */
export interface DrawnTopology {
  /** As QEMU was given it, e.g. `2G`. */
  vmMemory: string
  disk: string
  bridge: string
  /** The hosts' network card that is plugged into the bridge. */
  port: string
  accelerated: boolean
  /** What the destination mounts: `192.168.100.1:/mnt/nfs`. */
  share: string
  folder: string
  monitor: string
  /** What the source was told: `tcp:192.168.100.2:4400`. */
  destination: string
}

/** The addresses of a run; where they are not known, those of the assignment's procedure. */
export const addressesIn = ({ addresses }: Pick<Environment, 'addresses'>): NonNullable<Environment['addresses']> =>
  addresses ?? { host1: TOPOLOGY.host1, host2: TOPOLOGY.host2, vm: VM_ADDRESS, prefixLength: TOPOLOGY.prefixLength }

/** Reads the setting from the commands that were executed; those that were not are taken from the procedure. */
export function topologyIn(journal: readonly JournalEntry[]): DrawnTopology {
  const planned = procedure({ accelerator: 'kvm', cpu: 'host' })
  const argvOf = (id: string, place: Place): readonly string[] =>
    journal.find((entry) => entry.instruction === id && entry.place === place)?.argv ??
    planned.find((instruction) => instruction.id === id)?.argv ??
    []
  const start = argvOf('task1-start', 'host1')
  const mount = argvOf('task2-mount', 'host2')
  return {
    vmMemory: after(start, '-m'),
    disk: part(after(start, '-drive'), 'file'),
    bridge: part(after(start, '-netdev'), 'br'),
    port: after(argvOf('prepare-1-port', 'host1'), 'set'),
    accelerated: start.includes('-enable-kvm'),
    share: mount.at(-2) ?? '',
    folder: mount.at(-1) ?? '',
    monitor: after(start, '-monitor').split(',')[0] ?? '',
    destination: argvOf('task3-migrate', 'monitor1').at(-1) ?? '',
  }
}

/** The argument that follows an option. */
function after(argv: readonly string[], option: string): string {
  const at = argv.indexOf(option)
  return at < 0 ? '' : (argv[at + 1] ?? '')
}

/** The value of `key=value` in a list with commas. */
function part(argument: string, key: string): string {
  const found = argument.split(',').find((one) => one.startsWith(`${key}=`))
  return found?.slice(key.length + 1) ?? ''
}
