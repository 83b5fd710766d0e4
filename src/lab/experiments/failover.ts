import { z } from 'zod'
import { type HostName, otherHost } from '../../data/host-name.ts'
import { RAW_FILES } from '../../data/raw-files.ts'
import type { Failover } from '../../data/schema.ts'
import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import { CHECKPOINT_DELAY_MS } from '../../experiments/failover.ts'
import { createRandom } from '../../statistics/random.ts'
import { entry } from '../context/journal.ts'
import { noteEnvironment } from '../context/note-environment.ts'
import type { PlannedTrial } from '../context/planned-trial.ts'
import type { RunContext } from '../context/run-context.ts'
import { primaryArgv, secondaryArgv, unprotectedArgv } from '../machines/colo/argv.ts'
import { coloVm, makeDisks, mountSmallDisk, onSmallDisk, removeSmallDisk } from '../machines/colo/disks.ts'
import { protect } from '../machines/colo/pair.ts'
import { firstCause, isFromOutside } from '../machines/ending.ts'
import { chainOf, HostError } from '../machines/host-error.ts'
import type { Host } from '../machines/hosts/host.ts'
import { readHostClocks } from '../machines/hosts/host-clock.ts'
import { startVm, type Vm } from '../machines/vm/vm.ts'
import { labNow, pause, within } from '../tools/clock.ts'
import { refuseClockJump } from './clock-jump.ts'
import { endClient, measureStream, readCable, startClient, storeClient } from './failover-client.ts'
import { disksOf, FAULTS, type Pair } from './fault.ts'
import { recordTrial, type TrialRecorder } from './trial.ts'

const VM = coloVm('none')
const Version = z.looseObject({ qemu: z.object({ major: z.int(), minor: z.int(), micro: z.int() }) })
/** The kill comes so long after everything is at work, ms: the seed draws when. */
const KILL_AFTER_MS = { least: 10_000, most: 18_000 }
/** Observed after it, ms. */
const AFTER_MS = 8000
/** QEMU may wait for a side that is silent, and then answers nobody. */
const FAULT_LIMIT_MS = 120_000
const END_KNOWN_S = 3

/** Kills the VM's QEMU again and again, each time after a fresh boot, with a secondary beside it and without. */
export async function runFailovers(context: RunContext, planned: readonly PlannedTrial[]): Promise<void> {
  const { progress, spans } = context
  for (const [i, trial] of planned.entries()) {
    progress.step(`Failover ${i + 1} of ${planned.length}: ${trial.configuration}`, trial.seconds * 1000)
    await spans.of('measure', 'lab', () => runFailover(context, trial))
  }
}

async function runFailover(context: RunContext, planned: PlannedTrial): Promise<void> {
  const { hosts, journal, signal, scratch, progress } = context
  const [host, other] = [hosts[planned.host], hosts[otherHost(planned.host)]]
  const trial = recordTrial(context, planned, host.name)
  const vms: Vm[] = []
  const struck = new Set<HostName>()
  const begin = async (on: Host, argv: string[]): Promise<Vm> => {
    const startedAt = new Date()
    const vm = await startVm(on, argv, scratch, signal)
    vms.push(vm)
    journal.note(entry(on.name, argv, startedAt, { exitCode: null, output: '' }))
    return vm
  }
  try {
    await endClient(hosts.host1)
    const isSmall = planned.configuration === 'disk-full'
    const theirs = isSmall ? onSmallDisk(VM) : VM
    if (isSmall) await mountSmallDisk(other, signal)
    await Promise.all([makeDisks(host, VM, signal), makeDisks(other, theirs, signal)])
    const isProtected = planned.configuration !== 'unprotected'
    const primary = await begin(host, isProtected ? primaryArgv(VM) : unprotectedArgv(VM))
    trial.boot(await primary.booted(signal), primary.argv)
    await noteEnvironment(context, primary)
    const secondary = isProtected ? await begin(other, secondaryArgv(theirs, host.address)) : null
    await measureFailover(context, trial, planned, { primary, secondary, struck })
    refuseAccident(vms, struck)
  } catch (error) {
    await knowEnds(vms)
    if (signal.aborted || hosts.failure() !== undefined || !(error instanceof Error)) throw error
    refuseAccident(vms, struck, error)
    // What COLO can't do on these hosts is a result of the trial, and the next one may go well.
    trial.skip(error.message)
    progress.note(`${planned.id}: ${error.message}`)
  } finally {
    await Promise.all(vms.map((vm) => vm.quit()))
    await endClient(hosts.host1)
    if (planned.configuration === 'disk-full') await removeSmallDisk(other)
  }
  trial.finish()
}

/** Connections to a QEMU break a moment before it is known how it ended. */
async function knowEnds(vms: readonly Vm[]): Promise<void> {
  const open = () => vms.some((vm) => vm.qmp.closed && vm.failure() === undefined)
  for (const until = labNow() + END_KNOWN_S; open() && labNow() < until; ) await pause(100)
}

/**
 * A QEMU that somebody else killed, as the kernel does without memory, says nothing of COLO, nor does a host on which something failed
 * while every QEMU was there: the trial is no result and is measured again where the run is gone on with.
 * @param struck hosts whose QEMU the trial itself has killed
 * @param error what was met with, where anything was
 * @throws HostError where it was so
 */
export function refuseAccident(
  vms: readonly Pick<Vm, 'failure'>[],
  struck: ReadonlySet<HostName>,
  error?: Error,
): void {
  const met = chainOf(error).filter((one) => one instanceof HostError)
  const ended = [...vms, ...met].flatMap((one) => (one instanceof HostError ? one.ending : one.failure()) ?? [])
  if (ended.length === 0 && met[0] !== undefined) throw met[0]
  const ending = firstCause(ended.filter((one) => isFromOutside(one) && !struck.has(one.host)))
  if (ending !== null) throw new HostError([ending.host], ending.sentence, { ending, cause: error })
}

async function measureFailover(
  { run, hosts, signal }: RunContext,
  trial: TrialRecorder,
  planned: PlannedTrial,
  { primary, secondary, struck }: Pair & { struck: Set<HostName> },
): Promise<void> {
  const configuration = planned.configuration as ConfigurationOf<'failover'>
  const spoken = { primary: [] as string[], secondary: [] as string[] }
  primary.qmp.log = (line) => spoken.primary.push(line)
  if (secondary) {
    secondary.qmp.log = (line) => spoken.secondary.push(line)
    await protect(primary, secondary, { checkpointDelayMs: CHECKPOINT_DELAY_MS, signal })
  }
  const { qemu } = Version.parse(await primary.qmp.execute('query-version'))
  const qemuVersion = `${qemu.major}.${qemu.minor}.${qemu.micro}`
  const protectedAt = secondary && labNow()
  const both = [hosts.host1, hosts.host2]
  const clocks = await readHostClocks(both, 'before')
  trial.file(RAW_FILES.stream, await measureStream(hosts.host1, signal))
  await startClient(hosts.host1, primary.agent, signal)
  const cable = [await readCable(primary.host, signal)]
  const observedFrom = labNow()
  const random = createRandom(run.seed + run.order.indexOf(planned.id) + 1)
  await pause(KILL_AFTER_MS.least + random() * (KILL_AFTER_MS.most - KILL_AFTER_MS.least), signal)
  if (primary.qmp.closed)
    throw new Error(`QEMU ended before it was killed: ${primary.failure()?.sentence ?? 'unknown why'}`)

  cable.push(await readCable(primary.host, signal))
  trial.file(RAW_FILES.cable, cable.join(''))
  const isHostKilled = configuration === 'host-killed'
  // Of a host that will be gone the clock is read for the last time.
  if (isHostKilled) clocks.push(...(await readHostClocks([primary.host], 'after')))
  const { killAskedAt, noticedAt, toldAt, moment } = await within(
    FAULT_LIMIT_MS,
    'one of both to go on',
    FAULTS[configuration]({ primary, secondary, hosts, struck }, signal),
    signal,
  )
  trial.file(RAW_FILES.kill, moment)
  await pause(AFTER_MS, signal)
  const observedTo = labNow()
  for (const vm of [primary, ...(secondary ? [secondary] : [])]) vm.qmp.log = null
  clocks.push(...(await readHostClocks(isHostKilled ? both.filter((one) => one !== primary.host) : both, 'after')))
  refuseClockJump(clocks)
  await storeClient(hosts.host1, disksOf(configuration, { primary, secondary }), trial, signal)
  trial.file(RAW_FILES.qmpPrimary, `${spoken.primary.join('\n')}\n`)
  if (secondary) trial.file(RAW_FILES.qmpSecondary, `${spoken.secondary.join('\n')}\n`)
  trial.file(RAW_FILES.clocks, `${JSON.stringify(clocks)}\n`)
  trial.failover({
    qemuVersion,
    primary: primary.host.name,
    secondary: secondary?.host.name ?? null,
    checkpointDelayMs: secondary && CHECKPOINT_DELAY_MS,
    protectedAt,
    observedFrom,
    killAskedAt,
    noticedAt,
    toldAt,
    observedTo,
  } satisfies Failover)
}
