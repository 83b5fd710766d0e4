import type { LoadedRun } from '../loaded-run.ts'
import { type Entity, known, to } from './entity.ts'

/** What measured and moved the VM: ids of the entities of {@link softwareOf}. */
export interface Software {
  lab: string
  /** The QEMU that runs the VM on a host. */
  qemu: string
  entities: Entity[]
}

/** The programs whose versions a run knows. That of migration-lab itself stands in no run. */
export function softwareOf({ run, environment }: Pick<LoadedRun, 'run' | 'environment'>): Software {
  const program = (name: string, url: string, version: string | null): Entity => ({
    '@id': `#${name}${version === null ? '' : `-${version}`}`,
    '@type': 'SoftwareApplication',
    name,
    url,
    ...known({ softwareVersion: version }),
  })
  const { host, lab } = environment
  const qemu = program('QEMU', 'https://www.qemu.org/', host.qemuVersion)
  const booted = run.hosts.kind === 'emulated' || run.hosts.kind === 'kvm'
  const tools = [
    // The hosts are VMs themselves, of the QEMU of the user's computer.
    ...(booted ? [program('QEMU', 'https://www.qemu.org/', lab.qemuVersion)] : []),
    program('perf', 'https://perfwiki.github.io/', host.perfVersion),
    program('iperf3', 'https://software.es.net/iperf/', host.iperf3Version),
    program('Node.js', 'https://nodejs.org/', lab.nodeVersion),
  ].filter((tool) => 'softwareVersion' in tool)
  const used = [...new Map([qemu, ...tools].map((tool) => [tool['@id'], tool])).values()]
  const project: Entity = {
    '@id': '#migration-lab',
    '@type': 'SoftwareApplication',
    name: 'migration-lab',
    description: 'A lab and report generator for QEMU live migration.',
    ...(tools.length === 0 ? {} : { softwareRequirements: tools.map((tool) => to(tool['@id'])) }),
  }
  return { lab: project['@id'], qemu: qemu['@id'], entities: [project, ...used] }
}
