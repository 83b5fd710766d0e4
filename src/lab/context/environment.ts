import { readFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { TOPOLOGY, VM_ADDRESS } from '../../assignment/topology.ts'
import { type Environment, type Run, SCHEMA_VERSION } from '../../data/schema.ts'
import { inEnglish, type StatedSentence, stated } from '../../text/stated.ts'
import type { Host } from '../machines/hosts/host.ts'
import { SUITE } from '../machines/images/recipe.ts'
import type { Agent } from '../machines/vm/agent.ts'
import { namedValues } from '../tools/named-values.ts'

/** Prints `name=value` lines; understood by bash and by the VM's busybox. */
const FACTS = `
echo "cpuModel=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
echo "cpus=$(grep -c ^processor /proc/cpuinfo)"
echo "memoryMiB=$(($(sed -n 's/^MemTotal: *\\([0-9]*\\).*/\\1/p' /proc/meminfo) / 1024))"
echo "kernel=$(uname -r)"
echo "os=$(sed -n 's/^PRETTY_NAME="\\(.*\\)"/\\1/p' /etc/os-release 2>/dev/null)"
echo "counters=$(perf stat -x , -e cycles,instructions true 2>&1 | cut -d, -f1 | tr '\\n' ' ')"
`
const VERSIONS = `
echo "qemu=$(qemu-system-x86_64 --version | sed -n 's/.*version \\([^ ]*\\).*/\\1/p')"
echo "perf=$(perf --version | sed 's/perf version //')"
echo "virtualization=$(systemd-detect-virt)"
echo "iperf3=$(iperf3 --version | sed -n '1s/iperf \\([^ ]*\\).*/\\1/p')"
`

function facts(text: string): (name: string) => string {
  const values = namedValues(text)
  return (name) => values.get(name) || 'unknown'
}

const machine = (fact: (name: string) => string) => ({
  cpuModel: fact('cpuModel'),
  cpus: Number(fact('cpus')),
  memoryMiB: Number(fact('memoryMiB')),
  kernel: fact('kernel'),
  os: fact('os'),
})

/** `<not supported>` where there is no performance monitoring unit, else the two counts. */
const counters = (fact: (name: string) => string): StatedSentence =>
  /^\d+ \d+/.test(fact('counters'))
    ? stated('counters.counted')
    : stated('counters.unsupported', { printed: fact('counters') })

/** What a host runs on, from the word of systemd-detect-virt: QEMU without KVM is `qemu` there. */
const acceleratorOf = (virtualization: string): Environment['host']['accelerator'] =>
  virtualization === 'kvm' || virtualization === 'none' ? virtualization : virtualization === 'qemu' ? 'tcg' : 'other'

interface Described {
  kind: Run['hosts']['kind']
  host: Host
  vm: Agent
  /** Of the QEMU that carries the hosts; null where none of this computer’s does. */
  qemuVersion: string | null
  recipeHash: string
}

/** What the measurements were made on, asked from the machines themselves. */
export async function describeEnvironment(
  { kind, host, vm, qemuVersion, recipeHash }: Described,
  signal: AbortSignal,
): Promise<Environment> {
  const onHost = facts((await host.script(FACTS + VERSIONS, { signal })).stdout)
  const inVm = facts((await vm.run(FACTS, 300_000, signal)).output)
  const os = facts(readFileSync('/etc/os-release', 'utf8').replaceAll('"', ''))
  return {
    schema: SCHEMA_VERSION,
    lab: {
      cpuModel: cpus()[0]?.model.trim() || 'unknown',
      cpus: cpus().length,
      memoryMiB: Math.round(totalmem() / 2 ** 20),
      kernel: release(),
      os: os('PRETTY_NAME'),
      qemuVersion,
      nodeVersion: process.version,
    },
    host: {
      ...machine(onHost),
      qemuVersion: onHost('qemu'),
      perfVersion: onHost('perf'),
      iperf3Version: onHost('iperf3'),
      accelerator: kind === 'ssh' ? acceleratorOf(onHost('virtualization')) : kind === 'kvm' ? 'kvm' : 'tcg',
    },
    vm: { ...machine(inVm), os: inEnglish(stated('vm-system')) },
    addresses: { host1: TOPOLOGY.host1, host2: TOPOLOGY.host2, vm: VM_ADDRESS, prefixLength: TOPOLOGY.prefixLength },
    hardwareCounters: { host1: counters(onHost), vm: counters(inVm) },
    images: { recipeHash, suite: SUITE },
  }
}
