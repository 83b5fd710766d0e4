import { existsSync } from 'node:fs'
import path from 'node:path'
import { fromUser } from '../../command-line/user-folder.ts'
import { acquireLabLock } from '../../data/lock.ts'
import { runsFolder } from '../../data/store.ts'
import { mergeRuns } from '../../lab/merge/merge-runs.ts'
import { project } from '../../project.ts'
import { givenRun } from '../given-run.ts'

/** `npm run lab -- --merge RUN …`: makes one run of parts, and prints its folder. */
export async function merge(names: readonly string[], { json }: { json?: boolean }): Promise<void> {
  const { data } = project()
  using _lock = acquireLabLock(data)
  const { run, folder, missing } = await mergeRuns(names.map(partNamed), data)
  process.stdout.write(
    json ? `${JSON.stringify({ run: run.id, folder, parts: run.parts.length, missing })}\n` : `${folder}\n`,
  )
  if (missing.length > 0)
    process.stderr.write(
      `The run is not complete: trials of ${missing.join(', ')} are missing. Measure these with --block, and merge them all again.\n`,
    )
  process.stderr.write(`Print the report with: npm run report -- --id <id> --run ${run.id}\n`)
}

/** The folder of a run in data/runs or anywhere else, or a packed one. @throws UserError `usage` where there is none */
function partNamed(name: string): string {
  const elsewhere = fromUser(name)
  if (existsSync(path.join(runsFolder(project().data), name)) || !existsSync(elsewhere))
    return givenRun({ run: name }) ?? elsewhere
  return elsewhere
}
