import path from 'node:path'
import type { Outcome, Running } from '../../process.ts'
import { attempt, start } from '../../process.ts'
import { commandLine, quote } from '../shell.ts'

export type HostName = 'host1' | 'host2'

export interface ExecOptions {
  stdin?: string
  timeoutMs?: number
  signal?: AbortSignal
}

/** A machine reached by ssh; how it came to be is known to whoever made it, and to nobody else. */
export interface Host {
  name: HostName
  /** Its address on the lab's network. */
  address: string
  /** Runs a command to its end; a failure is in the outcome. */
  exec(argv: readonly string[], options?: ExecOptions): Promise<Outcome>
  /** Runs a bash script given on standard input. */
  script(text: string, options?: Omit<ExecOptions, 'stdin'>): Promise<Outcome>
  /** Starts a command that goes on; ending the returned process ends the connection, not the command. */
  start(argv: readonly string[], output: { stdout?: 'pipe' | { file: string }; stderr?: { file: string }; stdin?: 'pipe' }): Running
  /** Opens an interactive shell in a terminal of its own; its keyboard is standard input, its screen standard output. */
  terminal(columns: number, rows: number): Running
  /** Makes a loopback port of the host a unix socket of that name in the lab’s scratch folder. */
  forward(port: number, socket: string): Promise<void>
}

/**
 * An ssh endpoint of a config file that names keys, ports and the control socket.
 * @param folder where the config lies and ssh runs, so that paths stay short enough for sockets
 */
export function sshHost(name: HostName, address: string, folder: string): Host {
  const ssh = ['ssh', '-F', 'ssh_config', name]
  const base = { cwd: folder }
  return {
    name,
    address,
    exec: (argv, o = {}) => attempt([...ssh, commandLine(argv)], {
      ...base, timeoutMs: o.timeoutMs ?? 60_000,
      ...(o.stdin === undefined ? {} : { input: o.stdin }), ...(o.signal ? { signal: o.signal } : {}),
    }),
    script: (text, o = {}) => attempt([...ssh, 'bash -s'], {
      ...base, timeoutMs: o.timeoutMs ?? 60_000, input: text, ...(o.signal ? { signal: o.signal } : {}),
    }),
    start: (argv, output) => start([...ssh, commandLine(argv)], { ...base, ...output }),
    terminal: (columns, rows) => start([...ssh.slice(0, -1), '-tt', name, interactiveShell(name, columns, rows)],
      { ...base, stdin: 'pipe', stdout: 'pipe' }),
    async forward(port, socket) {
      const outcome = await attempt(['ssh', '-F', 'ssh_config', '-O', 'forward', '-L', `${path.join(folder, socket)}:127.0.0.1:${port}`, name],
        { ...base, timeoutMs: 10_000 })
      if (outcome.failure !== null) throw new Error(`${name}: port ${port} can't be forwarded: ${outcome.stderr.trim()}`)
    },
  }
}

/**
 * A shell without anybody's settings. Its prompt says how the last command ended in a mark that no terminal shows, as
 * terminals and shells have agreed: https://gitlab.freedesktop.org/Per_Bothner/specifications/-/blob/master/proposals/semantic-prompts.md
 */
export const interactiveShell = (name: HostName, columns: number, rows: number): string => [
  // ssh gives a terminal as its own is, and here it has none: without echo and without line ends.
  `stty sane columns ${columns} rows ${rows}`,
  `export TERM=xterm-256color LC_ALL=C.UTF-8 HISTFILE= INPUTRC=/dev/null PS1='\\[\\e]133;D;$?\\a\\]student@${name}:\\w\\$ '`,
  'exec bash --noprofile --norc -i',
].join('; ')

/** `echo … | command`, as one would type it. */
export const withStdin = (argv: readonly string[], stdin: string | undefined): string =>
  stdin === undefined ? commandLine(argv) : `echo ${quote(stdin.replace(/\n$/, ''))} | ${commandLine(argv)}`
