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
import { PROFILES, type PlannedTrial, type Wave, planRun } from './plan.ts'
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
  const waves = planRun(run.profile, run.seed)
    .map(({ trials }): Wave => ({ trials: trials.filter(({ id }) => !context.finished.has(id)) }))
    .filter(({ trials }) => trials.length > 0)

  progress.step('Preparing the hosts’ network', 5_000)
  noteHostStarts(context)
  await execute('preparation', hosts, journal, signal)
  for (const name of ['host1', 'host2'] as const) {
    await forwardVmPorts(hosts[name])
    await prepareLocalDisk(context, name)
  }

  const local = waves.filter(({ trials }) => trials[0]?.experiment !== 'migration')
  if (local.length > 0) {
    // Until the migrations each host has a VM of its own with the same address: the cable between them stays unplugged.
    await cable(context, 'down')
    for (const [i, wave] of local.entries()) await measureWave(context, wave, `${i + 1} of ${local.length}`)
    await cable(context, 'up')
  }
  const migrations = waves.flatMap(({ trials }) => trials).filter(({ experiment }) => experiment === 'migration')
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

/** Boots the VMs of a wave side by side, then measures them: section B at the same time, section C in turn. */
async function measureWave(context: RunContext, wave: Wave, position: string): Promise<void> {
  const { hosts, journal, signal, progress, scratch } = context
  const title = wave.trials.map(({ id }) => id).join(' and ')
  const vms = new Map<string, { vm: Vm; bootMs: number }>()
  const booting = wave.trials.filter(({ configuration }) => configuration !== 'host')
  try {
    if (booting.length > 0) {
      progress.step(`Wave ${position}: booting the VM for ${title}`, booting.some((t) => t.configuration === 'tcg') ? 170_000 : 25_000)
      const booted = await Promise.allSettled(booting.map(async (trial) => {
        const startedAt = new Date()
        const vm = await startVm(hosts[trial.host], argvOf(trial), scratch, signal)
        vms.set(trial.id, { vm, bootMs: 0 })
        journal.note(entry(trial.host, vm.argv, startedAt, { exitCode: null, output: '' }))
        vms.set(trial.id, { vm, bootMs: await vm.booted(signal) })
      }))
      const failed = booted.find((result) => result.status === 'rejected')
      if (failed) throw failed.reason
    }
    if (wave.trials[0]?.experiment === 'acceleration') {
      progress.step(`Wave ${position}: measuring ${title}`, booting.some((t) => t.configuration === 'tcg') ? 100_000 : 20_000)
      const measured = await Promise.allSettled(wave.trials.map((trial) => measureTrial(context, trial, vms.get(trial.id) ?? null)))
      const failed = measured.find((result) => result.status === 'rejected')
      if (failed) throw failed.reason
    } else {
      for (const trial of wave.trials) {
        progress.step(`Wave ${position}: measuring ${trial.id}`, 25_000)
        await measureTrial(context, trial, vms.get(trial.id) ?? null)
      }
    }
  } finally {
    await Promise.all([...vms.values()].map(({ vm }) => vm.quit()))
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
