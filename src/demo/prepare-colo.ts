import { TOPOLOGY } from '../assignment/topology.ts'
import { HOSTS, type HostName } from '../data/host-name.ts'
import { execute } from '../lab/experiments/procedure-runner.ts'
import { primaryArgv, secondaryArgv } from '../lab/machines/colo/argv.ts'
import { coloVm, makeDisks } from '../lab/machines/colo/disks.ts'
import { HostError } from '../lab/machines/host-error.ts'
import type { Hosts } from '../lab/machines/hosts/host.ts'
import { installQemu } from '../lab/machines/hosts/install-qemu.ts'
import { brokenLines } from '../text/shell.ts'
import { COLUMNS } from './stage.ts'

const VM = coloVm('curses')

/** What each host is called under COLO; its QEMU's command is a script of that name. */
export const COLO_ROLE: Readonly<Record<HostName, 'primary' | 'secondary'>> = { host1: 'primary', host2: 'secondary' }

/**
 * The commands as they are filmed: too long to be typed. QEMU’s warnings go elsewhere, since they would be written across the VM’s
 * screen: once the primary is gone, the secondary says each second that it can’t be reached.
 */
const ARGV: Readonly<Record<HostName, readonly string[]>> = {
  host1: primaryArgv(VM),
  host2: secondaryArgv(VM, TOPOLOGY.host1),
}
const scriptOf = (name: HostName) => `${brokenLines(ARGV[name], COLUMNS)} \\\n  2>${COLO_ROLE[name]}.log\n`

/** Brings both hosts before the film into the state in which it begins: network, QEMU, equal disks and the commands. */
export async function prepareColo(hosts: Hosts, signal: AbortSignal): Promise<void> {
  await Promise.all(HOSTS.map((name) => installQemu(hosts[name], false, signal)))
  await execute('preparation', hosts, { note: () => undefined }, signal)
  await Promise.all(
    HOSTS.map(async (name) => {
      await makeDisks(hosts[name], VM, signal)
      const { failure } = await hosts[name].exec(['tee', `${COLO_ROLE[name]}.sh`], { stdin: scriptOf(name), signal })
      if (failure !== null) throw new HostError([name], `${name}: the command could not be written: ${failure}`)
    }),
  )
}
