import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'
import { differenceSentence, pdfDifference } from '../inspection/pdf-difference.ts'
import type { Computer } from './computer.ts'
import { changesOf, type Place } from './enter.ts'
import { keptOf } from './measure-on.ts'
import { computersFolder, readySystem } from './system.ts'
import { ID, REPORT, type Subject, tryComputer } from './try-computer.ts'
import { faults, lastPdf, type Seen } from './verdict.ts'

/** A computer with what was seen there, and in what that was not as expected. */
export interface Tried {
  computer: Computer
  /** null where it could not be made; then `faults` has the reason. */
  seen: Seen | null
  faults: readonly string[]
}

/**
 * The computers of these names, and those that they come from, in the order of the table.
 * @throws UserError `usage` for a name that is none
 */
export function chosen(table: readonly Computer[], names: readonly string[]): Computer[] {
  if (names.length === 0) return [...table]
  const wanted = new Set<string>()
  const want = (name: string) => {
    const computer = table.find((one) => one.name === name)
    if (computer === undefined) {
      const known = table.map((one) => one.name).join(', ')
      throw new UserError('usage', `No computer is called ${name}; there are ${known}.`)
    }
    wanted.add(name)
    if ('after' in computer.from) want(computer.from.after)
  }
  for (const name of names) want(name)
  return table.filter(({ name }) => wanted.has(name))
}

interface Reporter {
  begin(computer: Computer): void
  note(text: string): void
  end(tried: Tried): void
}

/**
 * Tries computers one after the other; what they change on the disk is removed at the end, but for their reports and runs.
 * @param reports the folder that gets them, each with the name of its computer
 * @throws UserError `setup` where a system could not be made, `interrupted` by the signal
 */
export async function tryComputers(
  computers: readonly Computer[],
  subject: Subject,
  reports: string,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<Tried[]> {
  mkdirSync(computersFolder(), { recursive: true })
  const folder = mkdtempSync(path.join(computersFolder(), 'tried-'))
  const places = new Map<string, Place>()
  const all = new Map<string, Tried>()
  try {
    for (const computer of computers) {
      signal.throwIfAborted()
      reporter.begin(computer)
      const place = await placeOf(computer, path.join(folder, computer.name), places, reporter.note, signal)
      places.set(computer.name, place)
      const tried = await tryOne(computer, place, { all, reports }, subject, signal)
      all.set(computer.name, tried)
      reporter.end(tried)
      if (!computers.some(({ from }) => 'after' in from && from.after === computer.name))
        rmSync(place.state, { recursive: true, force: true })
    }
    return [...all.values()]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Copies a file of a computer, if it is there. */
function keep(place: Place, name: string, file: string): void {
  const made = path.join(changesOf(place), name)
  rmSync(file, { force: true })
  if (!existsSync(made)) return
  mkdirSync(path.dirname(file), { recursive: true })
  copyFileSync(made, file)
}

async function placeOf(
  { from }: Computer,
  state: string,
  places: ReadonlyMap<string, Place>,
  note: (text: string) => void,
  signal: AbortSignal,
): Promise<Place> {
  if ('suite' in from) return { system: await readySystem(from.suite, note, signal), before: [], state }
  const before = places.get(from.after)
  if (before === undefined) throw new Error(`${from.after} does not stand before what comes from it`)
  return { system: before.system, before: [changesOf(before), ...before.before], state }
}

/** A computer's report among those that are kept. */
const fileIn = (reports: string, name: string): string => path.join(reports, `${name}.pdf`)

/** What was seen on the computers before, and where their reports are kept. */
interface Former {
  all: ReadonlyMap<string, Tried>
  reports: string
}

async function tryOne(
  computer: Computer,
  place: Place,
  { all, reports }: Former,
  subject: Subject,
  signal: AbortSignal,
): Promise<Tried> {
  const from = 'after' in computer.from ? computer.from.after : null
  const before = from === null ? null : (all.get(from)?.seen ?? null)
  try {
    const seen = await tryComputer(computer, place, subject, signal).finally(() =>
      keep(place, REPORT, fileIn(reports, computer.name)),
    )
    for (const file of seen.measured === null ? [] : keptOf(seen.measured.run, ID))
      keep(place, file, path.join(reports, computer.name, path.basename(file)))
    const difference = from === null ? null : differenceOf(fileIn(reports, from), fileIn(reports, computer.name))
    return { computer, seen, faults: faults(computer, seen, before && lastPdf(before), difference) }
  } catch (error) {
    signal.throwIfAborted()
    return { computer, seen: null, faults: [error instanceof Error ? error.message : String(error)] }
  }
}

/** Where two reports differ first, in a sentence; null where they do not, or one is not there. */
function differenceOf(first: string, second: string): string | null {
  if (!existsSync(first) || !existsSync(second)) return null
  const difference = pdfDifference(readFileSync(first), readFileSync(second))
  return difference === null ? null : differenceSentence(difference)
}
