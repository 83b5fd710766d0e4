import { constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { listTrials, readEnvironment, readRun } from '../../data/load.ts'
import type { MergedPart, Run } from '../../data/schema.ts'
import { stampOf } from '../../data/stamp.ts'
import { orStorageError } from '../../data/storage-error.ts'
import { runsFolder, writeEnvironment, writeRun } from '../../data/store.ts'
import { PARTS_FOLDER, partFolder, TRIALS_FOLDER, trialFolder } from '../../data/trial-path.ts'
import { extractRun } from '../../data/unpack.ts'
import { UserError } from '../../errors.ts'
import { stated } from '../../text/stated.ts'
import { turn } from '../../turn.ts'
import { partsOf, planWhole } from '../run/parts.ts'
import { trialsOf } from '../run/plan.ts'
import { trialsIn } from '../run/sitting.ts'
import { syncFileSystem } from './file-system.ts'
import { collector } from './garbage.ts'
import { difference, type Planned } from './same-design.ts'

export interface Merged {
  run: Run
  folder: string
  /** Names of parts of which a trial is missing. */
  missing: string[]
}

/**
 * Makes one run of parts that were measured anywhere: folders of runs, or packed ones. Of one part at a time is in memory what
 * says what it is; raw files are taken as they are and not read. Nothing is seen of the run until all of it is on the disk.
 * @throws UserError `usage` naming what differs, or a trial that two parts have; `data` where a part can't be read
 */
export async function mergeRuns(sources: readonly string[], dataFolder: string): Promise<Merged> {
  const runs = runsFolder(dataFolder)
  const draft = orStorageError(runs, () => {
    mkdirSync(runs, { recursive: true })
    return mkdtempSync(path.join(runs, '.merging-'))
  })
  try {
    const merging = new Merging(draft)
    const collect = collector()
    for (const source of sources) {
      merging.add(source)
      // What a part took is only given back between two turns.
      await turn()
      collect()
    }
    return await merging.finish(runs)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** What is known of a part once it was taken. */
interface Taken {
  part: MergedPart
  createdAt: string
  finishedAt: string
}

/** What the first part says of the run; of its plan, which takes more, the names. */
interface Whole extends Planned {
  parts: readonly PartTrials[]
  order: string[]
}

interface PartTrials {
  name: string
  /** In the order in which they are measured. */
  trials: readonly string[]
}

class Merging {
  readonly #folder: string
  /** Where a packed part is unpacked: empty before and after. */
  readonly #incoming: string
  readonly #taken: Taken[] = []
  /** The part that has each trial. */
  readonly #trials = new Map<string, string>()
  #whole: Whole | null = null

  constructor(draft: string) {
    this.#folder = path.join(draft, 'merged')
    mkdirSync(path.join(this.#folder, TRIALS_FOLDER), { recursive: true })
    mkdirSync(path.join(this.#folder, PARTS_FOLDER))
    this.#incoming = path.join(draft, 'incoming')
    mkdirSync(this.#incoming)
  }

  add(source: string): void {
    if (!source.endsWith('.tar.gz')) return this.#take(source, copy, copyKept)
    const folder = extractRun(
      source,
      this.#incoming,
      (name) => KEPT.includes(name) || name.startsWith(`${TRIALS_FOLDER}/`),
    )
    this.#take(folder, renameSync, moveKept)
  }

  /**
   * @param bring puts a trial's folder into the merged run
   * @param keep puts there what is kept of the part beside its trials, after these
   */
  #take(folder: string, bring: (from: string, to: string) => void, keep: (from: string, to: string) => void): void {
    const run = readRun(folder)
    if (run.part === null)
      throw new UserError('usage', `${run.id} is no part of a run: parts are measured with --block.`)
    const environment = readEnvironment(folder)
    this.#whole ??= { run, environment, ...wholePlan(run) }
    refuseOther(this.#whole, { run, environment }, run.part.name)
    const { trials } = listTrials(folder, run)
    for (const { trial } of trials) {
      const other = this.#trials.get(trial.id)
      if (other !== undefined)
        throw new UserError('usage', `The trial ${trial.id} is in both ${other} and ${run.id}: give one of the two.`)
      this.#trials.set(trial.id, run.id)
      const own = trialFolder(trial.id)
      orStorageError(this.#folder, () => bring(path.join(folder, own), path.join(this.#folder, own)))
    }
    const kept = path.join(this.#folder, partFolder(run.id))
    orStorageError(kept, () => keep(folder, kept))
    const ids = trials.map(({ trial }) => trial.id)
    const hostBoots = Math.max(0, ...trials.map(({ trial }) => trial.hostBoot ?? 1))
    this.#taken.push({
      part: { run: run.id, ...run.part, hostBoots, trials: ids },
      createdAt: run.createdAt,
      finishedAt: lastOf([run.createdAt, ...trials.map(({ trial }) => trial.finishedAt)]),
    })
  }

  /** @param runs where the merged run is put */
  async finish(runs: string): Promise<Merged> {
    if (this.#whole === null) throw new UserError('usage', 'Name the runs to merge: --merge RUN RUN …')
    const { run: first, parts, order } = this.#whole
    const place = new Map(parts.map(({ name }, index) => [name, index]))
    const taken = this.#taken.toSorted((a, b) => (place.get(a.part.name) ?? 0) - (place.get(b.part.name) ?? 0))
    const missing = parts.filter(({ trials }) => trials.some((id) => !this.#trials.has(id))).map(({ name }) => name)
    const createdAt = firstOf(taken.map((one) => one.createdAt))
    const folder = freeFolder(path.join(runs, `${stampOf(createdAt)}-${first.profile}-merged`))
    const run: Run = {
      ...first,
      id: path.basename(folder),
      createdAt,
      finishedAt: lastOf(taken.map((one) => one.finishedAt)),
      status: missing.length === 0 ? 'complete' : 'interrupted',
      statusReason: missing.length === 0 ? null : stated('parts.missing', { parts: missing.join(', ') }),
      failure: undefined,
      order,
      stopped: [],
      part: null,
      parts: taken.map(({ part }) => part),
      spans: [],
    }
    const [leading] = taken
    if (leading !== undefined)
      writeEnvironment(this.#folder, readEnvironment(path.join(this.#folder, partFolder(leading.part.run))))
    writeRun(this.#folder, run)
    await syncFileSystem(this.#folder)
    orStorageError(folder, () => renameSync(this.#folder, folder))
    return { run, folder, missing }
  }
}

/** What is kept of a part beside its trials. */
const KEPT = ['run.json', 'environment.json', 'journal.ndjson']

/** Where the file system can, copies share what is on the disk until one of them is changed. */
const copyFile = (from: string, to: string): void =>
  copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)

/** A trial's folder, which holds files alone. */
function copy(from: string, to: string): void {
  mkdirSync(to)
  for (const name of readdirSync(from)) copyFile(path.join(from, name), path.join(to, name))
}

function copyKept(from: string, to: string): void {
  mkdirSync(to)
  for (const file of KEPT) if (existsSync(path.join(from, file))) copyFile(path.join(from, file), path.join(to, file))
}

/** Of a folder that is ours, and from which finished trials were taken. */
function moveKept(from: string, to: string): void {
  const trials = path.join(from, TRIALS_FOLDER)
  if (existsSync(trials)) rmSync(trials, { recursive: true })
  renameSync(from, to)
}

function wholePlan(run: Run): Pick<Whole, 'parts' | 'order'> {
  const plan = planWhole(run)
  if (!isDeepStrictEqual(plan.design, run.design))
    throw new UserError(
      'usage',
      `${run.id} was planned by another version of the lab, and can’t be merged by this one.`,
    )
  return {
    parts: partsOf(plan).map(({ name, sitting }) => ({ name, trials: trialsIn(sitting).map(({ id }) => id) })),
    order: trialsOf(plan).map(({ id }) => id),
  }
}

function refuseOther(whole: Whole, part: Planned, name: string): void {
  const different = difference(whole, part)
  if (different !== null) throw new UserError('usage', `These are no parts of one run: ${different}.`)
  const planned = whole.parts.find((one) => one.name === name)
  if (planned?.trials.join() !== part.run.order.join())
    throw new UserError(
      'usage',
      `The trials of ${part.run.id} are not those that part ${name} has in this version of the lab.`,
    )
}

const firstOf = (times: readonly string[]): string => times.toSorted()[0] ?? ''
const lastOf = (times: readonly string[]): string => times.toSorted().at(-1) ?? ''

/** The folder, or the first of `…-2`, `…-3` that is not there. */
function freeFolder(folder: string): string {
  for (let n = 2, free = folder; ; n += 1) {
    if (!existsSync(free)) return free
    free = `${folder}-${n}`
  }
}
