import { closeSync, fstatSync, mkdirSync, openSync, readSync, rmSync } from 'node:fs'
import path from 'node:path'
import { HOSTS } from '../../data/host-name.ts'
import { writeAtomically } from '../../data/store.ts'
import { type ErrorCode, UserError } from '../../errors.ts'
import { formatDuration, type Progress } from '../../progress.ts'

/** What is kept of a log: its end. */
const KEPT_BYTES = 256 * 1024

/** Progress that remembers its step, so that a failure can name it. */
export interface Steps {
  progress: Progress
  current(): string
}

/** Wraps a progress so that its current step is known. */
export function rememberSteps(progress: Progress): Steps {
  let title = 'Starting'
  return {
    progress: {
      step(name, estimateMs) {
        title = name
        progress.step(name, estimateMs)
      },
      note: (text) => progress.note(text),
      done: () => progress.done(),
      stop: () => progress.stop(),
    },
    current: () => title,
  }
}

/** Where the logs of the last attempt lie that failed. */
const logsFolder = (runFolder: string): string => path.join(runFolder, 'logs')

/** An attempt begins: what is kept of the one before would be taken for its own. */
export function dropLogs(runFolder: string): void {
  rmSync(logsFolder(runFolder), { recursive: true, force: true })
}

/**
 * Copies the ends of consoles and of QEMUs' words from the scratch folder, which ends with the lab, into the run.
 * @returns the folder, or null where nothing was printed or nothing could be written
 */
export function keepLogs(scratch: string, runFolder: string): string | null {
  const folder = logsFolder(runFolder)
  let kept = 0
  for (const name of HOSTS.flatMap((host) => ['console', 'qemu', 'vm'].map((kind) => `${host}.${kind}.log`))) {
    try {
      const text = tail(path.join(scratch, name), KEPT_BYTES)
      if (text.length === 0) continue
      mkdirSync(folder, { recursive: true })
      writeAtomically(path.join(folder, name), text)
      kept += 1
    } catch {
      // Not there yet, or the disk is full: the failure is told without it.
    }
  }
  return kept > 0 ? folder : null
}

function tail(file: string, bytes: number): Buffer {
  const handle = openSync(file, 'r')
  try {
    const { size } = fstatSync(handle)
    const buffer = Buffer.alloc(Math.min(size, bytes))
    return buffer.subarray(0, readSync(handle, buffer, 0, buffer.length, Math.max(0, size - bytes)))
  } finally {
    closeSync(handle)
  }
}

export interface Circumstances {
  step: string
  at: Date
  /** Since this attempt began. */
  afterMs: number
  /** Why a host is gone, where one is. */
  hostsFailure: string | undefined
  logs: string | null
}

/** An error and what caused it, the outermost first. */
const chainOf = (error: unknown): Error[] => (error instanceof Error ? [error, ...chainOf(error.cause)] : [])

/** The hosts that an error speaks of: the one that is gone, else those that it or its causes name. */
function hostsOf(error: unknown, hostsFailure: string | undefined): readonly string[] {
  const gone = HOSTS.filter((host) => hostsFailure?.startsWith(`${host}:`))
  if (gone.length > 0) return gone
  for (const { message } of chainOf(error)) {
    const named = HOSTS.filter((host) => new RegExp(`\\b${host}\\b`).test(message))
    if (named.length > 0) return named
  }
  return []
}

/** The exit code that an error, or what caused it, stands for. */
const codeOf = (error: unknown): ErrorCode => chainOf(error).find((one) => one instanceof UserError)?.code ?? 'lab'

/** An error with step, host, time and log: as a sentence for the user, and in short for run.json. */
export function describeFailure(
  error: unknown,
  { step, at, afterMs, hostsFailure, logs }: Circumstances,
): { reason: string; told: UserError } {
  const message = error instanceof Error ? error.message : String(error)
  const [first = '', ...rest] = message.split('\n')
  const gone = hostsFailure === undefined || message.includes(hostsFailure) ? '' : ` (${hostsFailure})`
  const hosts = hostsOf(error, hostsFailure)
  const place = hosts.length > 0 ? `on ${hosts.join(' and ')}` : 'on no host in particular'
  const why = `${first.replace(/\.$/, '')}${gone}`
  const time = `${at.toISOString().slice(11, 19)} UTC, ${formatDuration(afterMs)} after its start`
  const told = [
    `The lab failed at ${time}, in the step “${step}”, ${place}: ${why}. ` +
      `${logs === null ? 'There are no logs of the hosts' : `Logs are in ${logs}`}; what was measured is kept, and “npm run lab -- --resume” goes on.`,
    ...rest,
  ].join('\n')
  return {
    reason: `${step}, ${place}, ${formatDuration(afterMs)} after the start: ${why}.`,
    told: new UserError(codeOf(error), told, { cause: error }),
  }
}
