import { closeSync, openSync, readSync } from 'node:fs'
import path from 'node:path'
import type { Session } from '../../command-line/session.ts'
import { fromUser } from '../../command-line/user-folder.ts'
import { readText } from '../../data/load.ts'
import { unpackRun } from '../../data/unpack.ts'
import { UserError } from '../../errors.ts'
import { type Assigned, assign } from '../../import/assign.ts'
import { addToHandMadeRun, createHandMadeRun, type Imported } from '../../import/hand-made-run.ts'
import { isManifest, type PlacedFile, Placement, readManifest } from '../../import/manifest.ts'
import { project } from '../../project.ts'
import { givenRun } from '../given-run.ts'
import type { Options } from './options.ts'

/** `npm run import`: takes over a run that was packed elsewhere, or outputs of tools that were run by hand, and prints the run's folder. */
export async function run(options: Options, _session: Session, files: readonly string[]): Promise<void> {
  const [file] = files
  const isPacked = files.length === 1 && file !== undefined && isGzip(file)
  const result: Unpacked | Imported = isPacked ? unpacked(file) : byHand(files, options)
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${result.folder}\n`)
  tellOf(result)
  process.stderr.write(`Print the report with: npm run report -- --id <id> --run ${result.run}\n`)
}

interface Unpacked extends Partial<Imported> {
  run: string
  folder: string
}

/** What became of each file. */
function tellOf({ files = [], repeated = [] }: Partial<Imported>): void {
  const tell = (line: string) => process.stderr.write(`${line}\n`)
  for (const { from, to, format } of files) tell(`${JSON.stringify(from)}: ${format}, kept as ${to}`)
  for (const { name, like } of repeated)
    tell(
      `${JSON.stringify(name)}: left out, as it holds what ${JSON.stringify(like)} holds: one measurement counts once`,
    )
}

function unpacked(file: string): Unpacked {
  const folder = unpackRun(fromUser(file), project().data)
  return { run: path.basename(folder), folder }
}

/** All files or none: each is understood before anything is written. */
function byHand(files: readonly string[], { manifest, run, ...flags }: Options): Imported {
  const { student, all } = filesOf(files, manifest, flags)
  const folder = run === undefined ? null : givenRun({ run })
  const assigned = all.map(assign)
  for (const line of otherCommands(assigned)) process.stderr.write(`${line}\n`)
  return folder === null ? createHandMadeRun(project().data, assigned, student) : addToHandMadeRun(folder, assigned)
}

/** Warns where perf ran different commands in what is to be compared. */
function otherCommands(files: readonly Assigned[]): string[] {
  return [...Map.groupBy(files, ({ experiment, probe }) => `${experiment} ${probe}`).values()].flatMap((together) => {
    const [first, ...others] = together.filter(({ command }) => command !== null)
    const other = others.find(({ command }) => command !== first?.command)
    if (first === undefined || other === undefined) return []
    const said = [first, other].map(({ name, command }) => `${JSON.stringify(command)} in ${JSON.stringify(name)}`)
    return [`perf ran different commands, so no ratio is made of them: ${said.join(', ')}`]
  })
}

function filesOf(
  files: readonly string[],
  manifest: string | undefined,
  flags: Options,
): { student: string | null; all: PlacedFile[] } {
  const [only] = files
  const named =
    manifest ??
    (files.length === 1 && only?.endsWith('.json') && isManifest(readText(fromUser(only))) ? only : undefined)
  if (named === undefined) {
    if (files.length === 0)
      throw new UserError('usage', 'Name the files to import, or a manifest of them with --manifest.')
    const placement = placementOf(flags)
    return { student: null, all: files.map((file) => ({ path: fromUser(file), name: file, placement })) }
  }
  const read = readManifest(fromUser(named))
  const besides = ['section', 'configuration', 'probe', 'trial', 'operations'].filter((name) => name in flags)
  if (besides.length > 0 || (manifest !== undefined && files.length > 0)) {
    throw new UserError(
      'usage',
      `A manifest says of each file where it belongs: leave out ${besides[0] === undefined ? 'the other files' : `--${besides[0]}`}.`,
    )
  }
  return { student: read.student, all: read.files }
}

function placementOf({ section, configuration, probe, trial, operations }: Options): Placement {
  const values = { section, configuration, probe, trial, operations }
  const parsed = Placement.safeParse(
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
  )
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new UserError(
    'usage',
    `--${issue?.path.join('.') ?? ''} can't be used: ${issue?.message ?? 'it is not known'}.`,
    { cause: parsed.error },
  )
}

/** Whether a file begins as a packed run does. What can't be opened is complained of where it is read. */
function isGzip(file: string): boolean {
  if (/\.(tar\.gz|tgz)$/.test(file)) return true
  try {
    const handle = openSync(fromUser(file), 'r')
    try {
      const start = Buffer.alloc(2)
      return readSync(handle, start) === 2 && start.readUInt16BE() === 0x1f8b
    } finally {
      closeSync(handle)
    }
  } catch {
    return false
  }
}
