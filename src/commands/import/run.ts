import { closeSync, openSync, readSync } from 'node:fs'
import path from 'node:path'
import type { Session } from '../../command-line/session.ts'
import { unpackRun } from '../../data/archive.ts'
import { readText } from '../../data/load.ts'
import { UserError } from '../../errors.ts'
import { assign } from '../../import/assign.ts'
import { addToHandMadeRun, createHandMadeRun, type Imported } from '../../import/hand-made-run.ts'
import { isManifest, type PlacedFile, Placement, readManifest } from '../../import/manifest.ts'
import { project } from '../../project.ts'
import { givenRun } from '../given-run.ts'
import type { Options } from './options.ts'

/** `npm run import`: takes over a run that was packed elsewhere, or outputs of tools that were run by hand, and prints the run's folder. */
export async function run(options: Options, _session: Session, files: readonly string[]): Promise<void> {
  const [file] = files
  const packed = files.length === 1 && file !== undefined && isGzip(file)
  const result: { run: string; folder: string; files?: Imported['files'] } = packed
    ? await unpacked(file)
    : byHand(files, options)
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${result.folder}\n`)
  for (const { from, to, format } of result.files ?? [])
    process.stderr.write(`${JSON.stringify(from)}: ${format}, kept as ${to}\n`)
  process.stderr.write(`Print the report with: npm run report -- --id <id> --run ${result.run}\n`)
}

async function unpacked(file: string): Promise<{ run: string; folder: string }> {
  const folder = await unpackRun(path.resolve(file), project().data)
  return { run: path.basename(folder), folder }
}

/** All files or none: each is understood before anything is written. */
function byHand(files: readonly string[], { manifest, run, ...flags }: Options): Imported {
  const { student, all } = filesOf(files, manifest, flags)
  const folder = run === undefined ? null : givenRun({ run })
  const assigned = all.map(assign)
  return folder === null ? createHandMadeRun(project().data, assigned, student) : addToHandMadeRun(folder, assigned)
}

function filesOf(
  files: readonly string[],
  manifest: string | undefined,
  flags: Options,
): { student: string | null; all: PlacedFile[] } {
  const [only] = files
  const named =
    manifest ??
    (files.length === 1 && only?.endsWith('.json') && isManifest(readText(path.resolve(only))) ? only : undefined)
  if (named === undefined) {
    if (files.length === 0)
      throw new UserError('usage', 'Name the files to import, or a manifest of them with --manifest.')
    const placement = placementOf(flags)
    return { student: null, all: files.map((file) => ({ path: path.resolve(file), name: file, placement })) }
  }
  const besides = ['section', 'configuration', 'probe', 'trial', 'operations'].filter((name) => name in flags)
  if (besides.length > 0 || (manifest !== undefined && files.length > 0)) {
    throw new UserError(
      'usage',
      `A manifest says of each file where it belongs: leave out ${besides[0] === undefined ? 'the other files' : `--${besides[0]}`}.`,
    )
  }
  const read = readManifest(path.resolve(named))
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
    const handle = openSync(path.resolve(file), 'r')
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
