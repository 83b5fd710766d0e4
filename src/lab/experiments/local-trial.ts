import { TOPOLOGY } from '../../assignment/topology.ts'
import { vmArgv } from '../../assignment/vm-command.ts'
import { type BlockExperiment, declared, type Experiment } from '../../experiments/catalogue.ts'
import { createRandom } from '../../statistics/random.ts'
import { entry } from '../context/journal.ts'
import { noteEnvironment } from '../context/note-environment.ts'
import type { PlannedTrial } from '../context/planned-trial.ts'
import type { RunContext } from '../context/run-context.ts'
import { HostError } from '../machines/host-error.ts'
import { isHostGone } from '../machines/host-gone.ts'
import { SilentVm } from '../machines/vm/agent.ts'
import { startVm, type Vm } from '../machines/vm/vm.ts'
import { measureAcceleration } from './acceleration.ts'
import type { BlockTrial } from './block-trial.ts'
import { measureNetwork } from './network.ts'
import { recordTrial } from './trial.ts'

/** The VM's disk while it is not yet shared: section B and C run on each host by itself. */
export const LOCAL_DISK = '/var/tmp/vm.qcow2'

/** Of runs that were begun before their design said so. */
const EARLIER_STREAM_S = 14

/** How each experiment of blocks is carried out, once its VM is up. */
const MEASURE: Readonly<Record<BlockExperiment, (o: BlockTrial) => Promise<void>>> = {
  acceleration: measureAcceleration,
  network: measureNetwork,
}

const isBlockExperiment = (experiment: Experiment): experiment is BlockExperiment => experiment in MEASURE

/** One trial of a block: the VM is booted, measured and ended; for the host itself there is none. */
export async function runLocalTrial(context: RunContext, trial: PlannedTrial): Promise<void> {
  const { hosts, journal, signal, scratch, spans } = context
  const variant = declared[trial.experiment].configurations[trial.configuration]?.vm ?? null
  if (variant === null) return spans.of('measure', trial.host, () => measureTrial(context, trial, null, null))
  const argv = vmArgv({ ...variant, role: 'source' }, { ...TOPOLOGY, vmDisk: LOCAL_DISK })
  const startedAt = new Date()
  const booted = await spans.of('boot-vm', trial.host, async () => {
    const vm = await startVm(hosts[trial.host], argv, scratch, signal)
    try {
      journal.note(entry(trial.host, vm.argv, startedAt, { exitCode: null, output: '' }))
      return { vm, bootMs: await vm.booted(signal) }
    } catch (error) {
      await vm.quit()
      throw error
    }
  })
  try {
    await spans.of('measure', trial.host, () => measureTrial(context, trial, booted, variant.accelerator))
  } finally {
    await booted.vm.quit()
  }
}

async function measureTrial(
  context: RunContext,
  planned: PlannedTrial,
  booted: { vm: Vm; bootMs: number } | null,
  accelerator: BlockTrial['accelerator'],
): Promise<void> {
  const { run, hosts, signal } = context
  const { experiment, block } = planned
  const design = run.design.find((one) => one.experiment === experiment)
  if (!design || !isBlockExperiment(experiment)) throw new Error(`the run has no blocks of ${experiment}`)
  const trial = recordTrial(context, planned, planned.host)
  if (booted) trial.boot(booted.bootMs, booted.vm.argv)
  try {
    await MEASURE[experiment]({
      host: hosts[planned.host],
      vm: booted?.vm ?? null,
      accelerator,
      trial,
      extras: planned.configuration !== design.control?.of && (design.extras !== 'first-block' || block === 1),
      leftOut: design.leftOut,
      streamS: design.streamS ?? EARLIER_STREAM_S,
      warmups: design.warmups,
      samples: accelerator === 'tcg' ? design.samplesWithoutKvm : design.samples,
      // Each trial shuffles by itself, so that a resumed run goes on with the same orders.
      random: createRandom(run.seed + run.order.indexOf(planned.id) + 1),
      elapsedMsOf: context.elapsedMsOf,
      signal,
    })
    if (booted && accelerator === 'kvm') await noteEnvironment(context, booted.vm)
  } catch (error) {
    if ((signal.aborted && !isHostGone(signal.reason)) || !(error instanceof Error)) throw error
    if (error instanceof SilentVm) await booted?.vm.noteState()
    const ending = booted?.vm.failure() ?? hosts.failure()
    throw new HostError(
      [planned.host],
      `${planned.id} on ${planned.host}: ${error.message}${ending ? ` (${ending.sentence})` : ''}`,
      { cause: error, ending: ending ?? null },
    )
  }
  trial.finish()
}
