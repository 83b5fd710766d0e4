import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { QMP_PORT, SERIAL_PORT } from '../../../assignment/topology.ts'
import type { Running } from '../../../process.ts'
import { labNow, within } from '../../tools/clock.ts'
import { type Ending, endingOf } from '../ending.ts'
import { HostError } from '../host-error.ts'
import type { Host } from '../hosts/host.ts'
import { remoteEnd } from '../hosts/remote-command.ts'
import { OWN_PROCESSES } from '../own-processes.ts'
import { connectQmp, type Qmp } from '../qemu/qmp.ts'
import { type Agent, connectAgent } from './agent.ts'

/**
 * Longest time from QEMU's start to the VM's first answer: without KVM every instruction is translated twice, which takes four minutes
 * of a quiet computer and eleven of a busy one.
 */
const BOOT_LIMIT_MS = 30 * 60_000

/** Whether a VM runs, where it is, and which interrupts wait. */
const STATE = ['info status', 'info registers', 'info irq', 'info pic', 'info lapic', 'info jit']

/** A QEMU process inside a host, and what it runs. */
export interface Vm {
  host: Host
  argv: string[]
  qmp: Qmp
  agent: Agent
  /** Lab clock, when QEMU was started. */
  startedAt: number
  /** Why QEMU is gone, once it is. */
  failure(): Ending | undefined
  /** Waits for the VM's first answer and gives the time since QEMU's start, ms. @throws HostError when there is none */
  booted(signal: AbortSignal): Promise<number>
  /** HMP through QMP: what one would type into the monitor. */
  monitor(command: string): Promise<string>
  /** Writes what QEMU knows of the VM, which does not answer, behind its own words in the log. */
  noteState(): Promise<void>
  /** Ends QEMU; nothing happens when it is gone already. */
  quit(): Promise<void>
}

/** Makes the loopback ports of the host's QEMU reachable from here; once a host. */
export async function forwardVmPorts(host: Host): Promise<void> {
  await host.forward(QMP_PORT, `${host.name}.qmp`)
  await host.forward(SERIAL_PORT, `${host.name}.serial`)
}

/**
 * Starts QEMU in a host with exactly these arguments and connects to it.
 * @throws HostError with QEMU's own words when it does not come up
 */
export async function startVm(host: Host, argv: string[], folder: string, signal: AbortSignal): Promise<Vm> {
  const log = path.join(folder, `${host.name}.vm.log`)
  const startedAt = labNow()
  const process: Running = host.start(argv, { stdout: { file: log }, stderr: { file: log } })
  let gone: Ending | undefined
  let quitting = false
  void process.then((end) => {
    const known = remoteEnd(end)
    gone = endingOf(host.name, known, (how) =>
      known === null && !quitting
        ? `the connection to QEMU in ${host.name} was lost`
        : `QEMU in ${host.name} ${quitting ? 'ended as asked' : how}`,
    )
  })
  const failure = () => gone
  let qmp: Qmp | undefined
  try {
    qmp = await connectQmp(path.join(folder, `${host.name}.qmp`), 60_000, signal, failure)
    await qmp.execute('migrate-set-capabilities', { capabilities: [{ capability: 'events', state: true }] })
    const agent = connectAgent(path.join(folder, `${host.name}.serial`), failure)
    const connected: Qmp = qmp
    const monitor = async (command: string) =>
      String(await connected.execute('human-monitor-command', { 'command-line': command }))
    return {
      host,
      argv,
      qmp,
      agent,
      startedAt,
      failure,
      async booted(abort) {
        try {
          await agent.ready(BOOT_LIMIT_MS, abort)
        } catch (error) {
          if (abort.aborted || error instanceof HostError || !(error instanceof Error)) throw error
          throw new HostError([host.name], `The VM in ${host.name} did not boot: ${error.message}`, { cause: error })
        }
        return (labNow() - startedAt) * 1000
      },
      monitor,
      async noteState() {
        for (const command of STATE) {
          const told = await within(5000, command, monitor(command)).catch(String)
          appendFileSync(log, `(qemu) ${command}\n${told}\n`)
        }
      },
      async quit() {
        if (quitting) return
        quitting = true
        agent[Symbol.dispose]()
        await within(5000, 'quit', connected.execute('quit')).catch(() => undefined)
        connected[Symbol.dispose]()
        await within(15_000, 'end of QEMU', Promise.resolve(process)).catch(async () => {
          await host.exec(['sudo', 'pkill', '-9', '-f', OWN_PROCESSES.qemu])
          process.kill('SIGKILL')
        })
      },
    }
  } catch (error) {
    qmp?.[Symbol.dispose]()
    quitting = true
    process.kill('SIGTERM')
    await host.exec(['sudo', 'pkill', '-9', '-f', OWN_PROCESSES.qemu]).catch(() => undefined)
    if (signal.aborted) throw error
    const words = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n') : ''
    throw new HostError(
      [host.name],
      `QEMU did not come up in ${host.name}: ${error instanceof Error ? error.message : String(error)}${words === '' ? ', and said nothing' : `. It said:\n${words}`}`,
      { cause: error },
    )
  }
}

/** Whether the VM runs in this QEMU: after a failed post-copy it may run in none. */
export async function isRunning(vm: Vm): Promise<boolean> {
  if (vm.failure() !== undefined) return false
  try {
    return /running/.test(await within(5000, `the monitor of ${vm.host.name}`, vm.monitor('info status')))
  } catch {
    return false
  }
}
