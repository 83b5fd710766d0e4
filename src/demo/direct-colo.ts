import { QMP_PORT, TOPOLOGY, VM_ADDRESS } from '../assignment/topology.ts'
import type { HostName } from '../data/host-name.ts'
import type { TerminalId } from '../data/recording-schema.ts'
import { UserError } from '../errors.ts'
import { CHECKPOINT_DELAY_MS } from '../experiments/failover.ts'
import type { ColoStep } from '../film/colo-steps.ts'
import { type ColoCommand, pairing, refuseAnswer, TAKEOVER } from '../lab/machines/colo/commands.ts'
import { COLO_ROLE } from './prepare-colo.ts'
import type { Stage } from './stage.ts'
import { goesOnFrom, isTaken, vmCounter } from './vm-screen.ts'

const COMMAND_MS = 60_000
const VM_BOOT_MS = 420_000
const PAIR_MS = 180_000
/** So many are seen before the kill. */
const CHECKPOINTS = 5
const CHECKPOINTS_MS = 120_000
/** For the last answer to be read. */
const REST_MS = 1500

const MONITORS = { primary: 'host1-second', secondary: 'host2-second' } as const satisfies Record<
  ColoCommand['side'],
  TerminalId
>

/**
 * Plays a failover under COLO: primary and secondary are started and made a pair, the primary is killed, the secondary takes
 * over. The hosts have been prepared for it.
 * @param note is told of each step that begins
 * @throws UserError `lab` at the first step that fails
 */
export async function directColo(stage: Stage, note: (title: string) => void): Promise<void> {
  await Promise.all([stage.open('host1'), stage.open('host2')])
  note('Primary')
  await start(stage, 'host1', 'colo-primary-command', 'colo-primary')
  stage.isLive = true
  await seen(stage, 'colo-vm', 'host1', (screen) => vmCounter(screen) !== null, VM_BOOT_MS, 2000)
  note('Secondary')
  await start(stage, 'host2', 'colo-secondary-command', 'colo-secondary')

  note('Pair')
  const commands = pairing(TOPOLOGY.host2, CHECKPOINT_DELAY_MS)
  await connect(stage, 'colo-wait', 'secondary')
  await say(
    stage,
    'colo-wait',
    commands.filter(({ side }) => side === 'secondary'),
  )
  await connect(stage, 'colo-protect', 'primary')
  await say(
    stage,
    'colo-protect',
    commands.filter(({ side }) => side === 'primary'),
  )
  const startedAtS = stage.clock()
  const told = () => stage.session(MONITORS.primary).since(startedAtS)
  const isPair = (screen: string) => told().includes('"status": "colo"') && vmCounter(screen) !== null
  await seen(stage, 'colo-pair', 'host2', isPair, PAIR_MS, 2000)
  const checkpointsBefore = count(told())
  const isEnough = () => count(told()) >= checkpointsBefore + CHECKPOINTS
  await seen(stage, 'colo-checkpoints', MONITORS.primary, isEnough, CHECKPOINTS_MS, 1000)

  note('Failover')
  await stage.interrupt('colo-shell' satisfies ColoStep, MONITORS.primary, 500)
  const left = vmCounter(stage.session('host1').screen())
  if (left === null) throw new UserError('lab', 'The VM’s counter is not to be seen on host 1 before the kill.')
  await shell(stage, 'colo-kill', 'sudo kill -9 $(pgrep -f ^qemu-system)')
  await say(stage, 'colo-takeover', TAKEOVER)
  await seen(stage, 'colo-arrived', 'host2', goesOnFrom(left), COMMAND_MS, 1500)
  await shell(stage, 'colo-answers', `sudo ping -c 3 ${VM_ADDRESS}`)
  await stage.rest(REST_MS)
}

/** Each checkpoint stops the primary for its time. */
const count = (told: string) => told.split('"event": "STOP"').length - 1

const seen = (
  stage: Stage,
  id: ColoStep,
  terminal: TerminalId,
  isSeen: (screen: string) => boolean,
  limitMs: number,
  staysMs: number,
) => stage.seen(id, terminal, isSeen, limitMs, staysMs)

const shell = (stage: Stage, id: ColoStep, command: string) => stage.shell(id, MONITORS.primary, command, COMMAND_MS)

/** Shows a host's command and starts it: QEMU takes the terminal, and leaves it empty when it is gone. */
async function start(stage: Stage, host: HostName, command: ColoStep, started: ColoStep): Promise<void> {
  const script = `${COLO_ROLE[host]}.sh`
  await stage.shell(command, host, `cat ${script}`, COMMAND_MS)
  await stage.background(started, host, `sh ${script}; clear`, isTaken, COMMAND_MS)
}

/** Opens a side's second terminal, and QMP in it. */
async function connect(stage: Stage, id: ColoStep, side: ColoCommand['side']): Promise<void> {
  const terminal = MONITORS[side]
  await stage.open(terminal)
  const command = `busybox nc 127.0.0.1 ${QMP_PORT}`
  await stage.background(id, terminal, command, (screen) => screen.includes('"QMP"'), COMMAND_MS)
  await stage.qmp(id, terminal, { execute: 'qmp_capabilities' }, () => undefined)
}

async function say(stage: Stage, id: ColoStep, commands: readonly ColoCommand[]): Promise<void> {
  for (const command of commands) {
    const { side, ...message } = command
    await stage.qmp(id, MONITORS[side], message, (returned) => refuseAnswer(command, returned))
  }
}
