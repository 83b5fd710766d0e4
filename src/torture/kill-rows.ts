import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { orStorageError } from '../data/storage-error.ts'
import { appendLine, writeAtomically } from '../data/store.ts'
import { UserError } from '../errors.ts'
import { SECTIONS } from '../experiments/catalogue.ts'
import { TARGETS } from './kill-plan.ts'

/** What was asked for: the first line of the file. */
const Campaign = z.strictObject({
  kills: z.int().positive(),
  seed: z.int().nonnegative(),
  /** Overrides how many seconds after the start of an attempt a kill comes at the latest. */
  withinS: z.number().positive().nullable(),
  /** The section that every run measures; null where all take their turns, as in campaigns of earlier versions. */
  only: z.enum(SECTIONS).nullable().default(null),
})
export type Campaign = z.infer<typeof Campaign>

/** One attempt at a run: a line each. */
const KillRow = z.strictObject({
  attempt: z.int().positive(),
  section: z.enum(SECTIONS),
  resumed: z.boolean(),
  target: z.enum(TARGETS).nullable(),
  plannedAfterS: z.number().nullable(),
  hitAfterS: z.number().nullable(),
  /** The step that the lab was in when it was hit, or the last one. */
  step: z.string(),
  exitCode: z.int().nullable(),
  endedAfterS: z.number().nullable(),
  finishedTrials: z.int().nonnegative(),
  /** Rules that did not hold, as sentences. */
  broken: z.array(z.string()),
})
export type KillRow = z.infer<typeof KillRow>

/** The rows of the last campaign, in the folder of the reports. */
export const killRowsFile = (outFolder: string): string => path.join(outFolder, 'torture-kills.ndjson')

/** Begins a campaign's file, in the place of the last one's. @throws UserError `data` where it can't be written */
export function beginKillRows(file: string, campaign: Campaign): void {
  orStorageError(file, () => mkdirSync(path.dirname(file), { recursive: true }))
  writeAtomically(file, `${JSON.stringify(campaign)}\n`)
}

/** @throws UserError `data` where it can't be written */
export const addKillRow = (file: string, row: KillRow): void => appendLine(file, row)

/**
 * The campaign in a file, and its attempts so far. A last line without its end, as a computer that was switched off leaves
 * it, is no attempt.
 * @throws UserError `usage` where there is none, `data` where it can't be understood
 */
export function readKillRows(file: string): { campaign: Campaign; rows: KillRow[] } {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new UserError(
      'usage',
      `There is no campaign to go on with in ${file}: begin one with “npm run torture -- --kills 100”.`,
      { cause },
    )
  }
  const read = <T>(schema: z.ZodType<T>, line: string, index: number): T => {
    try {
      return schema.parse(JSON.parse(line))
    } catch (cause) {
      throw new UserError(
        'data',
        `${file}, line ${index + 1}: this is not what a campaign of kills has written; begin a new one with --kills.`,
        { cause },
      )
    }
  }
  const [first = '', ...others] = text.split('\n').slice(0, -1)
  return { campaign: read(Campaign, first, 0), rows: others.map((line, index) => read(KillRow, line, index + 1)) }
}
