import path from 'node:path'
import { emptyTrial } from '../../data/empty-trial.ts'
import type { HostName } from '../../data/host-name.ts'
import type { Calibration, Failover, Migration, Sample, SteadyWindow } from '../../data/schema.ts'
import { createTrialFolder, writeAtomically, writeTrial } from '../../data/store.ts'
import type { Stated } from '../../text/stated.ts'
import type { PlannedTrial } from '../context/planned-trial.ts'
import type { RunContext } from '../context/run-context.ts'
import { machineLoad } from './machine-load.ts'

/** A trial on its way: raw files as they come, trial.json last. */
export interface TrialRecorder {
  /** Writes a raw output as it was printed and gives its name. */
  file(name: string, content: string): string
  sample(sample: Sample): void
  boot(bootMs: number | null, vmArgv: string[]): void
  migration(migration: Migration): void
  failover(failover: Failover): void
  calibration(calibration: Calibration): void
  window(window: SteadyWindow): void
  /** Nothing is measured, for this reason: a sentence, or QEMU’s own words. */
  skip(reason: Stated): void
  /** From now on the trial counts. */
  finish(): void
}

/** @param host where it is really measured, or the host that the VM leaves; a plan may have meant the other */
export function recordTrial({ runFolder, hostBoot }: RunContext, planned: PlannedTrial, host: HostName): TrialRecorder {
  const folder = createTrialFolder(runFolder, planned.id)
  const { id, experiment, configuration, repetition, block, workload } = planned
  const trial = emptyTrial({
    id,
    experiment,
    configuration,
    repetition,
    startedAt: new Date().toISOString(),
    finishedAt: '',
    block,
    workload,
    host,
    hostBoot,
  })
  const recorder: TrialRecorder = {
    file(name, content) {
      writeAtomically(path.join(folder, name), content)
      return name
    },
    sample: (sample) => {
      trial.samples.push(sample)
    },
    boot(bootMs, vmArgv) {
      trial.bootMs = bootMs
      trial.vmArgv = vmArgv
    },
    migration: (migration) => {
      trial.migration = migration
    },
    failover: (failover) => {
      trial.failover = failover
    },
    calibration: (calibration) => {
      trial.calibrations.push(calibration)
    },
    window: (window) => {
      trial.windows.push(window)
    },
    skip: (reason) => {
      trial.skipped = reason
    },
    finish() {
      recorder.file('machine.after.txt', machineLoad())
      trial.finishedAt = new Date().toISOString()
      writeTrial(folder, trial)
    },
  }
  recorder.file('machine.before.txt', machineLoad())
  return recorder
}
