import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface CliResult { code: number | null; stdout: string; stderr: string }

/** For tests with a real lab: runs a command of the project as a process that ends with the test, however that ends. */
export function e2eCli(env: NodeJS.ProcessEnv) {
  return (...args: string[]): { child: ChildProcess; ended: Promise<CliResult>; stderr: () => string } => {
    const argv = ['--pdeathsig', 'TERM', process.execPath, path.resolve(import.meta.dirname, '..', 'cli.ts'), ...args]
    const child = spawn('setpriv', argv, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text })
    child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text })
    return { child, stderr: () => stderr, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr }))) }
  }
}

/** Processes that work in a scratch folder of the lab, with their command lines. */
function found(): { pid: string; command: string }[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      const isLab = words.some((word) => /^qemu-system/.test(path.basename(word))) && words.includes('-name')
      return isLab || (words.includes('ssh_config') && words[0] === 'ssh') ? [{ pid, command: words.join(' ') }] : []
    } catch { return [] }
  })
}

export const labProcesses = (): string[] => found().map(({ command }) => command)
export const labProcessIds = (): string[] => found().map(({ pid }) => pid)
