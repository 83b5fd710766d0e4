import { FILMED_PROCEDURE } from '../assignment/filmed-steps.ts'
import type { Instruction } from '../assignment/instruction.ts'
import { VM_ADDRESS } from '../assignment/topology.ts'
import type { TerminalId } from '../data/recording-schema.ts'
import { UserError } from '../errors.ts'
import { withStdin } from '../lab/machines/hosts/host.ts'
import { pause } from '../lab/tools/clock.ts'
import { commandLine } from '../text/shell.ts'
import { spoken } from '../text/spoken.ts'
import { ENGLISH } from '../text/words.ts'
import type { Stage } from './stage.ts'
import { goesOnFrom, isTaken, vmCounter } from './vm-screen.ts'

const COMMAND_MS = 180_000
const VM_BOOT_MS = 420_000
const MIGRATION_MS = 300_000
/** Between two looks at the migration. */
const LOOK_MS = 2500

const MONITOR: TerminalId = 'host1-second'
const PROBE: TerminalId = 'host2-second'

/**
 * Plays the whole procedure: every command of Tasks 1 to 3 in the assignment's order, and what shows that it worked.
 * @param note is told of each step that begins
 * @throws UserError `lab` at the first step that fails
 */
export async function direct(stage: Stage, note: (title: string) => void, signal: AbortSignal): Promise<void> {
  await Promise.all([stage.open('host1'), stage.open('host2')])
  for (const instruction of FILMED_PROCEDURE) {
    note(spoken(instruction.title, ENGLISH))
    await play(stage, instruction, signal)
  }
}

async function play(stage: Stage, instruction: Instruction, signal: AbortSignal): Promise<void> {
  const { id, place, argv, stdin } = instruction
  switch (id) {
    case 'task1-start':
      await stage.background(id, 'host1', commandLine(argv), isTaken, 60_000)
      stage.isLive = true
      // Opened when it is first of use, so that it never stands empty in the film.
      await stage.open(MONITOR)
      return stage.seen('see-vm', 'host1', (screen) => vmCounter(screen) !== null, VM_BOOT_MS, 4000)
    case 'task2-start':
      await stage.background(id, 'host2', commandLine(argv), isTaken, 60_000)
      await stage.open(PROBE)
      await stage.seen('see-waiting', 'host2', isTaken, 1000, 2500)
      return stage.background(
        'probe',
        PROBE,
        `sudo ping -i 0.5 ${VM_ADDRESS}`,
        (screen) => /icmp_seq=3 /.test(screen),
        60_000,
      )
    case 'task3-monitor':
      return stage.background(id, MONITOR, commandLine(argv), (screen) => screen.includes('(qemu)'), 30_000)
    case 'task3-migrate':
      await stage.monitor(id, MONITOR, argv.join(' '))
      return
    case 'task3-info':
      return watchMigration(stage, id, argv.join(' '), signal)
    default:
      if (place !== 'host1' && place !== 'host2') throw new Error(`nobody knows how to film ${id}`)
      return stage.shell(id, place, withStdin(argv, stdin), COMMAND_MS)
  }
}

/** Looks at the migration until it is done, then at the VM where it has arrived. */
async function watchMigration(stage: Stage, id: string, command: string, signal: AbortSignal): Promise<void> {
  const deadline = stage.clock() + MIGRATION_MS / 1000
  for (;;) {
    const left = vmCounter(stage.session('host1').screen()) ?? 0
    const status = /Migration status: ([\w-]+)/.exec(await stage.monitor(id, MONITOR, command))?.[1]
    if (status === 'completed') {
      await arrive(stage, left)
      return
    }
    if (status === 'failed' || status === 'cancelled') throw new UserError('lab', `The migration ended as “${status}”.`)
    if (stage.clock() > deadline) {
      throw new UserError(
        'lab',
        `The migration was not completed within ${MIGRATION_MS / 1000} s (status ${status ?? 'unknown'}).`,
      )
    }
    await pause(LOOK_MS, signal)
  }
}

/** @param left what the VM's counter was on host 1 when it was last looked at */
async function arrive(stage: Stage, left: number): Promise<void> {
  await stage.seen('see-arrived', 'host2', goesOnFrom(left), 60_000, 3000)
  const status = await stage.monitor('status', MONITOR, 'info status')
  if (!status.includes('postmigrate'))
    throw new UserError('lab', 'The VM on host 1 is not stopped after the migration.')
  await stage.interrupt('probe-end', PROBE)
}
