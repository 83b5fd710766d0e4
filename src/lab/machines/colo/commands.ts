import { TOPOLOGY } from '../../../assignment/topology.ts'
import { DISK, EXPORT, PORTS, REPLICATION } from './argv.ts'

/** A command of QMP, and the side that it is said to. */
export interface ColoCommand {
  side: 'primary' | 'secondary'
  execute: string
  arguments?: Record<string, unknown>
}

/** Both sides begin in the same mode: what is sent without end, by what way, and with events of it. */
const CAPABILITIES = ['x-colo', 'return-path', 'events'].map((capability) => ({ capability, state: true }))

/**
 * What makes a running VM and a secondary that waits a pair, in order: the secondary exports its disk and listens, the primary
 * writes there, too, and begins the migration that never ends.
 * @param checkpointDelayMs the longest time from one checkpoint to the next
 */
export function pairing(secondaryAddress: string, checkpointDelayMs: number): ColoCommand[] {
  const { nbd } = PORTS
  const { migrationPort } = TOPOLOGY
  const capabilities = { execute: 'migrate-set-capabilities', arguments: { capabilities: CAPABILITIES } }
  const disk = `driver=replication,mode=primary,file.driver=nbd,file.host=${secondaryAddress},file.port=${nbd},file.export=${EXPORT},node-name=${REPLICATION}`
  return [
    { side: 'secondary', ...capabilities },
    {
      side: 'secondary',
      execute: 'nbd-server-start',
      arguments: { addr: { type: 'inet', data: { host: '0.0.0.0', port: String(nbd) } } },
    },
    { side: 'secondary', execute: 'nbd-server-add', arguments: { device: EXPORT, writable: true } },
    { side: 'secondary', execute: 'migrate-incoming', arguments: { uri: `tcp:0:${migrationPort}` } },
    { side: 'primary', ...capabilities },
    // QMP has no command of its own that takes these.
    { side: 'primary', execute: 'human-monitor-command', arguments: { 'command-line': `drive_add -n buddy ${disk}` } },
    { side: 'primary', execute: 'x-blockdev-change', arguments: { parent: DISK, node: REPLICATION } },
    { side: 'primary', execute: 'migrate-set-parameters', arguments: { 'x-checkpoint-delay': checkpointDelayMs } },
    { side: 'primary', execute: 'migrate', arguments: { uri: `tcp:${secondaryAddress}:${migrationPort}` } },
  ]
}

/** What tells a survivor that the other is lost. */
export const TOLD = 'x-colo-lost-heartbeat'

/** Has the secondary go on alone: its disk is its own, its answers go out. */
export const TAKEOVER: readonly ColoCommand[] = [
  { side: 'secondary', execute: 'nbd-server-stop' },
  { side: 'secondary', execute: TOLD },
  ...['f2', 'f1'].map((id): ColoCommand => ({ side: 'secondary', execute: 'object-del', arguments: { id } })),
]

/** @throws Error where the monitor's command in it was answered, which it is only when it failed */
export function refuseAnswer({ execute }: ColoCommand, answer: unknown): void {
  if (execute === 'human-monitor-command' && /rror|not/.test(String(answer)))
    throw new Error(`The primary could not reach the secondary’s disk: ${String(answer).trim()}`)
}
