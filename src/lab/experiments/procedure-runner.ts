import type { Instruction } from '../../assignment/instruction.ts'
import { procedure } from '../../assignment/procedure.ts'
import { entry, type Journal } from '../context/journal.ts'
import { HostError } from '../machines/host-error.ts'
import { type Hosts, withStdin } from '../machines/hosts/host.ts'

/** The VM as the assignment has it, with which Tasks 1 to 3 are done. */
export const ASSIGNED_VM = { accelerator: 'kvm', cpu: 'host' } as const

/** The instructions as the lab's own hosts execute them, in order. */
export const INSTRUCTIONS: readonly Instruction[] = procedure(ASSIGNED_VM)

/** @throws Error when the procedure has no such instruction: a mistake of ours */
export function instruction(id: string): Instruction {
  const found = INSTRUCTIONS.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`no instruction ${id}`)
  return found
}

/**
 * Executes the foreground instructions of a task, one after the other, and journals each.
 * @throws HostError naming the step, the host and the end of the output
 */
export async function execute(
  task: Instruction['task'],
  hosts: Hosts,
  journal: Journal,
  signal: AbortSignal,
): Promise<void> {
  for (const step of procedure(ASSIGNED_VM, hosts.topology).filter(
    (candidate) => candidate.task === task && candidate.mode !== 'background',
  )) {
    if (step.place !== 'host1' && step.place !== 'host2') continue
    const startedAt = new Date()
    const outcome = await hosts[step.place].exec(step.argv, {
      ...(step.stdin === undefined ? {} : { stdin: step.stdin }),
      timeoutMs: 600_000,
      signal,
    })
    signal.throwIfAborted()
    const output = outcome.stdout + outcome.stderr
    journal.note(entry(step.place, step.argv, startedAt, { exitCode: outcome.exitCode, output }, step))
    if (outcome.failure !== null) {
      throw new HostError(
        [step.place],
        `The step ${step.id} failed on ${step.place} (${withStdin(step.argv, step.stdin)}): ` +
          `${output.trim().split('\n').slice(-5).join('\n') || outcome.failure}`,
      )
    }
  }
}
