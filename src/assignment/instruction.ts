import type { Place } from '../data/schema.ts'
import type { Phrase } from '../text/phrase.ts'
import type { StepPhrases } from './step-phrases.ts'

/** The parts of the assignment that an instruction may belong to. */
export const TASKS = ['preparation', 'task1', 'task2', 'task3'] as const
export type Task = (typeof TASKS)[number]

/**
 * One instruction of the assignment. The lab executes it, the demo films it, section A explains it:
 * all three read this entry, so they can't drift apart.
 */
export interface Instruction extends StepPhrases {
  id: string
  task: Task
  place: Place
  /** The argument vector that is executed. */
  argv: readonly string[]
  /** What is fed to standard input, e.g. a line for `tee`. */
  stdin?: string
  /** The instruction as the course writes it, where ours differs, and why it differs. */
  course?: { text: string; difference: Phrase }
  /** Lines of its output that a reader looks for; absent where how it ended says enough. */
  shows?: readonly RegExp[]
  /** It goes on running, as QEMU does. */
  mode?: 'background'
}
