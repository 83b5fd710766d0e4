import { readFileSync } from 'node:fs'
import path from 'node:path'
import { OWN_PROCESSES } from '../lab/machines/own-processes.ts'
import { labNow, pause } from '../lab/tools/clock.ts'
import { start } from '../process.ts'
import { TARGET, type Target } from './kill-plan.ts'
import { leftoversOf } from './leftovers.ts'
import { onHost, processesOf, scratchFolders } from './running-lab.ts'

/** How long a lab may take to end once what it can't do without was killed. */
const END_LIMIT_S = 60
/** A VM's QEMU may be killed when it was about to end anyway, and then the lab goes on: until then it has finished. */
const FINISH_LIMIT_S = 1800
/** What is gone only a moment after the lab still counts as gone. */
const LEFTOVER_LIMIT_S = 5

/** One execution of the lab, and what was done to it. */
export interface LabAttempt {
  exitCode: number | null
  stderr: string
  /** When the target was killed, s after the start; null where there was none to kill before the lab had ended. */
  hitAfterS: number | null
  /** From then to the end of the lab, s. */
  endedAfterS: number | null
  hung: boolean
  leftovers: string[]
}

export interface AttemptOptions {
  /** Arguments of the project's command line. */
  args: readonly string[]
  dataFolder: string
  /** A file for what the lab says. */
  log: string
  kill: { target: Target; afterS: number } | null
  signal: AbortSignal
}

/** Runs the lab, kills the target when its time has come, and looks what is left afterwards. */
export async function attemptLab({ args, dataFolder, log, kill, signal }: AttemptOptions): Promise<LabAttempt> {
  const cli = path.resolve(import.meta.dirname, '..', 'cli.ts')
  const startedAt = labNow()
  const lab = start(['setpriv', '--pdeathsig', 'TERM', process.execPath, cli, ...args], {
    env: { LAB_DATA: dataFolder },
    stdout: 'ignore',
    stderr: { file: log },
    signal,
  })
  const pid = lab.pid ?? 0
  let exitCode: number | null | undefined
  void lab.then((result) => {
    exitCode = result.exitCode ?? null
  })
  const since = (from: number) => labNow() - from
  const endsWithin = async (seconds: number) => {
    const from = labNow()
    while (exitCode === undefined && since(from) < seconds) await pause(50)
    return exitCode !== undefined
  }

  let hitAt: number | null = null
  if (kill && !(await endsWithin(kill.afterS))) {
    while (exitCode === undefined && hitAt === null) {
      if (await hit(kill.target, pid)) hitAt = labNow()
      else await endsWithin(0.3)
    }
  }
  const limit = hitAt === null || (kill && TARGET[kill.target].process === 'vm') ? FINISH_LIMIT_S : END_LIMIT_S
  const hung = !(await endsWithin(limit))
  const endedAt = labNow()
  if (hung) lab.kill('SIGKILL')
  await lab
  // A signal reaches a process that has ended and is not yet waited for, too; that is no kill.
  if (kill?.target === 'lab' && exitCode !== null && exitCode !== undefined) hitAt = null
  signal.throwIfAborted()
  let leftovers = leftoversOf(pid, dataFolder)
  while (leftovers.length > 0 && since(endedAt) < LEFTOVER_LIMIT_S) {
    await pause(200)
    leftovers = leftoversOf(pid, dataFolder)
  }
  return {
    exitCode: exitCode ?? null,
    stderr: readFileSync(log, 'utf8'),
    hung,
    leftovers,
    hitAfterS: hitAt === null ? null : hitAt - startedAt,
    endedAfterS: hitAt === null ? null : endedAt - hitAt,
  }
}

/** Kills it, if it is there. */
async function hit(target: Target, labPid: number): Promise<boolean> {
  const { process, host } = TARGET[target]
  switch (process) {
    case 'lab':
      return kills(labPid)
    case 'host': {
      const qemu = processesOf(labPid).find(
        ({ words }) =>
          // The lab’s own is started by its loader.
          words.some((word) => /^qemu-system/.test(path.basename(word))) && words[words.indexOf('-name') + 1] === host,
      )
      return qemu !== undefined && kills(qemu.pid)
    }
    case 'vm':
      for (const scratch of scratchFolders(labPid))
        if ((await onHost(scratch, host, `sudo pkill -9 -f '${OWN_PROCESSES.qemu}'`, 15_000)).failure === null)
          return true
      return false
  }
}

function kills(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false // it has ended by itself
  }
}
