import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { acquireLabLock } from '../data/lock.ts'
import { writeAtomically } from '../data/store.ts'
import { EXIT_CODES } from '../errors.ts'
import { startGuardian } from '../lab/guardian.ts'
import { readyImages } from '../lab/images/images.ts'
import { type Attempt, attemptLab } from './attempt.ts'
import { type Kill, planKills, SECTIONS, type Section, type Target, WITHIN_SECONDS } from './kill-plan.ts'
import { describeRow, type KillSummary, summariseKills } from './kill-summary.ts'
import { brokenEnd, brokenRules, readRunState, type RunState } from './run-state.ts'
import { lastStep, missingFromMessage } from './told.ts'

/** A run is killed this often, then it may finish: each run also has to come to a good end. */
const KILLS_PER_RUN = 8

/** One attempt at a run, as it is noted. */
export interface KillRow {
  attempt: number
  section: Section
  resumed: boolean
  target: Target | null
  plannedAfterS: number | null
  hitAfterS: number | null
  /** The step that the lab was in when it was hit, or the last one. */
  step: string
  exitCode: number | null
  endedAfterS: number | null
  finishedTrials: number
  /** Rules that did not hold, as sentences. */
  broken: string[]
}

export interface CampaignOptions {
  kills: number
  seed: number
  /** Overrides how many seconds after the start of an attempt a kill comes at the latest. */
  withinS?: number | undefined
  /** An empty folder for the runs. */
  folder: string
  /** Rows are added to this file as they happen. */
  rowsFile: string
  note: (row: KillRow) => void
  signal: AbortSignal
}

/** Kills at random places until there were as many as asked for, each run being resumed until it is complete. */
async function runKillCampaign(o: CampaignOptions): Promise<KillRow[]> {
  const dataFolder = path.join(o.folder, 'data')
  mkdirSync(dataFolder, { recursive: true })
  mkdirSync(path.dirname(o.rowsFile), { recursive: true })
  writeAtomically(o.rowsFile, '')
  const kills = planKills(o.seed)
  const rows: KillRow[] = []
  let [hits, runs, hitsOfRun] = [0, 0, 0]
  for (;;) {
    const before = known(readRunState(dataFolder))
    const open = before !== null && before.status !== 'complete'
    if (hits >= o.kills && !open) return rows
    const section = SECTIONS[runs % SECTIONS.length] ?? 'C'
    const kill = hits < o.kills && hitsOfRun < KILLS_PER_RUN ? kills.next().value : null
    const afterS = kill ? kill.share * (o.withinS ?? WITHIN_SECONDS[section]) : 0
    const attempt = await attemptLab({
      args: open ? ['lab', '--resume'] : ['lab', '--only', section, '--profile', 'smoke', '--seed', String(o.seed + runs)],
      dataFolder, log: path.join(o.folder, `attempt-${rows.length + 1}.log`), kill: kill ? { target: kill.target, afterS } : null, signal: o.signal,
    })
    const after = readRunState(dataFolder)
    const row: KillRow = {
      attempt: rows.length + 1, section, resumed: open, target: kill?.target ?? null, plannedAfterS: kill ? rounded(afterS) : null,
      hitAfterS: rounded(attempt.hitAfterS), step: lastStep(attempt.stderr), exitCode: attempt.exitCode, endedAfterS: rounded(attempt.endedAfterS),
      finishedTrials: known(after)?.finished.size ?? 0, broken: [...judge(attempt, kill), ...brokenRules(before, after)],
    }
    if (attempt.exitCode === EXIT_CODES.ok) {
      const state = known(after)
      row.broken.push(...(state?.status === 'complete' ? brokenEnd(state.folder) : ['the lab says that it is done, but its run is not complete']))
      runs += 1
      hitsOfRun = 0
    }
    if (attempt.hitAfterS !== null) {
      hits += 1
      if (attempt.exitCode !== EXIT_CODES.ok) hitsOfRun += 1
    }
    rows.push(row)
    appendFileSync(o.rowsFile, `${JSON.stringify(row)}\n`)
    o.note(row)
    // What can't be finished undisturbed would be tried for ever.
    if (kill === null && attempt.exitCode !== EXIT_CODES.ok) return rows
  }
}

const rounded = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds * 10) / 10)
const known = (state: ReturnType<typeof readRunState>): RunState | null => (state === null || 'unreadable' in state ? null : state)

/** Rules about the process: that it ends, as the table of exit codes has it, with a message, and leaves nothing. */
function judge({ exitCode, stderr, hitAfterS, hung, leftovers }: Attempt, kill: Kill | null): string[] {
  const broken = leftovers.map((what) => `left behind: ${what}`)
  if (hung) return [...broken, 'the lab did not end']
  if (kill?.target === 'lab' && hitAfterS !== null) return exitCode === null ? broken : [...broken, `the killed lab ended with exit code ${exitCode}`]
  if (exitCode === EXIT_CODES.ok) return broken
  if (hitAfterS === null || kill === null) return [...broken, `without a kill the lab ended with exit code ${exitCode}: ${stderr.trim().slice(-400)}`]
  if (exitCode !== EXIT_CODES.lab) broken.push(`exit code ${exitCode} after the kill of ${kill.target}: ${stderr.trim().slice(-400)}`)
  return [...broken, ...missingFromMessage(stderr, kill.target)]
}

export interface TortureResult {
  summary: KillSummary
  /** The folder of the runs and of what the labs said, where a rule was broken; else it is gone. */
  keptIn: string | null
}

/**
 * The campaign in a folder of its own, which is kept only where a rule was broken; rows go to the folder of the reports.
 * @param note told of each attempt, a line each
 */
export async function tortureWithKills(
  { kills, seed, withinS, outFolder, note, signal }: Pick<CampaignOptions, 'kills' | 'seed' | 'withinS' | 'signal'> & { outFolder: string; note: (line: string) => void },
): Promise<TortureResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lab-torture-'))
  const rowsFile = path.join(outFolder, 'torture-kills.ndjson')
  let keptIn: string | null = null
  try {
    await ensureImages(folder, note, signal)
    const rows = await runKillCampaign({ kills, seed, withinS, folder, rowsFile, note: (row) => note(describeRow(row)), signal })
    const summary = summariseKills(rows, { seed, rowsFile })
    if (summary.broken.length > 0) keptIn = folder
    return { summary, keptIn }
  } catch (error) {
    if (!signal.aborted) keptIn = folder
    throw error
  } finally {
    if (keptIn === null) rmSync(folder, { recursive: true, force: true })
  }
}

/** Kills within the minutes of a build would never let it come to its end. */
async function ensureImages(folder: string, note: (line: string) => void, signal: AbortSignal): Promise<void> {
  using lock = acquireLabLock(folder)
  using guardian = startGuardian(lock)
  await readyImages(guardian, { step: note }, signal)
}
