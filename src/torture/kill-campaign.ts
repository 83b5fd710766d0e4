import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { EXITS, UserError } from '../errors.ts'
import { openLab } from '../lab/machines/open-lab.ts'
import { lastStep, type Progress } from '../progress.ts'
import { attemptLab, type LabAttempt } from './attempt.ts'
import { type Kill, planKills, reachesFailovers, sectionOf, TARGET, WITHIN_SECONDS } from './kill-plan.ts'
import { addKillRow, type Campaign, type KillRow } from './kill-rows.ts'
import { describeRow, type KillSummary, summariseKills } from './kill-summary.ts'
import { brokenEnd, brokenRules, type RunState, readRunState } from './run-state.ts'
import { untold } from './told.ts'

/** A run is killed this often, then it may finish: each run also has to come to a good end. */
const KILLS_PER_RUN = 8

export interface CampaignOptions {
  campaign: Campaign
  /** Attempts that were made before the campaign was interrupted; the run that was open then is lost, and begun anew. */
  done: readonly KillRow[]
  /** An empty folder for the runs. */
  folder: string
  note: (row: KillRow) => void
  signal: AbortSignal
}

/** Kills at random places until there were as many as asked for, each run being resumed until it is complete. */
async function runKillCampaign({ campaign, done, folder, note, signal }: CampaignOptions): Promise<KillRow[]> {
  const dataFolder = path.join(folder, 'data')
  mkdirSync(dataFolder, { recursive: true })
  const rows = [...done]
  const kills = planKills(campaign.seed)
  for (const row of done) if (row.target !== null) kills.next()
  let hitsOfRun = 0
  for (;;) {
    const [hits, runs] = [rows.filter(({ hitAfterS }) => hitAfterS !== null).length, rows.filter(isComplete).length]
    const before = known(readRunState(dataFolder))
    const open = before !== null && before.status !== 'complete'
    // After an interruption the last run is lost before its end, which is then tried with another one.
    if (hits >= campaign.kills && !open && rows.slice(-1).some(isComplete)) return rows
    const section = sectionOf(runs, campaign.only)
    const kill = hits < campaign.kills && hitsOfRun < KILLS_PER_RUN ? kills.next().value : null
    const afterS = kill ? kill.share * (campaign.withinS ?? WITHIN_SECONDS[section]) : 0
    const attempt = await attemptLab({
      args: open
        ? ['lab', '--resume']
        : ['lab', '--only', section, '--profile', 'smoke', '--seed', String(campaign.seed + runs)],
      dataFolder,
      log: path.join(folder, `attempt-${rows.length + 1}.log`),
      kill: kill ? { target: kill.target, afterS } : null,
      signal,
    })
    const after = readRunState(dataFolder)
    const row: KillRow = {
      attempt: rows.length + 1,
      section,
      resumed: open,
      target: kill?.target ?? null,
      plannedAfterS: kill ? rounded(afterS) : null,
      hitAfterS: rounded(attempt.hitAfterS),
      step: lastStep(attempt.stderr),
      exitCode: attempt.exitCode,
      endedAfterS: rounded(attempt.endedAfterS),
      finishedTrials: known(after)?.finished.size ?? 0,
      broken: [...judge(attempt, kill, known(after)), ...brokenRules(before, after)],
    }
    if (isComplete(row)) {
      const state = known(after)
      row.broken.push(
        ...(state?.status === 'complete'
          ? brokenEnd(state.folder)
          : ['the lab says that it is done, but its run is not complete']),
      )
      hitsOfRun = 0
    } else if (row.hitAfterS !== null) hitsOfRun += 1
    rows.push(row)
    note(row)
    // What can't be finished undisturbed would be tried for ever.
    if (kill === null && !isComplete(row)) return rows
  }
}

const isComplete = ({ exitCode }: KillRow): boolean => exitCode === EXITS.ok.code
const rounded = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds * 10) / 10)
const known = (state: ReturnType<typeof readRunState>): RunState | null =>
  state === null || 'unreadable' in state ? null : state

/** Rules about the process: that it ends, as the table of exit codes has it, with a message, and leaves nothing. */
function judge(
  { exitCode, stderr, hitAfterS, hung, leftovers }: LabAttempt,
  kill: Kill | null,
  state: RunState | null,
): string[] {
  const broken = leftovers.map((what) => `left behind: ${what}`)
  if (hung) return [...broken, 'the lab did not end']
  if (kill?.target === 'lab' && hitAfterS !== null)
    return exitCode === null ? broken : [...broken, `the killed lab ended with exit code ${exitCode}`]
  if (exitCode === EXITS.ok.code) return broken
  if (hitAfterS === null || kill === null)
    return [...broken, `without a kill the lab ended with exit code ${exitCode}: ${stderr.trim().slice(-400)}`]
  if (exitCode !== EXITS.lab.code)
    broken.push(`exit code ${exitCode} after the kill of ${kill.target}: ${stderr.trim().slice(-400)}`)
  if (state === null) return [...broken, 'the lab gave up without a run that can be read']
  return [...broken, ...untold(state, stderr, TARGET[kill.target].host)]
}

export interface TortureResult {
  summary: KillSummary
  /** The folder of the runs and of what the labs said, where a rule was broken since the campaign began or was resumed; else it is gone. */
  keptIn: string | null
}

/**
 * The campaign in a folder of its own, which is kept only where a rule was broken; rows are added to a file as they happen.
 * @param note told of each attempt, a line each
 * @throws UserError `interrupted` when the signal aborts; with the file's rows as `done` the campaign goes on
 */
export async function tortureWithKills({
  campaign,
  done,
  rowsFile,
  note,
  signal,
}: Pick<CampaignOptions, 'campaign' | 'done' | 'signal'> & {
  rowsFile: string
  note: (line: string) => void
}): Promise<TortureResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lab-torture-'))
  let keptIn: string | null = null
  try {
    await ensureImages(folder, campaign, note, signal)
    const rows = await runKillCampaign({
      campaign,
      done,
      folder,
      signal,
      note: (row) => {
        addKillRow(rowsFile, row)
        note(describeRow(row))
        if (row.broken.length > 0) keptIn = folder
      },
    })
    return { summary: summariseKills(rows, { seed: campaign.seed, rowsFile }), keptIn }
  } catch (error) {
    if (signal.aborted) {
      throw new UserError(
        'interrupted',
        'The campaign was stopped; “npm run torture -- --resume” goes on with it.' +
          (keptIn === null ? '' : ` A rule was broken: runs and logs are kept in ${keptIn}.`),
      )
    }
    keptIn = folder
    throw error
  } finally {
    if (keptIn === null) rmSync(folder, { recursive: true, force: true })
  }
}

/** Kills within the minutes of a build would never let it come to its end. */
async function ensureImages(
  folder: string,
  { only }: Campaign,
  note: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const progress: Progress = { step: note, note: () => undefined, done: () => undefined, stop: () => undefined }
  await using lab = openLab({ dataFolder: folder, progress, signal })
  await lab.images({ failovers: reachesFailovers(only) })
}
