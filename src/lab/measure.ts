import { writeEnvironment } from '../data/store.ts'
import { SETTING, vmArgv } from '../assignment/procedure.ts'
import type { Run } from '../data/schema.ts'
import { createRandom } from '../statistics/random.ts'
import type { Progress } from '../progress.ts'
import { describeEnvironment } from './environment.ts'
import { measureAcceleration } from './experiments/acceleration.ts'
import { measureNetwork } from './experiments/network.ts'
import type { BootedHosts } from './hosts/booted-hosts.ts'
import type { HostName } from './hosts/host.ts'
import type { Images } from './images/images.ts'
import { type Journal, entry } from './journal.ts'
import { runMigrations } from './migrations.ts'
import { PROFILES, type Plan, type PlannedTrial, TRIAL_SECONDS, planRun } from './plan.ts'
import { execute } from './procedure-runner.ts'
import { recordTrial } from './trial.ts'
import { type Vm, forwardVmPorts, startVm } from './vm/vm.ts'

export interface RunContext {
  run: Run
  runFolder: string
  /** Trials that an earlier attempt finished. */
  finished: ReadonlySet<string>
  hosts: BootedHosts
  images: Images
  scratch: string
  journal: Journal
  signal: AbortSignal
  progress: Progress
}

/** A named model that both accelerators can give, so that the arms of section B differ in the accelerator alone. */
const COMMON_CPU = 'qemu64'
/** The VM's disk while it is not yet shared: section B and C run on each host by itself. */
const LOCAL_DISK = '/var/tmp/vm.qcow2'

/** Everything between booted hosts and the end of the run: preparation, sections B and C, Tasks 1 to 3, section D. */
export async function measureRun(context: RunContext): Promise<void> {
  const { run, hosts, journal, signal, progress } = context
  const plan = planRun(run.profile, run.seed)
  const open = (trials: PlannedTrial[]) => trials.filter(({ id }) => !context.finished.has(id))
  const local = { host1: open(plan.local.host1), host2: open(plan.local.host2) }
  const migrations = open(plan.migrations)

  progress.step('Preparing the hosts’ network', 5_000)
  noteHostStarts(context)
  await execute('preparation', hosts, journal, signal)
  for (const name of ['host1', 'host2'] as const) {
    await forwardVmPorts(hosts[name])
    await prepareLocalDisk(context, name)
  }

  if (local.host1.length + local.host2.length > 0) {
    // Until the migrations each host has a VM of its own with the same address: the cable between them stays unplugged.
    await cable(context, 'down')
    await measureLocally(context, local)
    await cable(context, 'up')
  }
  if (migrations.length > 0) await runMigrations(context, migrations)
}

/** How the hosts came to be is part of the procedure, too. */
function noteHostStarts({ hosts, journal }: RunContext): void {
  for (const name of ['host1', 'host2'] as const) {
    journal.note(entry('lab', hosts.argv[name], new Date(), { exitCode: null, output: '' }))
  }
}

async function prepareLocalDisk({ hosts, signal }: RunContext, name: HostName): Promise<void> {
  const outcome = await hosts[name].script(`set -e
qemu-img create -q -f qcow2 ${LOCAL_DISK} 10G
qemu-img convert -n -O qcow2 /usr/share/lab/vm-system.qcow2 ${LOCAL_DISK}`, { signal })
  if (outcome.failure !== null) throw new Error(`${name}: the VM’s disk could not be made: ${outcome.stderr.trim()}`)
}

async function cable({ hosts, signal }: RunContext, state: 'up' | 'down'): Promise<void> {
  for (const name of ['host1', 'host2'] as const) {
    const outcome = await hosts[name].exec(['sudo', 'ip', 'link', 'set', SETTING.labInterface, state], { signal })
    if (outcome.failure !== null) throw new Error(`${name}: ${outcome.stderr.trim()}`)
  }
}

function argvOf({ experiment, configuration }: PlannedTrial): string[] {
  return vmArgv(
    experiment === 'network'
      ? { accelerator: 'kvm', cpu: 'host', nic: configuration === 'e1000' ? 'e1000' : 'virtio-net-pci', role: 'source' }
      : { accelerator: configuration === 'tcg' ? 'tcg' : 'kvm', cpu: COMMON_CPU, nic: 'virtio-net-pci', role: 'source' },
    { ...SETTING, vmDisk: LOCAL_DISK },
  )
}

/** Both hosts work through their lists at the same time; when one fails, the other stops after its trial. */
async function measureLocally(context: RunContext, lists: Plan['local']): Promise<void> {
  const all = [...lists.host1, ...lists.host2]
  const seconds = (trials: readonly PlannedTrial[]) => trials.reduce((sum, { configuration }) => sum + TRIAL_SECONDS[configuration], 0)
  context.progress.step(`Sections B and C: ${all.length} trials on two hosts`, Math.max(seconds(lists.host1), seconds(lists.host2)) * 1000)
  let done = 0
  let failed = false
  const work = async (trials: readonly PlannedTrial[]) => {
    for (const trial of trials) {
      if (failed) return
      try {
        await runLocalTrial(context, trial)
      } catch (error) {
        failed = true
        throw error
      }
      context.progress.note(`${trial.id} measured on ${trial.host}, ${(done += 1)} of ${all.length}`)
    }
  }
  const outcomes = await Promise.allSettled([work(lists.host1), work(lists.host2)])
  const failure = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failure) throw failure.reason
}

async function runLocalTrial(context: RunContext, trial: PlannedTrial): Promise<void> {
  const { hosts, journal, signal, scratch } = context
  if (trial.configuration === 'host') return measureTrial(context, trial, null)
  const startedAt = new Date()
  const vm = await startVm(hosts[trial.host], argvOf(trial), scratch, signal)
  try {
    journal.note(entry(trial.host, vm.argv, startedAt, { exitCode: null, output: '' }))
    await measureTrial(context, trial, { vm, bootMs: await vm.booted(signal) })
  } finally {
    await vm.quit()
  }
}

async function measureTrial(context: RunContext, planned: PlannedTrial, booted: { vm: Vm; bootMs: number } | null): Promise<void> {
  const { run, runFolder, hosts, signal } = context
  const { samples, samplesWithoutKvm, warmups } = PROFILES[run.profile]
  const host = hosts[planned.host]
  const trial = recordTrial(runFolder, planned)
  if (booted) trial.boot(booted.bootMs, booted.vm.argv)
  // Each trial shuffles by itself, so that a resumed run goes on with the same orders.
  const common = { warmups, signal, random: createRandom(run.seed + run.order.indexOf(planned.id) + 1) }
  try {
    if (planned.experiment === 'network') {
      await measureNetwork(host, trial, { ...common, samples })
    } else {
      const configuration = planned.configuration === 'tcg' || planned.configuration === 'host' ? planned.configuration : 'kvm'
      await measureAcceleration(host, booted?.vm ?? null, trial, {
        ...common, configuration, samples: configuration === 'tcg' ? samplesWithoutKvm : samples,
      })
      if (configuration === 'kvm' && booted) {
        writeEnvironment(runFolder, await describeEnvironment(run.hosts.kind, host, booted.vm.agent, context.images.recipeHash, signal))
      }
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof Error)) throw error
    const why = booted?.vm.failure() ?? hosts.failure()
    throw new Error(`${planned.id} on ${planned.host}: ${error.message}${why ? ` (${why})` : ''}`, { cause: error })
  }
  trial.finish()
}
