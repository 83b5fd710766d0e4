import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { acquireLabLock } from '../data/lock.ts'
import { UserError } from '../errors.ts'
import { startGuardian } from '../lab/guardian.ts'
import { buildImages, cachedImages } from '../lab/images/images.ts'
import { project } from '../project.ts'
import { ensurePackages } from '../setup/packages.ts'
import { type KillRow, runKillCampaign } from '../torture/kill-campaign.ts'
import { describeKills, summariseKills } from '../torture/kill-summary.ts'
import type { Session } from './session.ts'

export interface TortureOptions {
  kills: string
  seed: string
  within?: string
  json?: boolean
}

/** `npm run torture`: kills the lab and what it is made of at random moments; exit code 8 when a rule did not hold. */
export async function torture(options: TortureOptions, { signal }: Session): Promise<void> {
  const kills = whole('--kills', options.kills, 9999)
  const seed = whole('--seed', options.seed, 2 ** 31)
  const withinS = options.within === undefined ? undefined : whole('--within', options.within, 3600)
  await ensurePackages('lab', signal)
  const folder = mkdtempSync(path.join(tmpdir(), 'lab-torture-'))
  const rowsFile = path.join(project().out, 'torture-kills.ndjson')
  let keep = true
  try {
    await ensureImages(folder, signal)
    const rows = await runKillCampaign({ kills, seed, withinS, folder, rowsFile, note: say, signal })
    const summary = summariseKills(rows, { seed, rowsFile })
    process.stdout.write(options.json ? `${JSON.stringify(summary, null, 2)}\n` : describeKills(summary))
    keep = summary.broken.length > 0
    if (keep) throw new UserError('check', `${summary.broken.length} of ${rows.length} attempts broke a rule, see ${rowsFile}; their runs and logs are kept in ${folder}.`)
  } catch (error) {
    if (signal.aborted) keep = false
    throw error
  } finally {
    if (!keep) rmSync(folder, { recursive: true, force: true })
  }
}

/** Kills within the minutes of a build would never let it come to its end. */
async function ensureImages(folder: string, signal: AbortSignal): Promise<void> {
  if (cachedImages()) return
  process.stderr.write('Building the hosts’ system from Debian packages (usually 2 min 30 s)\n')
  using lock = acquireLabLock(folder)
  using guardian = startGuardian(lock)
  await buildImages(guardian, signal)
}

function whole(option: string, text: string, most: number): number {
  const number = Number(text)
  if (/^\d{1,10}$/.test(text) && number >= (option === '--seed' ? 0 : 1) && number <= most) return number
  throw new UserError('usage', `${option} ${JSON.stringify(text)} can't be used: give a whole number up to ${most}.`)
}

function say(row: KillRow): void {
  const hit = row.hitAfterS === null ? 'no kill' : `${row.target} killed after ${row.hitAfterS} s`
  const end = row.exitCode === 0 ? 'complete' : `ended ${row.endedAfterS ?? '?'} s later with ${row.exitCode ?? 'the signal'}`
  const verdict = row.broken.length === 0 ? 'ok' : `BROKEN: ${row.broken.join('; ')}`
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${row.attempt}. ${row.section}${row.resumed ? ', resumed' : ''}: ${hit} in “${row.step}”, ${end}, ${row.finishedTrials} trials: ${verdict}\n`)
}
