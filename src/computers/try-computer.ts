import path from 'node:path'
import { type ProcessOutcome, run } from '../process.ts'
import { type Computer, PROJECT, STUDENT_HOME } from './computer.ts'
import { asRoot, asUser, makePlace, type Place } from './enter.ts'
import { measureOn } from './measure-on.ts'
import { type Ailment, commandOf, ofInterest, type Printing, type Seen } from './verdict.ts'

export const ID = '113062566'
/** Where a computer has its report. */
export const REPORT = `${PROJECT}/out/HW1_${ID}.pdf`

/** Packages are fetched and unpacked within it, those of all platforms by an npm 7. */
const LIMIT_MS = 30 * 60_000
/** A lab that builds what its hosts are booted from, on a busy computer. */
const LAB_LIMIT_MS = 3 * 60 * 60_000

/** Types commands on one computer, each of which has to begin; how they end is an outcome. */
interface Keyboard {
  root(argv: readonly string[]): Promise<ProcessOutcome>
  user(argv: readonly string[], inputFile?: string): Promise<ProcessOutcome>
}

function keyboardOf(computer: Computer, place: Place, signal: AbortSignal, timeoutMs = LIMIT_MS): Keyboard {
  const typed = { timeoutMs, signal }
  const stopped = async (outcome: Promise<ProcessOutcome>) => {
    const ended = await outcome
    signal.throwIfAborted()
    return ended
  }
  return {
    root: (argv) => stopped(asRoot(place, computer, argv, typed)),
    user: (argv, inputFile) =>
      stopped(asUser(place, computer, argv, inputFile === undefined ? typed : { ...typed, inputFile })),
  }
}

/** What is tried. */
export interface Subject {
  /** The project’s folder, of which a computer has what a fresh clone would have, and what was changed since. */
  root: string
  /** A `node_modules` that is copied; null where each computer fetches its own, as a fresh clone does. */
  packages: string | null
  /** Whether a lab runs on each computer that has printed a report. */
  lab: boolean
}

/**
 * Tries a computer: a fresh clone, or the one that is there, `npm run doctor`, `npm run report`; and where that is refused and
 * a remedy is expected, the remedy and the report once more.
 * @throws Error where the computer itself could not be made
 */
export async function tryComputer(computer: Computer, place: Place, what: Subject, signal: AbortSignal): Promise<Seen> {
  makePlace(place)
  const keyboard = keyboardOf(computer, place, signal)
  if ('suite' in computer.from) await putClone(keyboard, place, what, signal)
  if (computer.install !== undefined) succeed(await keyboard.root(['sh', '-ec', computer.install]))
  const [node = '', npm = ''] = succeed(await keyboard.user(['sh', '-c', 'node --version && npm --version'])).split(
    '\n',
  )
  const doctor = await doctorOn(keyboard)
  const report = await printOn(keyboard)
  const command = computer.report.printed ? null : remedyOf(computer.report, doctor.ailments ?? [], report)
  const mended = command === null ? null : { command, report: await mend(keyboard, command) }
  const measures = what.lab && (mended?.report ?? report).pdf !== null
  const measured = measures ? await measureOn(keyboardOf(computer, place, signal, LAB_LIMIT_MS), ID) : null
  return { node, npm, doctor, report, mended, measured }
}

function remedyOf(
  { remedy, foretold }: Extract<Computer['report'], { printed: false }>,
  ailments: readonly Ailment[],
  { said }: Printing,
): string | null {
  if (remedy === undefined) return null
  if (remedy === 'report') return commandOf(said)
  const told = ofInterest(ailments).find(({ name }) => name === foretold)?.remedy
  // Its first half is a command.
  return told?.split(', or ')[0] ?? null
}

/** Every file that Git knows, packed in the folder of the computer and unpacked by its user. */
async function putClone(
  keyboard: Keyboard,
  place: Place,
  { root, packages }: Omit<Subject, 'lab'>,
  signal: AbortSignal,
): Promise<void> {
  const archive = path.join(place.state, 'clone.tar')
  const pack = 'git -c safe.directory="*" ls-files -z | tar --create --null --files-from=- --file="$1"'
  await run(['sh', '-c', pack, 'sh', archive], { cwd: root, signal })
  succeed(await keyboard.root(['install', '-d', '-o', '1000', '-g', '1000', STUDENT_HOME, PROJECT]))
  succeed(await keyboard.user(['tar', '--extract'], archive))
  if (packages === null) return
  // Tests that run beside it write there.
  const cache = '--exclude=./.vitest-cache'
  await run(['tar', '--create', cache, '--file', archive, '--directory', packages, '.'], { signal })
  succeed(await keyboard.user(['sh', '-c', 'mkdir node_modules && tar --extract --directory node_modules'], archive))
}

async function doctorOn({ user }: Keyboard): Promise<Seen['doctor']> {
  const { stdout, stderr, durationMs } = await user(['npm', 'run', '--silent', 'doctor', '--', '--json'])
  return { ailments: readAilments(stdout), said: stderr, seconds: durationMs / 1000 }
}

/** Those that are needed and not ok. */
function readAilments(json: string): Ailment[] | null {
  try {
    const checks = JSON.parse(json) as (Ailment & { status: string; required: boolean })[]
    return checks
      .filter(({ status, required }) => status !== 'ok' && required)
      .map(({ name, evidence, remedy }) => ({ name, evidence, remedy }))
  } catch {
    return null
  }
}

/** Prints the example; a PDF that is there already is printed anew. */
async function printOn({ user }: Keyboard): Promise<Printing> {
  await user(['rm', '-rf', 'out'])
  const argv = ['npm', 'run', '--silent', 'report', '--', '--id', ID, '--example']
  const { stdout, stderr, exitCode, durationMs } = await user(argv)
  const hashed = await user(['sha256sum', '--', stdout.trim()])
  const pdf = hashed.failure === null ? (hashed.stdout.split(' ')[0] ?? null) : null
  return { exitCode, said: stderr, pdf, seconds: durationMs / 1000 }
}

async function mend(keyboard: Keyboard, command: string): Promise<Printing> {
  const { failure, stderr, exitCode } = await keyboard.root(['sh', '-c', command])
  if (failure !== null) return { exitCode, said: stderr, pdf: null, seconds: 0 }
  return printOn(keyboard)
}

function succeed({ failure, stdout, stderr }: ProcessOutcome): string {
  if (failure !== null) throw new Error(`${failure}\n${stderr.trim()}`)
  return stdout
}
