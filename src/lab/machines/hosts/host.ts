import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Topology } from '../../../assignment/topology.ts'
import type { HostName } from '../../../data/host-name.ts'
import { type ProcessOutcome, type Running, start, tryRun } from '../../../process.ts'
import { commandLine, quote } from '../../../text/shell.ts'
import { labNow, pause } from '../../tools/clock.ts'
import type { Ending } from '../ending.ts'
import { HostError } from '../host-error.ts'
import type { HostQemu } from './host-qemu.ts'
import { tellingItsEnd } from './remote-command.ts'

export interface ExecOptions {
  stdin?: string
  /** A file of this computer that is standard input. */
  stdinFile?: string
  timeoutMs?: number
  signal?: AbortSignal
}

/** A machine reached by ssh; how it came to be is known to whoever made it, and to nobody else. */
export interface Host {
  name: HostName
  /** Its address on the lab's network. */
  address: string
  /** Runs a command to its end; a failure is in the outcome. */
  exec(argv: readonly string[], options?: ExecOptions): Promise<ProcessOutcome>
  /** Runs a bash script given on standard input. */
  script(text: string, options?: Omit<ExecOptions, 'stdin'>): Promise<ProcessOutcome>
  /** Starts a command that goes on; ending the returned process ends the connection, not the command. See `remoteEnd`. */
  start(
    argv: readonly string[],
    output: { stdout?: 'pipe' | { file: string }; stderr?: { file: string }; stdin?: 'pipe' },
  ): Running
  /** Opens an interactive shell in a terminal of its own; its keyboard is standard input, its screen standard output. */
  terminal(columns: number, rows: number): Running
  /** Makes a loopback port of the host a unix socket of that name in the lab’s scratch folder. */
  forward(port: number, socket: string): Promise<void>
}

/** The two machines between which the VM moves, for as long as the lab has them. */
export interface Hosts extends AsyncDisposable {
  host1: Host
  host2: Host
  /** What the procedure needs to know of them. */
  topology: Topology
  /** Argument vectors of the QEMU processes that they are, paths relative; null where the lab did not make them. */
  argv: Record<HostName, string[]> | null
  /** Null as well where the lab did not make them. */
  qemu: HostQemu | null
  /** Kills a host at once, as a crash of its computer would; it is then missing, and has not failed. Null where the lab did not make them. */
  kill: ((name: HostName) => void) | null
  /** Why a host is gone, once it is; undefined while both are there. */
  failure(): Ending | undefined
}

/**
 * A host that ssh reaches with these arguments, among which is a control socket.
 * @param options of ssh, before the destination
 * @param folder where ssh runs, so that paths stay short enough for sockets
 * @param workFolder where commands run on the host, once it is there; by default the account's home
 */
export function sshHost(
  name: HostName,
  address: string,
  folder: string,
  options: readonly string[],
  destination: string,
  workFolder: string | null = null,
): Host {
  const ssh = ['ssh', ...options, destination]
  const base = { cwd: folder }
  const at = workFolder === null ? '' : `cd ${quote(workFolder)} 2>/dev/null; `
  return {
    name,
    address,
    exec: (argv, o = {}) =>
      tryRun([...ssh, at + commandLine(argv)], {
        ...base,
        timeoutMs: o.timeoutMs ?? 60_000,
        ...(o.stdin === undefined ? {} : { input: o.stdin }),
        ...(o.stdinFile === undefined ? {} : { inputFile: o.stdinFile }),
        ...(o.signal ? { signal: o.signal } : {}),
      }),
    script: (text, o = {}) =>
      tryRun([...ssh, `${at}bash -s`], {
        ...base,
        timeoutMs: o.timeoutMs ?? 60_000,
        input: text,
        ...(o.signal ? { signal: o.signal } : {}),
      }),
    start: (argv, output) => start([...ssh, tellingItsEnd(at + commandLine(argv))], { ...base, ...output }),
    terminal: (columns, rows) =>
      start(['ssh', ...options, '-tt', destination, interactiveShell(name, columns, rows)], {
        ...base,
        stdin: 'pipe',
        stdout: 'pipe',
      }),
    async forward(port, socket) {
      const outcome = await tryRun(
        ['ssh', ...options, '-O', 'forward', '-L', `${path.join(folder, socket)}:127.0.0.1:${port}`, destination],
        { ...base, timeoutMs: 10_000 },
      )
      if (outcome.failure !== null)
        throw new HostError([name], `${name}: port ${port} can't be forwarded: ${outcome.stderr.trim()}`)
    },
  }
}

/**
 * A shell without anybody's settings. Its prompt says how the last command ended in a mark that no terminal shows, as
 * terminals and shells have agreed: https://gitlab.freedesktop.org/Per_Bothner/specifications/-/blob/master/proposals/semantic-prompts.md
 */
export const interactiveShell = (name: HostName, columns: number, rows: number): string =>
  [
    // ssh gives a terminal as its own is, and here it has none: without echo and without line ends.
    `stty sane columns ${columns} rows ${rows}`,
    `export TERM=xterm-256color LC_ALL=C.UTF-8 HISTFILE= INPUTRC=/dev/null PS1='\\[\\e]133;D;$?\\a\\]student@${name}:\\w\\$ '`,
    'exec bash --noprofile --norc -i',
  ].join('; ')

/** How long a host that answers is given for the connection that lasts: on a busy computer an emulated one is slow. */
const CONNECTION_LIMIT_MS = 90_000

/**
 * Makes one connection that all later commands share: each then takes a tenth of a second instead of a whole one. The
 * host has answered before, so that a connection that fails is tried again.
 * @param connections gets it as its last one; a promise can't give a process, which is a promise itself
 * @param gone whether there is no host any more; it is then left to others to say so
 * @throws HostError in ssh's own words
 */
export async function multiplex(
  name: HostName,
  folder: string,
  options: readonly string[],
  destination: string,
  connections: Running[],
  gone: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  const [socket, log] = [path.join(folder, `${name}.ssh`), path.join(folder, `${name}.ssh.log`)]
  const deadline = labNow() + CONNECTION_LIMIT_MS / 1000
  for (;;) {
    rmSync(socket, { force: true })
    const master = start(['setpriv', '--pdeathsig', 'KILL', 'ssh', ...options, '-M', '-N', destination], {
      cwd: folder,
      stderr: { file: log },
    })
    connections.push(master)
    let ended = false
    void master.then(() => {
      ended = true
    })
    while (!ended) {
      if (existsSync(socket) || gone()) return
      if (labNow() > deadline) {
        throw new HostError(
          [name],
          `${name} answers over ssh, but no lasting connection came about within ${CONNECTION_LIMIT_MS / 1000} s; try again. ${readFileSync(log, 'utf8').trim()}`,
        )
      }
      await pause(100, signal)
    }
    await pause(500, signal)
  }
}

/** `echo … | command`, as one would type it. */
export const withStdin = (argv: readonly string[], stdin: string | undefined): string =>
  stdin === undefined ? commandLine(argv) : `echo ${quote(stdin.replace(/\n$/, ''))} | ${commandLine(argv)}`
