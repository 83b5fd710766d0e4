import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { digestOfFiles } from '../data/folder-digests.ts'
import { readBytes, readText } from '../data/load.ts'
import type { LoadedTrial, TrialStore } from '../data/loaded-run.ts'
import { writeAtomically } from '../data/store.ts'
import { TRIAL_FILE } from '../data/trial-path.ts'
import { readingsOf } from '../findings/reading/once.ts'
import { fromExactJson, toExactJson } from '../text/exact-json.ts'

const SUFFIX = '.trials'
/** Of the runs that were printed last. */
const MOST_FILES = 8

/** Of a line without itself: what stands under the key of other files is not taken either. */
const sealOf = (key: string, content: Buffer): string => createHash('sha256').update(key).update(content).digest('hex')

/** As much of a trial as is used again: what it is, and what was read of its files. */
interface Kept {
  trial: LoadedTrial['trial']
  readings: Record<string, unknown>
}

/**
 * What was read of a run's trials for an earlier report, in a file of a line for each trial: a hash of the program and the
 * trial's files, byte for byte, a hash of the whole line, and what was read. It saves time and decides nothing: a line of
 * other files or another program is not looked at, and one that was damaged or written by hand is no line.
 */
export class KeptTrials implements TrialStore {
  readonly #file: string
  readonly #program: string
  readonly #digestOf: (folder: string) => string | null
  readonly #unknown: () => void
  readonly #lines: ReadonlyMap<string, Buffer>
  readonly #used = new Map<string, Buffer | LoadedTrial>()
  #kept = false

  /**
   * @param folder where such files lie, and nobody minds if they are deleted
   * @param name of the run
   * @param by a hash of all that reads trials, and hashes of what their folders hold
   * @param unknown told as soon as a trial is not among them
   */
  constructor(
    folder: string,
    name: string,
    { program, digestOf }: { program: string; digestOf: (folder: string) => string | null },
    unknown: () => void = () => undefined,
  ) {
    this.#file = path.join(folder, `${name}${SUFFIX}`)
    this.#program = program
    this.#digestOf = digestOf
    this.#unknown = unknown
    this.#lines = linesOf(this.#file)
    if (this.#lines.size === 0) unknown()
  }

  known(folder: string, names: readonly string[]): LoadedTrial | null {
    const digest = this.#digestOf(folder)
    const key = digest === null ? null : this.#keyOf(digest)
    const line = key === null ? undefined : this.#lines.get(key)
    const kept = key === null || line === undefined ? null : keptIn(key, line)
    if (key === null || line === undefined || kept === null) {
      this.#unknown()
      return null
    }
    this.#used.set(key, line)
    const loaded: LoadedTrial = { trial: kept.trial, files: readWhenAsked(folder, names) }
    const readings = readingsOf(loaded)
    for (const [what, reading] of Object.entries(kept.readings)) readings.set(what, reading)
    return loaded
  }

  learn(files: ReadonlyMap<string, Buffer>, trial: LoadedTrial): void {
    this.#used.set(this.#keyOf(digestOfFiles(files)), trial)
  }

  /** Leaves what was read to the next report. This one must not fail for what only that would be better for. */
  keep(): void {
    if (this.#kept || [...this.#used.values()].every(Buffer.isBuffer)) return
    this.#kept = true
    try {
      const lines = [...this.#used].map(([key, one]) => (Buffer.isBuffer(one) ? one : lineOf(key, one)))
      mkdirSync(path.dirname(this.#file), { recursive: true })
      writeAtomically(this.#file, Buffer.concat(lines))
      prune(path.dirname(this.#file))
    } catch {}
  }

  #keyOf(digest: string): string {
    return createHash('sha256').update(`${this.#program} ${digest}`).digest('hex')
  }
}

const KEY_LENGTH = 64

function linesOf(file: string): Map<string, Buffer> {
  const lines = new Map<string, Buffer>()
  try {
    const all = readBytes(file)
    for (let from = 0; from < all.length; ) {
      const end = all.indexOf('\n', from) + 1 || all.length
      lines.set(all.toString('latin1', from, from + KEY_LENGTH), all.subarray(from, end))
      from = end
    }
  } catch {}
  return lines
}

/** None of a trial of which something can't be kept exactly. */
function lineOf(key: string, loaded: LoadedTrial): Buffer {
  const kept: Kept = { trial: loaded.trial, readings: Object.fromEntries(readingsOf(loaded)) }
  let content: Buffer
  try {
    content = Buffer.from(toExactJson(kept))
  } catch {
    return Buffer.alloc(0)
  }
  return Buffer.concat([Buffer.from(`${key} ${sealOf(key, content)} `), content, Buffer.from('\n')])
}

/** Null where the line is not what `lineOf` wrote. */
function keptIn(key: string, line: Buffer): Kept | null {
  const start = 2 * (KEY_LENGTH + 1)
  const content = line.subarray(start, -1)
  if (line.toString('latin1', KEY_LENGTH + 1, start - 1) !== sealOf(key, content)) return null
  return fromExactJson(content.toString()) as Kept
}

/** Few of a trial's files are asked for where their readings are known: excerpts are printed as they are. */
function readWhenAsked(folder: string, names: readonly string[]): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const name of names) {
    if (name === TRIAL_FILE) continue
    Object.defineProperty(texts, name, { enumerable: true, get: () => readText(path.join(folder, name)) })
  }
  return texts
}

/** Leaves the newest files of this kind in a folder. */
function prune(folder: string): void {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => path.join(folder, name))
    .map((file) => ({ file, changedAt: statSync(file).mtimeMs }))
    .toSorted((a, b) => b.changedAt - a.changedAt)
  for (const { file } of files.slice(MOST_FILES)) rmSync(file, { force: true })
}
