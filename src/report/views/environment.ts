import type { Environment, Run } from '../../data/schema.ts'
import { addressesIn } from '../../drawings/topology.ts'
import type { ViewModel } from '../../templates/shape.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatBytes, formatCount, formatWhole } from '../../text/quantities.ts'
import type { Unspoken } from '../../text/spoken.ts'
import { type Stated, statedText } from '../../text/stated.ts'

/** The computer of the lab, the hosts and the VM. */
export function environmentView(environment: Environment, hosts: Run['hosts']): Unspoken<ViewModel['environment']> {
  const { lab, host, vm, hardwareCounters, images } = environment
  const addresses = addressesIn(environment)
  return {
    lab: {
      ...machineView(lab),
      qemuVersion: carrierView(hosts, lab.qemuVersion),
      nodeVersion: orNotKnown(lab.nodeVersion),
    },
    host: {
      ...machineView(host),
      qemuVersion: orNotKnown(host.qemuVersion),
      perfVersion: orNotKnown(host.perfVersion),
      iperf3Version: orNotKnown(host.iperf3Version),
      accelerator: host.accelerator === null ? say('not-known') : say(`accelerator.${host.accelerator}`),
    },
    vm: machineView(vm),
    addresses: { ...addresses, prefixLength: String(addresses.prefixLength) },
    hardwareCounters: { host1: orNotKnown(hardwareCounters.host1), vm: orNotKnown(hardwareCounters.vm) },
    images: { recipeHash: orNotKnown(images?.recipeHash.slice(0, 12)), suite: orNotKnown(images?.suite) },
  }
}

export function machineView(machine: Environment['vm']): Unspoken<ViewModel['environment']['vm']> {
  return {
    cpuModel: orNotKnown(machine.cpuModel),
    cpus: machine.cpus === null ? say('not-known') : formatWhole(machine.cpus),
    processors: machine.cpus === null ? say('not-known') : formatCount(machine.cpus, 'processor'),
    memory: machine.memoryMiB === null ? say('not-known') : formatBytes(machine.memoryMiB * 2 ** 20),
    kernel: orNotKnown(machine.kernel),
    os: orNotKnown(machine.os),
  }
}

/** Of machines on which somebody measured by hand, nothing is known. */
const orNotKnown = (stated: Stated | null | undefined): Text => (stated == null ? say('not-known') : statedText(stated))

/** The QEMU that carries the hosts; it is missing where no QEMU of this computer does. */
export function carrierView({ kind, qemuFrom }: Run['hosts'], version: string | null): Text | null {
  if (kind === 'ssh' && version === null) return null
  return qemuFrom === 'lab' && version !== null ? say('qemu.of-lab', { version }) : orNotKnown(version)
}
