import path from 'node:path'
import { UserError } from '../errors.ts'
import type { Profile } from '../data/schema.ts'
import { createProgress } from '../progress.ts'
import { project } from '../project.ts'
import { ensurePackages } from '../setup/packages.ts'
import { runsFolder } from '../data/store.ts'
import type { Session } from './session.ts'

export interface LabOptions {
  profile: Profile
  resume?: boolean
  seed?: string
  hosts?: 'emulated' | 'kvm'
  json?: boolean
}

/** Sets up, measures, and gives the folder of the run. */
export async function measure(options: LabOptions, { signal }: Session): Promise<string> {
  const seed = options.seed === undefined ? undefined : parseSeed(options.seed)
  await ensurePackages('lab', signal)
  const { runLab } = await import('../lab/session.ts')
  const progress = await createProgress()
  const { data } = project()
  try {
    const { runId } = await runLab({
      profile: options.profile,
      ...(seed === undefined ? {} : { seed }),
      ...(options.hosts === undefined ? {} : { hosts: options.hosts }),
      resume: options.resume ?? false,
      dataFolder: data,
      signal,
      progress,
    })
    return path.join(runsFolder(data), runId)
  } finally {
    progress.stop()
  }
}

/** `npm run lab`: prints the run's folder. */
export async function lab(options: LabOptions, session: Session): Promise<void> {
  const folder = await measure(options, session)
  process.stdout.write(options.json ? `${JSON.stringify({ run: path.basename(folder), folder })}\n` : `${folder}\n`)
  process.stderr.write('Print the report with: npm run report -- --id <id>\n')
}

function parseSeed(text: string): number {
  const seed = Number(text)
  if (/^\d{1,15}$/.test(text) && Number.isSafeInteger(seed)) return seed
  throw new UserError('usage', `The seed ${JSON.stringify(text)} can't be used: give a whole number, `
    + 'for example --seed 7.')
}
