import { DISPLAY_OPTIONS, procedure, type Task } from './procedure.ts'

/** A step that the film shows: one of the procedure, or one that the viewer needs to see that it worked. */
export interface FilmedStep {
  id: string
  part: Task
  /** As in section A, e.g. `1.9`; null for a step of the film's own. */
  number: string | null
  title: string
  /** Markdown, as in section A. */
  purpose: string
  /** Costs points where the film lacks it: what the assignment asks to be seen. */
  required: boolean
}

const PARTS: Record<Task, string> = { preparation: '0', task1: '1', task2: '2', task3: '3' }

/** What the film does beside the procedure, each after the step that is named. */
const OWN: readonly (Omit<FilmedStep, 'number' | 'part'> & { after: string })[] = [
  {
    id: 'see-vm',
    after: 'task1-start',
    required: true,
    title: 'The VM runs on host 1',
    purpose:
      'QEMU shows the VM’s own screen in this terminal. The VM counts the seconds since it started: watch the counter through the migration.',
  },
  {
    id: 'see-waiting',
    after: 'task2-start',
    required: true,
    title: 'Host 2 waits',
    purpose:
      'This QEMU runs nothing yet: it has the same virtual hardware and listens on port 4400 for the state of the VM.',
  },
  {
    id: 'probe',
    after: 'see-waiting',
    required: false,
    title: 'Network traffic to the VM',
    purpose: 'Pings the VM twice a second from now on. Their numbers show whether its network goes on while it moves.',
  },
  {
    id: 'see-arrived',
    after: 'task3-info',
    required: true,
    title: 'The VM runs on host 2',
    purpose:
      'The screen appears on host 2 and the counter has gone on: this is the same VM, with all that was in its memory.',
  },
  {
    id: 'status',
    after: 'see-arrived',
    required: false,
    title: 'What is left on host 1',
    purpose: 'The source keeps a stopped copy. It must not be started again, or two VMs would write to one disk.',
  },
  {
    id: 'probe-end',
    after: 'status',
    required: false,
    title: 'What the network noticed',
    purpose: 'Ctrl-C ends ping, and its summary says how many answers were lost.',
  },
]

/** QEMU’s window becomes text in the terminal that it is started from: a host has no other screen. */
export const FILMED_PROCEDURE = procedure({ accelerator: 'kvm', cpu: 'host', options: DISPLAY_OPTIONS })

/** All steps in the order in which they are filmed. */
export const FILMED_STEPS: readonly FilmedStep[] = FILMED_PROCEDURE.reduce<FilmedStep[]>((steps, instruction) => {
  const { id, task: part, title, purpose } = instruction
  const count = steps.filter((step) => step.part === part && step.number !== null).length
  steps.push({ id, part, number: `${PARTS[part]}.${count + 1}`, title, purpose, required: part !== 'preparation' })
  for (let last = id; ; ) {
    const own = OWN.find(({ after }) => after === last)
    if (own === undefined) return steps
    const { after: _, ...step } = own
    steps.push({ ...step, part, number: null })
    last = own.id
  }
}, [])
