import path from 'node:path'
import { unpackRun } from '../data/archive.ts'
import { project } from '../project.ts'

/** `npm run import`: takes over a run that was packed elsewhere, and prints its folder. */
export async function importRun(file: string, { json }: { json?: boolean }): Promise<void> {
  const folder = await unpackRun(path.resolve(file), project().data)
  const run = path.basename(folder)
  process.stdout.write(json ? `${JSON.stringify({ run, folder })}\n` : `${folder}\n`)
  process.stderr.write(`Print the report with: npm run report -- --id <id> --run ${run}\n`)
}
