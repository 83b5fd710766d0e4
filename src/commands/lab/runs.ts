import { readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { latestCompleteRun } from '../../data/latest-run.ts'
import { acquireLabLock } from '../../data/lock.ts'
import { orStorageError } from '../../data/storage-error.ts'
import { type ListedRun, listRuns } from '../../data/store.ts'
import { UserError } from '../../errors.ts'
import { project } from '../../project.ts'
import { givenRun } from '../given-run.ts'
import { writableOut } from '../writable-folder.ts'

const bytesOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0)

interface Row {
  run: string
  status: string
  profile: string | null
  only: string | null
  part: string | null
  createdAt: string | null
  bytes: number
  problem: string | null
}

const rowOf = ({ folder, run, problem }: ListedRun): Row => ({
  run: path.basename(folder),
  status: run?.status ?? 'unreadable',
  profile: run?.profile ?? null,
  only: run?.only ?? null,
  part: run?.part?.name ?? null,
  createdAt: run?.createdAt ?? null,
  bytes: bytesOf(folder),
  problem,
})

const describe = ({ run, status, only, part, bytes, problem }: Row): string =>
  `${run.padEnd(34)}${status.padEnd(13)}${(part ? `part ${part}` : only ? `section ${only}` : '').padEnd(11)}${(bytes / 1e6).toFixed(1).padStart(7)} MB${problem ? `  ${problem}` : ''}\n`

/** `npm run lab -- --list`: the runs, newest first. */
export function list({ json }: { json?: boolean }): void {
  const rows = listRuns(project().data).map(rowOf)
  if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  else if (rows.length === 0) process.stderr.write('There is no run yet; “npm run lab” makes one.\n')
  else process.stdout.write(rows.map(describe).join(''))
}

/**
 * `npm run lab -- --prune <n>`: removes all runs but the newest `n` complete ones, with `--remove`; without it says which these
 * are. The run that the report takes is always kept, and so is a part that no run which is kept was merged of.
 */
export function prune({ prune: keep, remove, json }: { prune: number; remove?: boolean; json?: boolean }): void {
  const { data } = project()
  using _lock = acquireLabLock(data)
  const all = listRuns(data)
  const kept = new Set(
    all
      .filter(({ run }) => run?.status === 'complete' && run.part === null)
      .slice(0, keep)
      .map(({ folder }) => folder),
  )
  const latest = latestCompleteRun(data)
  if (latest !== null) kept.add(latest)
  const merged = new Set(
    all.flatMap(({ folder, run }) => (kept.has(folder) && run !== null ? run.parts.map((part) => part.run) : [])),
  )
  const doomed = all.filter(({ folder, run }) => !kept.has(folder) && (run?.part == null || merged.has(run.id)))
  const rows = doomed.map(rowOf)
  if (remove) for (const { folder } of doomed) orStorageError(folder, () => rmSync(folder, { recursive: true }))
  if (json) process.stdout.write(`${JSON.stringify({ removed: remove === true, runs: rows }, null, 2)}\n`)
  else process.stdout.write(rows.map(describe).join(''))
  const what = `${doomed.length} of ${all.length} runs`
  process.stderr.write(remove ? `Removed ${what}.\n` : `${what} would be removed; --remove removes them.\n`)
}

/** `npm run lab -- --pack [run]`: writes a run into one file that `npm run import` reads elsewhere, and prints its path. */
export async function pack({ pack: name, json }: { pack: string | true; json?: boolean }): Promise<void> {
  const { data } = project()
  const folder = name === true ? latestCompleteRun(data) : givenRun({ run: name })
  if (folder === null) throw new UserError('usage', 'There is no complete run to pack; “npm run lab” makes one.')
  const { packRun } = await import('../../data/archive.ts')
  const file = path.join(writableOut(), `${path.basename(folder)}.tar.gz`)
  const { license } = await packRun(folder, file)
  process.stdout.write(
    json
      ? `${JSON.stringify({ file, run: path.basename(folder), bytes: statSync(file).size, license })}\n`
      : `${file}\n`,
  )
  process.stderr.write(
    `Its data is named as ${license}; a CITATION.cff in ${folder} can name another licence, and authors.\n`,
  )
}
