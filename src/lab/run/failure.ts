import { closeSync, fstatSync, mkdirSync, openSync, readSync, rmSync } from 'node:fs'
import path from 'node:path'
import { HOSTS, type HostName } from '../../data/host-name.ts'
import type { Failure } from '../../data/schema.ts'
import { writeAtomically } from '../../data/store.ts'
import { UserError } from '../../errors.ts'
import type { Progress } from '../../progress.ts'
import { formatElapsed } from '../../text/durations.ts'
import { bothOf, type StatedSentence, stated } from '../../text/stated.ts'
import type { Ending } from '../machines/ending.ts'
import { chainOf, codeOf, HostError } from '../machines/host-error.ts'

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
export const logsFolder = (runFolder: string): string => path.join(runFolder, 'logs')

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
  /** How a host ended, where one is gone. */
  gone: Ending | undefined
  logs: string | null
}

/** The hosts that an error is about: the one that is gone, else those that it or its causes name. */
const hostsOf = (error: unknown, gone: Ending | undefined): readonly HostName[] =>
  gone ? [gone.host] : (chainOf(error).find((one) => one instanceof HostError)?.hosts ?? [])

/** How a process ended that was needed: that of a host, else the one that an error or its causes know of. */
const endingBehind = (error: unknown, gone: Ending | undefined): Ending | undefined =>
  gone ?? chainOf(error).flatMap((one) => (one instanceof HostError && one.ending ? [one.ending] : []))[0]

/** An error with step, host, time and log: as a sentence for the user, in short and as facts for run.json. */
export function describeFailure(
  error: unknown,
  { step, at, afterMs, gone, logs }: Circumstances,
): { reason: StatedSentence; told: UserError; failure: Failure } {
  const message = error instanceof Error ? error.message : String(error)
  const [first = '', ...rest] = message.split('\n')
  const ended = gone === undefined || message.includes(gone.sentence) ? '' : ` (${gone.sentence})`
  const hosts = hostsOf(error, gone)
  const place = hosts.length > 0 ? `on ${hosts.join(' and ')}` : 'on no host in particular'
  const why = `${first.replace(/\.$/, '')}${ended}`
  const time = `${timeOfDay(at)}, ${formatElapsed(afterMs)} after its start`
  const told = [
    `The lab failed at ${time}, in the step “${step}”, ${place}: ${why}. ` +
      `${logs === null ? 'There are no logs of the hosts' : `Logs are in ${logs}`}; what was measured is kept, and “npm run lab -- --resume” goes on.`,
    ...rest,
  ].join('\n')
  const { signal = null, exitCode = null } = endingBehind(error, gone) ?? {}
  const facts = { step, hosts: [...hosts], at: at.toISOString(), afterMs, signal, exitCode }
  return {
    reason: stated('failed', {
      step,
      place: hosts.length > 0 ? stated('failed.on', { hosts: bothOf(hosts) }) : stated('failed.nowhere'),
      time: formatElapsed(afterMs),
      why,
    }),
    told: new UserError(codeOf(error), told, { cause: error, facts: { ...facts, logs } }),
    failure: { ...facts, logs: logs !== null },
  }
}

/** `10:20:30 UTC` */
export const timeOfDay = (at: Date): string => `${at.toISOString().slice(11, 19)} UTC`
