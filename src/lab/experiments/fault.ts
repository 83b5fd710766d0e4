import { TOPOLOGY } from '../../assignment/topology.ts'
import type { HostName } from '../../data/host-name.ts'
import { RAW_FILES } from '../../data/raw-files.ts'
import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import { strikesPrimary } from '../../experiments/failover.ts'
import { FILL_SMALL_DISK } from '../machines/colo/disks.ts'
import { goOnAlone, takeOver } from '../machines/colo/pair.ts'
import type { Host, Hosts } from '../machines/hosts/host.ts'
import { OWN_PROCESSES } from '../machines/own-processes.ts'
import type { Vm } from '../machines/vm/vm.ts'
import { labNow, pause, within } from '../tools/clock.ts'
import type { DiskReader } from './failover-client.ts'

const TAKEOVER_LIMIT_MS = 30_000
/** With the cable pulled and nobody told, ms. */
const UNTOLD_MS = 6000
/** With the cable pulled and both told, ms. */
const APART_MS = 4000

/** A full disk is met within that time, ms: by the first record that takes a block more. */
const FULL_LIMIT_MS = 20_000

/** What was done to the pair, on the lab's clock, and what the host's own clock showed right before and right after. */
interface Fault {
  killAskedAt: number
  noticedAt: number
  toldAt: number | null
  moment: string
}

/** A VM and, unless it is unprotected, its secondary. */
export interface Pair {
  primary: Vm
  secondary: Vm | null
}

/** A pair, its hosts, and which of them the trial itself has struck so far: what ends there is no accident. */
type Struck = Pair & { hosts: Pick<Hosts, 'kill'>; struck: Set<HostName> }

/** Makes a fault, waits until the lab has noticed, and has go on what can. */
export const FAULTS: Readonly<
  Record<ConfigurationOf<'failover'>, (pair: Struck, signal: AbortSignal) => Promise<Fault>>
> = {
  unprotected: async ({ primary, struck }, signal) => killed(primary, struck, await pidOf(primary, signal), signal),
  async colo(pair, signal) {
    const { primary, secondary } = both(pair)
    const pid = await pidOf(primary, signal)
    return takenOver(secondary, () => killed(primary, pair.struck, pid, signal), signal)
  },
  async 'host-killed'(pair, signal) {
    const { primary, secondary } = both(pair)
    const { kill } = pair.hosts
    if (kill === null) throw new Error('the lab kills no hosts that it did not make')
    const strike = () => {
      pair.struck.add(primary.host.name)
      kill(primary.host.name)
    }
    return takenOver(secondary, () => hostKilled(primary, strike, signal), signal)
  },
  async 'secondary-killed'(pair, signal) {
    const { primary, secondary } = both(pair)
    const fault = await killed(secondary, pair.struck, await pidOf(secondary, signal), signal)
    return { ...fault, toldAt: await goOnAlone(primary) }
  },
  async 'disk-full'(pair, signal) {
    const { primary, secondary } = both(pair)
    const killAskedAt = labNow()
    // COLO ends with an event, or its QEMU does.
    const ended = Promise.race([primary.qmp.event('COLO_EXIT', FULL_LIMIT_MS, signal), secondary.qmp.ended])
    ended.catch(() => undefined)
    const moment = await timed(secondary.host, FILL_SMALL_DISK, signal)
    // Where it goes on all the same, that is what there is to be seen.
    await ended.catch(() => signal.throwIfAborted())
    const noticedAt = labNow()
    await pause(UNTOLD_MS, signal)
    return { killAskedAt, noticedAt, toldAt: await goOnAlone(primary), moment }
  },
  async 'cable-pulled'(pair, signal) {
    const { primary, secondary } = both(pair)
    const link = (state: 'up' | 'down') => `ip link set ${TOPOLOGY.labInterface} ${state}`
    const killAskedAt = labNow()
    const moment = await timed(secondary.host, link('down'), signal)
    try {
      await pause(UNTOLD_MS, signal)
      const noticedAt = labNow()
      // What two watchers would do of whom each sees its own side alone.
      const [toldAt] = await Promise.all([takeOver(secondary), goOnAlone(primary)])
      // Of two that go on the client sees the one at its side, and is told what the other never hears of.
      await pause(APART_MS, signal)
      return { killAskedAt, noticedAt, toldAt, moment }
    } finally {
      await secondary.host.exec(['sudo', ...link('up').split(' ')], { timeoutMs: 20_000 })
    }
  },
}

/** Whose disks are read back afterwards, as they are to the VM: of the one that went on, or of two each by itself. */
export function disksOf(configuration: ConfigurationOf<'failover'>, { primary, secondary }: Pair): DiskReader[] {
  if (secondary === null) return []
  if (configuration === 'cable-pulled')
    return [
      { agent: primary.agent, file: RAW_FILES.diskPrimary },
      { agent: secondary.agent, file: RAW_FILES.diskSecondary },
    ]
  return [{ agent: (strikesPrimary(configuration) ? secondary : primary).agent, file: RAW_FILES.writer }]
}

function both({ primary, secondary }: Pair): { primary: Vm; secondary: Vm } {
  if (secondary === null) throw new Error('there is no secondary')
  return { primary, secondary }
}

/** What strikes the primary, and the secondary going on in its place. */
async function takenOver(secondary: Vm, strike: () => Promise<Fault>, signal: AbortSignal): Promise<Fault> {
  const resumed = secondary.qmp.event('RESUME', TAKEOVER_LIMIT_MS, signal)
  resumed.catch(() => undefined)
  const fault = await strike()
  const toldAt = await takeOver(secondary)
  await resumed
  return { ...fault, toldAt }
}

/** Kills all of a host. Nobody is left there to read its clock: the moment is by the lab's own. */
async function hostKilled({ qmp }: Vm, kill: () => void, signal: AbortSignal): Promise<Fault> {
  const killAskedAt = labNow()
  kill()
  const moment = [killAskedAt, labNow()].map((at) => `${at.toFixed(6)}\n`).join('')
  await within(TAKEOVER_LIMIT_MS, 'noticing that the host was killed', qmp.ended, signal)
  return { killAskedAt, noticedAt: labNow(), toldAt: null, moment }
}

/** Looked up beforehand, since that takes an emulated host longer than the secondary takes to go on. */
async function pidOf({ host }: Vm, signal: AbortSignal): Promise<string> {
  const pid = (await host.exec(['pgrep', '-f', OWN_PROCESSES.qemu], { signal })).stdout.trim()
  if (!/^\d+$/.test(pid)) throw new Error(`${host.name} has not one QEMU but the processes ${pid || 'none'}`)
  return pid
}

/** Kills a QEMU as a crash would, and waits until the lab has noticed; where it is gone already somebody else has. */
async function killed({ host, qmp }: Vm, struck: Set<HostName>, pid: string, signal: AbortSignal): Promise<Fault> {
  const killAskedAt = labNow()
  const kill = timed(host, `kill -KILL ${pid} || exit`, signal)
  await within(TAKEOVER_LIMIT_MS, 'noticing that QEMU was killed', qmp.ended, signal)
  const noticedAt = labNow()
  const moment = await kill
  struck.add(host.name)
  return { killAskedAt, noticedAt, toldAt: null, moment }
}

async function timed(host: Host, command: string, signal: AbortSignal): Promise<string> {
  const { stdout, failure } = await host.exec(
    ['sudo', 'bash', '-c', `echo $EPOCHREALTIME; ${command}; echo $EPOCHREALTIME`],
    { signal },
  )
  if (failure !== null) throw new Error(`“${command}” failed on ${host.name}: ${failure}`)
  return stdout
}
