import type { Task } from './instruction.ts'
import { procedure } from './procedure.ts'
import { type StepPhrases, stepPhrases } from './step-phrases.ts'
import { DISPLAY_OPTIONS } from './vm-command.ts'

/** A step that a film shows. */
export interface ShownStep extends StepPhrases {
  id: string
  /** As in section A, e.g. `1.9`; null for a step of the film's own. */
  number: string | null
}

/** A step of the assignment's film: one of the procedure, or one that the viewer needs to see that it worked. */
export interface FilmedStep extends ShownStep {
  part: Task
  /** Costs points where the film lacks it: what the assignment asks to be seen. */
  required: boolean
}

const PARTS: Record<Task, string> = { preparation: '0', task1: '1', task2: '2', task3: '3' }

/** What the film does beside the procedure, each after the step that is named. */
const OWN = [
  { id: 'see-vm', after: 'task1-start', required: true },
  { id: 'see-waiting', after: 'task2-start', required: true },
  { id: 'probe', after: 'see-waiting', required: false },
  { id: 'see-arrived', after: 'task3-info', required: true },
  { id: 'status', after: 'see-arrived', required: false },
  { id: 'probe-end', after: 'status', required: false },
] as const

/** QEMU’s window becomes text in the terminal that it is started from: a host has no other screen. */
export const FILMED_PROCEDURE = procedure({ accelerator: 'kvm', cpu: 'host', options: DISPLAY_OPTIONS })

/** All steps in the order in which they are filmed. */
export const FILMED_STEPS: readonly FilmedStep[] = FILMED_PROCEDURE.reduce<FilmedStep[]>((steps, instruction) => {
  const { id, task: part, name, title, purpose } = instruction
  const count = steps.filter((step) => step.part === part && step.number !== null).length
  const required = part !== 'preparation'
  steps.push({ id, part, number: `${PARTS[part]}.${count + 1}`, required, name, title, purpose })
  for (let last = id; ; ) {
    const own = OWN.find(({ after }) => after === last)
    if (own === undefined) return steps
    steps.push({ id: own.id, part, number: null, required: own.required, ...stepPhrases(own.id) })
    last = own.id
  }
}, [])
