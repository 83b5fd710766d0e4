import { median } from 'simple-statistics'
import type { HostName } from '../data/host-name.ts'
import { formatElapsed } from '../text/durations.ts'
import type { Move } from './move.ts'
import type { SettingName } from './settings-plan.ts'
import { type Found, type PerStore, perStore, type Store } from './store.ts'

/** One migration of a campaign: a line of `torture-migrations.ndjson`. */
export interface Row {
  /** When the campaign began, which tells it from the others in the file. */
  campaign: string
  seed: number
  /** Counted from 1. */
  migration: number
  setting: SettingName
  source: HostName
  destination: HostName
  /** Why it counts as failed; null where it was completed and everything was intact. */
  failure: string | null
  move: Move | null
  /** Blocks written since the check before, and what this check found; null where the VM could not be asked. */
  written: PerStore<number> | null
  found: PerStore<Found> | null
  checkSeconds: number | null
  /** From the beginning of this migration to that of the next one. */
  seconds: number
}

/** The counts of a store over all checks. */
export interface StoreTotal {
  written: number
  /** Comparisons of a block with what it has to be, each of all its bytes. */
  verified: number
  intact: number
  lost: number
  altered: number
}

export interface Result {
  seed: number
  asked: number
  completed: number
  failed: number
  /** Completed ones. */
  settings: Partial<Record<SettingName, number>>
  disk: StoreTotal
  memory: StoreTotal
  downtimeMs: { median: number; max: number } | null
  secondsPerMigration: { median: number; max: number } | null
  durationSeconds: number
  failures: { migration: number; setting: SettingName; reason: string }[]
}

/** Everything intact, all that was asked for done. */
export const isIntact = ({ asked, completed, failed, disk, memory }: Result): boolean =>
  completed === asked && failed === 0 && disk.lost + disk.altered + memory.lost + memory.altered === 0

/** What a campaign's rows come to. */
export function summarise(
  rows: readonly Row[],
  { seed, asked, durationSeconds }: Pick<Result, 'seed' | 'asked' | 'durationSeconds'>,
): Result {
  const good = rows.filter(({ failure }) => failure === null)
  const settings: Result['settings'] = {}
  for (const { setting } of good) settings[setting] = (settings[setting] ?? 0) + 1
  const spread = (values: readonly number[]) =>
    values.length === 0 ? null : { median: median(values), max: Math.max(...values) }
  const total = ({ name }: Store): StoreTotal => {
    const sum = (of: keyof Omit<Found, 'damage'>) => rows.reduce((all, { found }) => all + (found?.[name][of] ?? 0), 0)
    return {
      written: rows.reduce((all, { written }) => all + (written?.[name] ?? 0), 0),
      verified: sum('blocks'),
      intact: sum('intact'),
      lost: sum('lost'),
      altered: sum('altered'),
    }
  }
  return {
    seed,
    asked,
    completed: good.length,
    failed: rows.length - good.length,
    settings,
    ...perStore(total),
    downtimeMs: spread(rows.flatMap(({ move }) => (move ? [move.downtimeMs] : []))),
    secondsPerMigration: spread(rows.map(({ seconds }) => seconds)),
    durationSeconds,
    failures: rows.flatMap(({ migration, setting, failure }) =>
      failure === null ? [] : [{ migration, setting, reason: failure }],
    ),
  }
}

/** The result as a table for people. */
export function describeResult(result: Result): string {
  const { asked, completed, failed, settings, downtimeMs, secondsPerMigration, durationSeconds, failures, seed } =
    result
  const row = (what: string, text: string) => `${what.padEnd(22)}${text}`
  const store = (name: Store['name'], unit: string) => {
    const { written, verified, intact, lost, altered } = result[name]
    return row(
      name,
      `${written} ${unit} written, ${verified} times verified: ${intact} intact, ${lost} lost, ${altered} altered`,
    )
  }
  return [
    row('migrations', `${completed} of ${asked} completed with everything intact, ${failed} failed`),
    ...Object.entries(settings).map(([name, count]) => row(`  ${name}`, String(count))),
    store('disk', 'records of 4 KiB'),
    store('memory', 'pages of 4 KiB'),
    ...(downtimeMs
      ? [row('downtime by QEMU', `median ${downtimeMs.median.toFixed(0)} ms, longest ${downtimeMs.max.toFixed(0)} ms`)]
      : []),
    ...(secondsPerMigration
      ? [
          row(
            'time of a migration',
            `median ${secondsPerMigration.median.toFixed(1)} s, longest ${secondsPerMigration.max.toFixed(1)} s, check included`,
          ),
        ]
      : []),
    row('duration', `${formatElapsed(durationSeconds * 1000)}, the boot of the hosts included`),
    row('seed', String(seed)),
    ...failures.map(({ migration, setting, reason }) =>
      row(`migration ${migration}`, `failed (${setting}): ${reason}`),
    ),
  ]
    .map((line) => `${line}\n`)
    .join('')
}
