import type { Program } from '../../data/schema.ts'
import type { Accelerator } from '../../experiments/declaration.ts'
import type { ElapsedMsOf } from '../context/elapsed.ts'
import type { Host } from '../machines/hosts/host.ts'
import type { Vm } from '../machines/vm/vm.ts'
import type { TrialRecorder } from './trial.ts'

/** What a trial of a block is measured with: the VM, where its configuration has one, and its share of the design. */
export interface BlockTrial {
  host: Host
  vm: Vm | null
  accelerator: Accelerator | null
  trial: TrialRecorder
  /** Whether steady windows, and programs that need no rounds, are measured in this trial: not in that of a control. */
  extras: boolean
  /** Programs that this run does without. */
  leftOut: readonly Program[]
  /** How long a stream that is as fast as it goes is measured. */
  streamS: number
  warmups: number
  samples: number
  random: () => number
  elapsedMsOf: ElapsedMsOf
  signal: AbortSignal
}
