import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  type Stats,
} from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { UserError } from '../errors.ts'
import { inEnglish, type StatedSentence, stated } from '../text/stated.ts'
import { decodedText } from './decoded-text.ts'
import type { KnownTrials } from './known-trials.ts'
import type { ListedTrial, LoadedRun, LoadedTrial, RunFrame, TrialStore } from './loaded-run.ts'
import { Environment, JournalEntry, Run, SCHEMA_VERSION, Trial } from './schema.ts'
import { isErrno } from './storage-error.ts'
import { partFolder, TRIAL_FILE, TRIALS_FOLDER } from './trial-path.ts'

/** More than any tool prints in a trial; a file beyond it is not a raw output. */
export const LARGEST_FILE_BYTES = 64 * 1024 * 1024

const bad = (sentence: StatedSentence, cause?: unknown) => new UserError('data', `${inEnglish(sentence)}.`, { cause })

/** Opens a file for reading. Links are not followed: a run holds its own files and nothing else. @throws Error of the system */
export const openOwn = (file: string): number =>
  openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)

/** Text of a regular file, as `readBytes` reads it. @throws UserError `data` naming the file */
export const readText = (file: string): string => decodedText(readBytes(file))

/** A regular file. @throws UserError `data` naming the file */
export function readBytes(file: string): Buffer {
  let handle: number
  try {
    handle = openOwn(file)
  } catch (error) {
    if (isErrno(error, 'ELOOP')) throw bad(stated('file.link', { file }), error)
    if (isErrno(error, 'ENOENT')) throw bad(stated('file.missing', { file }), error)
    throw bad(stated('file.unreadable', { file, why: error instanceof Error ? error.message : String(error) }), error)
  }
  try {
    refuseUnlike(file, fstatSync(handle))
    return readFileSync(handle)
  } finally {
    closeSync(handle)
  }
}

function refuseUnlike(file: string, stat: Stats): void {
  if (!stat.isFile()) throw bad(stated('file.no-file', { file }))
  if (stat.size > LARGEST_FILE_BYTES) throw bad(stated('file.large', { file, bytes: stat.size }))
}

/** Reads and checks a JSON file of the run format. @throws UserError `data` naming the file */
export const readChecked = <T>(file: string, schema: z.ZodType<T>): T => checked(readText(file), file, schema)

function checked<T>(text: string, file: string, schema: z.ZodType<T>): T {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw bad(stated('file.incomplete', { file }), error)
  }
  const version = z.object({ schema: z.number() }).safeParse(value).data?.schema
  if (version !== undefined && version > SCHEMA_VERSION) {
    throw bad(stated('file.newer', { file, written: version, read: SCHEMA_VERSION }))
  }
  // Compiling a function for each schema takes longer than reading all trials without.
  const parsed = schema.safeParse(value, { jitless: true })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw bad(
    stated('file.unlike', { file, place: issue?.path.join('.') || 'the whole', problem: issue?.message ?? '' }),
    parsed.error,
  )
}

/** @throws UserError `data` naming run.json when it is missing, broken, foreign or newer */
export function readRun(folder: string): Run {
  return readChecked(path.join(folder, 'run.json'), Run)
}

/** @throws UserError `data` naming environment.json when it is missing, broken, foreign or newer */
export const readEnvironment = (folder: string): Environment =>
  readChecked(path.join(folder, 'environment.json'), Environment)

/** The run in a folder of `data/runs`, which bears its name. @throws UserError `data` as `readRun`, or for a run of another name */
export function readNamedRun(folder: string): Run {
  const run = readRun(folder)
  if (run.id === path.basename(folder)) return run
  throw new UserError('data', `${folder} holds the run ${run.id}: give the folder that name.`)
}

/** Whether a folder of a run is there. A link is none: what is read or written below it would be somebody else's. @throws UserError `data` */
export function isOwnFolder(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false })
  if (stat !== undefined && !stat.isDirectory()) throw bad(stated('file.no-folder', { folder }))
  return stat !== undefined
}

/** Entries of the journal, without a last line that was cut off. @throws UserError `data` where another is damaged */
export function readJournal(folder: string): JournalEntry[] {
  const file = path.join(folder, 'journal.ndjson')
  if (!existsSync(file)) return [] // stopped before the first instruction
  const lines = readText(file).split('\n')
  // A line without its end was cut off in the middle of writing.
  lines.pop()
  return lines.map((line, index) => {
    try {
      return JournalEntry.parse(JSON.parse(line))
    } catch (error) {
      throw new UserError('data', `${file}, line ${index + 1} is not an entry of a journal.`, { cause: error })
    }
  })
}

/** Files of a finished trial. @throws UserError `data` for one that was not finished */
function filesOfTrial(folder: string): string[] {
  isOwnFolder(folder)
  const names = readdirSync(folder).filter((name) => !name.endsWith('.tmp'))
  if (!names.includes(TRIAL_FILE)) throw bad(stated('trial.not-finished'))
  return names
}

function readTrial(folder: string, id: string, kept: TrialStore | undefined): LoadedTrial {
  const names = filesOfTrial(folder)
  let loaded = kept?.known(folder, names) ?? null
  if (loaded === null) {
    const files = new Map(names.map((name) => [name, readBytes(path.join(folder, name))]))
    loaded = trialIn(folder, files)
    kept?.learn(files, loaded)
  }
  refuseOther(folder, id, loaded.trial)
  return loaded
}

function listTrial(folder: string, id: string): ListedTrial {
  const files = filesOfTrial(folder).filter((name) => name !== TRIAL_FILE)
  for (const name of files) refuseForeign(path.join(folder, name))
  const trial = readChecked(path.join(folder, TRIAL_FILE), Trial)
  refuseOther(folder, id, trial)
  return { trial, files }
}

function refuseOther(folder: string, id: string, trial: Trial): void {
  if (trial.id !== id) throw bad(stated('trial.other', { folder, trial: trial.id }))
}

/** As `readBytes` refuses it, without reading it. @throws UserError `data` naming the file */
function refuseForeign(file: string): void {
  const stat = lstatSync(file)
  if (stat.isSymbolicLink()) throw bad(stated('file.link', { file }))
  refuseUnlike(file, stat)
}

/** The trial that files hold which were read already. */
function trialIn(folder: string, files: ReadonlyMap<string, Buffer>): LoadedTrial {
  const texts = [...files].filter(([name]) => name !== TRIAL_FILE).map(([name, bytes]) => [name, decodedText(bytes)])
  const own = decodedText(files.get(TRIAL_FILE) ?? Buffer.alloc(0))
  return { trial: checked(own, path.join(folder, TRIAL_FILE), Trial), files: Object.fromEntries(texts) }
}

/** What was read before, for whoever reads the same run again. */
export interface ReadBefore {
  /** By this process. */
  known?: KnownTrials
  /** By an earlier one. */
  kept?: TrialStore
}

/**
 * The trials of a run with their raw files, in the order in which they were run. One that was not finished, was cut
 * short or does not belong there is listed as unusable, and the others still count.
 */
export const readTrials = (folder: string, run: Run, { known, kept }: ReadBefore = {}): ReadTrials<LoadedTrial> =>
  eachTrial(folder, run, (own, trial) => {
    const read = () => readTrial(own, trial, kept)
    return known?.get(own, read) ?? read()
  })

/** The same trials without what their raw files hold. */
export const listTrials = (folder: string, run: Run): ReadTrials<ListedTrial> => eachTrial(folder, run, listTrial)

interface ReadTrials<T> extends Pick<LoadedRun, 'unusable'> {
  trials: T[]
}

function eachTrial<T>(folder: string, run: Run, read: (own: string, trial: string) => T): ReadTrials<T> {
  const trialsFolder = path.join(folder, TRIALS_FOLDER)
  const trials: T[] = []
  const unusable: LoadedRun['unusable'] = []
  const [present, order] = [new Set(listFolder(trialsFolder).sort()), new Set(run.order)]
  for (const trial of new Set([...order, ...present])) {
    try {
      if (!present.has(trial)) throw bad(stated('trial.not-run'))
      if (!order.has(trial)) throw bad(stated('trial.not-of-run'))
      trials.push(read(path.join(trialsFolder, trial), trial))
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      // Where the run lies on this disk is no matter of the report.
      unusable.push({ trial, reason: error.message.replaceAll(`${folder}${path.sep}`, '') })
    }
  }
  return { trials, unusable }
}

/**
 * A whole run with its raw files.
 * @param before trials that were read before
 * @throws UserError `data` as `readFrame`
 */
export function loadRun(folder: string, before?: ReadBefore): LoadedRun {
  const frame = readFrame(folder)
  return { ...frame, ...readTrials(folder, frame.run, before) }
}

/** What a run holds beside its trials. @throws UserError `data` when run.json, environment.json or a line of the journal can't be used */
export function readFrame(folder: string): RunFrame {
  const run = readRun(folder)
  const environment = readEnvironment(folder)
  const kept = run.parts.map((part) => path.join(folder, partFolder(part.run)))
  const parts = kept.map((part) => ({ run: readRun(part), environment: readEnvironment(part) }))
  const journal = [folder, ...kept].flatMap(readJournal)
  return { run, environment, parts, journal }
}

const listFolder = (folder: string): string[] => (isOwnFolder(folder) ? readdirSync(folder) : [])
