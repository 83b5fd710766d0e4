import { SETTING, vmArgv } from '../../assignment/procedure.ts'
import { createRandom } from '../../statistics/random.ts'
import { noteEnvironment } from '../run/note-environment.ts'
import { measureAcceleration } from './acceleration.ts'
import { measureNetwork } from './network.ts'
import { gatherEvidence } from './evidence.ts'
import { isHostGone } from '../machines/host-gone.ts'
import { entry } from '../run/journal.ts'
import type { RunContext } from '../run/context.ts'
import type { PlannedTrial } from '../run/plan.ts'
import { recordTrial } from './trial.ts'
import { type Vm, startVm } from '../machines/vm/vm.ts'

/** A named model that both accelerators can give, so that the arms of section B differ in the accelerator alone. */
const COMMON_CPU = 'qemu64'
/** The VM's disk while it is not yet shared: section B and C run on each host by itself. */
export const LOCAL_DISK = '/var/tmp/vm.qcow2'

function argvOf({ experiment, configuration }: PlannedTrial): string[] {
  return vmArgv(
    experiment === 'network'
      ? { accelerator: 'kvm', cpu: 'host', nic: configuration === 'e1000' ? 'e1000' : 'virtio-net-pci', role: 'source' }
      : {
          accelerator: configuration === 'tcg' ? 'tcg' : 'kvm',
          cpu: COMMON_CPU,
          nic: 'virtio-net-pci',
          role: 'source',
        },
    { ...SETTING, vmDisk: LOCAL_DISK },
  )
}

/** One trial of section B or C: the VM is booted, measured and ended; for the host itself there is none. */
export async function runLocalTrial(context: RunContext, trial: PlannedTrial): Promise<void> {
  const { hosts, journal, signal, scratch, spans } = context
  if (trial.configuration === 'host') return spans.of('measure', trial.host, () => measureTrial(context, trial, null))
  const startedAt = new Date()
  const booted = await spans.of('boot-vm', trial.host, async () => {
    const vm = await startVm(hosts[trial.host], argvOf(trial), scratch, signal)
    try {
      journal.note(entry(trial.host, vm.argv, startedAt, { exitCode: null, output: '' }))
      return { vm, bootMs: await vm.booted(signal) }
    } catch (error) {
      await vm.quit()
      throw error
    }
  })
  try {
    await spans.of('measure', trial.host, () => measureTrial(context, trial, booted))
  } finally {
    await booted.vm.quit()
  }
}

async function measureTrial(
  context: RunContext,
  planned: PlannedTrial,
  booted: { vm: Vm; bootMs: number } | null,
): Promise<void> {
  const { run, runFolder, hosts, signal } = context
  const design = run.design.find(({ experiment }) => experiment === planned.experiment)
  if (!design) throw new Error(`the run has no design for ${planned.experiment}`)
  const { samples, samplesWithoutKvm, warmups } = design
  const host = hosts[planned.host]
  const trial = recordTrial(runFolder, planned)
  if (booted) trial.boot(booted.bootMs, booted.vm.argv)
  // Each trial shuffles by itself, so that a resumed run goes on with the same orders.
  const common = { warmups, signal, random: createRandom(run.seed + run.order.indexOf(planned.id) + 1) }
  const isControl = planned.configuration === design.control?.of
  try {
    if (planned.experiment === 'network') {
      if (!booted) throw new Error('section C needs a VM')
      await measureNetwork(host, booted.vm, trial, { ...common, samples, extras: !isControl })
    } else {
      const configuration =
        planned.configuration === 'tcg' || planned.configuration === 'host' ? planned.configuration : 'kvm'
      await measureAcceleration(host, booted?.vm ?? null, trial, {
        ...common,
        configuration,
        samples: configuration === 'tcg' ? samplesWithoutKvm : samples,
      })
      // Once a configuration, after the samples: profiling slows down what it looks at.
      if (booted && planned.repetition === 1 && !isControl)
        await gatherEvidence(host, booted.vm, trial, configuration, signal)
    }
    if (booted && planned.configuration !== 'tcg') await noteEnvironment(context, booted.vm)
  } catch (error) {
    if ((signal.aborted && !isHostGone(signal.reason)) || !(error instanceof Error)) throw error
    const why = booted?.vm.failure() ?? hosts.failure()
    throw new Error(`${planned.id} on ${planned.host}: ${error.message}${why ? ` (${why})` : ''}`, { cause: error })
  }
  trial.finish()
}
