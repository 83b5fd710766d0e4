import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'

export interface CliResult {
  code: number | null
  stdout: string
  stderr: string
}

/** A command of the project that runs as a process. */
export interface RunningCommand {
  child: ChildProcess
  ended: Promise<CliResult>
  /** What it has said so far. */
  stderr: () => string
  /** Waits until something is so, or for the end of the command: tells whether it came to be so. */
  until: (isSo: () => boolean | Promise<boolean>, everyMs?: number) => Promise<boolean>
}

/** For tests with a real lab: runs a command of the project as a process that ends with the test, however that ends. */
export function e2eCli(env: NodeJS.ProcessEnv) {
  return (...args: string[]): RunningCommand => {
    const argv = [
      '--pdeathsig',
      'TERM',
      process.execPath,
      path.resolve(import.meta.dirname, '..', '..', 'cli.ts'),
      ...args,
    ]
    const child = spawn('setpriv', argv, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    let isOver = false
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    return {
      child,
      stderr: () => stderr,
      ended: new Promise((resolve) =>
        child.on('close', (code) => {
          isOver = true
          resolve({ code, stdout, stderr })
        }),
      ),
      async until(isSo, everyMs = 200) {
        while (!isOver) {
          if (await isSo()) return true
          await setTimeout(everyMs)
        }
        return false
      },
    }
  }
}

/** Command lines of processes that work in a scratch folder of a lab. */
export function labProcesses(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
        const isLab = words.some((word) => /^qemu-system/.test(path.basename(word))) && words.includes('-name')
        return isLab || (words.includes('ssh_config') && words[0] === 'ssh') ? [words.join(' ')] : []
      } catch {
        return []
      }
    })
}

/** A process and all that it has started and what they started. */
function processTree(pid: number): number[] {
  const children = (task: string) => {
    try {
      return readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number)
    } catch {
      return []
    }
  }
  const tasks = () => {
    try {
      return readdirSync(`/proc/${pid}/task`)
    } catch {
      return []
    }
  }
  return [pid, ...tasks().flatMap(children).flatMap(processTree)]
}

/** Addresses that a process and its children take connections or datagrams on, as the kernel writes them: hexadecimal digits, bytes of IPv4 backwards. */
export function listening(pid: number | undefined): string[] {
  const inodes = new Set(
    (pid === undefined ? [] : processTree(pid))
      .flatMap((one) => {
        try {
          return readdirSync(`/proc/${one}/fd`).map((fd) => `/proc/${one}/fd/${fd}`)
        } catch {
          return []
        }
      })
      .flatMap((file) => {
        try {
          return /^socket:\[(\d+)\]$/.exec(readlinkSync(file))?.[1] ?? []
        } catch {
          return []
        }
      }),
  )
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((name) =>
    readFileSync(`/proc/net/${name}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === (name.startsWith('tcp') ? '0A' : '07') && inodes.has(fields[9] ?? ''))
      .map((fields) => fields[1]?.split(':')[0] ?? ''),
  )
}
