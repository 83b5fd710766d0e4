import {
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'
import { isOwnFolder, readNamedRun } from './load.ts'
import type { Environment, JournalEntry, Run, Trial } from './schema.ts'
import { isErrno, orStorageError } from './storage-error.ts'
import { TRIAL_FILE, TRIALS_FOLDER, trialFolder } from './trial-path.ts'

/** Where the runs of a data folder lie. */
export const runsFolder = (dataFolder: string): string => path.join(dataFolder, 'runs')

function writeAndSync(file: string, flags: 'wx' | number, content: string | Uint8Array): void {
  const handle = openSync(file, flags)
  try {
    writeAll(handle, typeof content === 'string' ? Buffer.from(content) : content)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * Writes a whole file or leaves what was there: temporary name in the same folder, fsync, rename.
 * @throws UserError `data` on a full disk or a folder that can't be written to
 */
export function writeAtomically(file: string, content: string | Uint8Array): void {
  const draft = `${file}.${process.pid}.tmp`
  orStorageError(file, () => {
    try {
      rmSync(draft, { force: true })
      writeAndSync(draft, 'wx', content)
      renameSync(draft, file)
    } finally {
      rmSync(draft, { force: true })
    }
  })
}

/** Writes all of it: the system may take less at a time. */
export function writeAll(handle: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written)
}

/**
 * As {@link writeAtomically}, of content that is made while it is written and may be more than memory holds.
 * @throws UserError `data` on a full disk or a folder that can't be written to
 */
export async function writeChunksAtomically(file: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`
  const open = () => {
    rmSync(draft, { force: true })
    return openSync(draft, 'wx')
  }
  const handle = orStorageError(file, open)
  try {
    try {
      for await (const chunk of chunks) orStorageError(file, () => writeAll(handle, chunk))
      orStorageError(file, () => fsyncSync(handle))
    } finally {
      closeSync(handle)
    }
    orStorageError(file, () => renameSync(draft, file))
  } finally {
    rmSync(draft, { force: true })
  }
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** Makes the folder of a new run and its run.json; gives the folder. */
export function createRun(dataFolder: string, run: Run): string {
  const folder = path.join(runsFolder(dataFolder), run.id)
  orStorageError(folder, () => {
    mkdirSync(runsFolder(dataFolder), { recursive: true })
    mkdirSync(folder)
    mkdirSync(path.join(folder, TRIALS_FOLDER))
  })
  writeRun(folder, run)
  return folder
}

/** Replaces run.json, as the state of the run changes. */
export function writeRun(folder: string, run: Run): void {
  writeAtomically(path.join(folder, 'run.json'), json(run))
}

export function writeEnvironment(folder: string, environment: Environment): void {
  writeAtomically(path.join(folder, 'environment.json'), json(environment))
}

/** Adds one line to journal.ndjson, on the disk when this returns. */
export function appendJournal(folder: string, entry: JournalEntry): void {
  appendLine(path.join(folder, 'journal.ndjson'), entry)
}

/**
 * Adds a value to a file of JSON lines, on the disk when this returns.
 * @throws UserError `data` on a full disk or a folder that can't be written to
 */
export function appendLine(file: string, value: unknown): void {
  orStorageError(file, () => {
    dropTornLine(file)
    writeAndSync(
      file,
      constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_NOFOLLOW,
      `${JSON.stringify(value)}\n`,
    )
  })
}

/** A crash or a full disk may have left a line without its end, which the next one must not be glued to. */
function dropTornLine(file: string): void {
  const text = lstatSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : Buffer.alloc(0)
  const whole = text.lastIndexOf('\n') + 1
  if (whole < text.length) truncateSync(file, whole)
}

/** An empty folder for a trial's raw files; what an unfinished attempt left there is thrown away. */
export function createTrialFolder(folder: string, trial: string): string {
  isOwnFolder(path.join(folder, TRIALS_FOLDER))
  const made = path.join(folder, trialFolder(trial))
  orStorageError(made, () => {
    rmSync(made, { recursive: true, force: true })
    mkdirSync(made, { recursive: true })
  })
  return made
}

/** Writes trial.json, which makes the trial count: call it last. */
export function writeTrial(folder: string, trial: Trial): void {
  writeAtomically(path.join(folder, TRIAL_FILE), json(trial))
}

/** A run as a listing shows it; `run` is null where run.json can't be used, for the reason in `problem`. */
export interface ListedRun {
  folder: string
  run: Run | null
  problem: string | null
}

/** Folders of all runs of a data folder. */
export function runFoldersIn(dataFolder: string): string[] {
  const runs = runsFolder(dataFolder)
  try {
    return (
      readdirSync(runs, { withFileTypes: true })
        // A name with a dot is a run that is just being unpacked.
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map((entry) => path.join(runs, entry.name))
    )
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return []
    throw error
  }
}

/** All runs of a data folder, newest first; those that can't be read stand last. */
export function listRuns(dataFolder: string): ListedRun[] {
  const listed = runFoldersIn(dataFolder).map((folder): ListedRun => {
    try {
      return { folder, run: readNamedRun(folder), problem: null }
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      return { folder, run: null, problem: error.message }
    }
  })
  const age = ({ run }: ListedRun) => run?.createdAt ?? ''
  return listed.sort((a, b) => age(b).localeCompare(age(a)) || b.folder.localeCompare(a.folder))
}
