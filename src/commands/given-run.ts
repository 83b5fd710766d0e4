import { existsSync } from 'node:fs'
import path from 'node:path'
import { latestCompleteRun, latestHandMadeRun } from '../data/latest-run.ts'
import { isOwnFolder, readNamedRun } from '../data/load.ts'
import { runsFolder } from '../data/store.ts'
import { UserError } from '../errors.ts'
import { project } from '../project.ts'

/**
 * Folder of the run that was asked for, or null where the newest complete one will do.
 * @throws UserError `usage` when there is no such run, `data` when it can't be read or bears another name
 */
export function givenRun({ run, example }: { run?: string; example?: boolean }): string | null {
  const { data, example: exampleFolder } = project()
  if (example) {
    if (run !== undefined) throw new UserError('usage', 'Give either --run or --example, not both.')
    if (existsSync(exampleFolder)) return exampleFolder
    throw new UserError('data', `The example data is missing: ${exampleFolder} is no folder; restore it with git.`)
  }
  if (run === undefined) return null
  const folder = path.join(runsFolder(data), run)
  // Neither a path nor a link leads out of data/runs.
  if (/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(run) && isOwnFolder(folder)) {
    readNamedRun(folder)
    return folder
  }
  throw new UserError('usage', `There is no run ${JSON.stringify(run)} in ${runsFolder(data)}.`)
}

/**
 * The run that a report takes by itself: the newest complete one of the lab, else the newest that was measured by hand,
 * which is said.
 */
export function newestRun(): string | null {
  const { data } = project()
  const run = latestCompleteRun(data)
  if (run !== null) return run
  const byHand = latestHandMadeRun(data)
  if (byHand !== null)
    process.stderr.write(
      `No run of the lab was found; the report is made from measurements by hand: ${path.basename(byHand)}.\n`,
    )
  return byHand
}
