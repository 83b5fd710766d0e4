import { median } from 'simple-statistics'
import { TARGETS, type Target } from './kill-plan.ts'
import type { KillRow } from './kill-rows.ts'

/** What a campaign of kills came to. */
export interface KillSummary {
  seed: number
  attempts: number
  kills: number
  byTarget: Record<Target, number>
  /** Kills by the step that they came in, the most frequent first. */
  bySteps: { step: string; kills: number }[]
  runsCompleted: number
  /** From a kill to the lab's end, where the lab itself survived it, s; null where there was none. */
  endedAfterS: { median: number; max: number } | null
  broken: { attempt: number; rules: string[] }[]
  rowsFile: string
}

/** Sums up; numbers in the steps, as in “Migration 2 of 5”, don't tell them apart. */
export function summariseKills(
  rows: readonly KillRow[],
  { seed, rowsFile }: { seed: number; rowsFile: string },
): KillSummary {
  const hits = rows.filter(({ hitAfterS }) => hitAfterS !== null)
  const steps = new Map<string, number>()
  for (const { step } of hits) {
    const kind = step.replace(/\d+ of \d+/, 'n').replace(/:.*/, '')
    steps.set(kind, (steps.get(kind) ?? 0) + 1)
  }
  const ends = hits.flatMap(({ target, endedAfterS }) =>
    target === 'lab' || endedAfterS === null ? [] : [endedAfterS],
  )
  return {
    seed,
    attempts: rows.length,
    kills: hits.length,
    byTarget: Object.fromEntries(
      TARGETS.map((target) => [target, hits.filter((row) => row.target === target).length]),
    ) as Record<Target, number>,
    bySteps: [...steps].map(([step, kills]) => ({ step, kills })).toSorted((a, b) => b.kills - a.kills),
    runsCompleted: rows.filter(({ exitCode }) => exitCode === 0).length,
    endedAfterS: ends.length > 0 ? { median: median(ends), max: Math.max(...ends) } : null,
    broken: rows.filter(({ broken }) => broken.length > 0).map(({ attempt, broken }) => ({ attempt, rules: broken })),
    rowsFile,
  }
}

/** The summary as lines. */
export function describeKills({
  seed,
  attempts,
  kills,
  byTarget,
  bySteps,
  runsCompleted,
  endedAfterS,
  broken,
  rowsFile,
}: KillSummary): string {
  return [
    `${kills} kills in ${attempts} attempts (seed ${seed}); ${runsCompleted} runs completed`,
    `by target: ${Object.entries(byTarget)
      .map(([target, count]) => `${target} ${count}`)
      .join(', ')}`,
    'by step:',
    ...bySteps.map((one) => `  ${String(one.kills).padStart(4)}  ${one.step}`),
    ...(endedAfterS
      ? [
          `a lab whose host or VM was killed ended after ${endedAfterS.median.toFixed(1)} s (median; at most ${endedAfterS.max.toFixed(1)} s)`,
        ]
      : []),
    broken.length === 0 ? 'every rule held after every kill' : `rules were broken in ${broken.length} attempts:`,
    ...broken.flatMap(({ attempt, rules }) => rules.map((rule) => `  attempt ${attempt}: ${rule}`)),
    `each attempt: ${rowsFile}`,
  ]
    .map((line) => `${line}\n`)
    .join('')
}

/** An attempt as a line. */
export function describeRow(row: KillRow): string {
  const hit = row.hitAfterS === null ? 'no kill' : `${row.target} killed after ${row.hitAfterS} s`
  const end =
    row.exitCode === 0 ? 'complete' : `ended ${row.endedAfterS ?? '?'} s later with ${row.exitCode ?? 'the signal'}`
  const verdict = row.broken.length === 0 ? 'ok' : `BROKEN: ${row.broken.join('; ')}`
  return `${new Date().toISOString().slice(11, 19)} ${row.attempt}. ${row.section}${row.resumed ? ', resumed' : ''}: ${hit} in “${row.step}”, ${end}, ${row.finishedTrials} trials: ${verdict}`
}
