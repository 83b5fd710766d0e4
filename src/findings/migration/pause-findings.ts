import { trialPath } from '../../data/trial-path.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { type Finding, notMeasuredFinding } from '../model/sentence.ts'
import type { MigrationResult } from './result.ts'

/** Those who hold a watch, in the order in which a pause passes them. */
export const PAUSE_CLOCKS = ['qemu', 'events', 'probe'] as const
export type PauseClock = (typeof PAUSE_CLOCKS)[number]

export interface Pause {
  clock: PauseClock
  ms: number
}

/** One pause by each clock that has it. */
export const pausesOf = ({ downtimeMs }: Pick<MigrationResult, 'downtimeMs'>): Pause[] =>
  PAUSE_CLOCKS.flatMap((clock) => {
    const ms = downtimeMs[clock]
    return ms === null ? [] : [{ clock, ms }]
  })

/** Clocks that are apart by more than this factor do not tell the same. */
const AGREED = 1.25

const ms = (value: number): string => formatQuantity(value, 'ms')

/** How far the clocks of one pause are apart; null where there is only one of them, or none has a length. */
export function spreadOfPause(pauses: readonly Pause[]): { shortest: Pause; longest: Pause; factor: number } | null {
  const [shortest, ...rest] = pauses.filter((one) => one.ms > 0).toSorted((a, b) => a.ms - b.ms)
  const longest = rest.at(-1)
  return shortest && longest ? { shortest, longest, factor: longest.ms / shortest.ms } : null
}

export const clocksAgree = ({ factor }: { factor: number }): boolean => factor <= AGREED

const logsOf = ({ trial }: MigrationResult): string[] =>
  ['qmp-source.ndjson', 'qmp-destination.ndjson', 'fping.txt'].map((file) => trialPath(trial, file))

/** Whether it matters which of the clocks is asked. */
function clocksFinding(migrations: readonly MigrationResult[]): Finding {
  const id = 'D.downtime-clocks'
  const seen = migrations.flatMap((migration) => {
    const spread = spreadOfPause(pausesOf(migration))
    return spread ? [{ migration, ...spread }] : []
  })
  const worst = seen.toSorted((a, b) => b.factor - a.factor)[0]
  if (!worst) return notMeasuredFinding(id, say('D.clocks.title'), say('reason.no-two-clocks'))
  const apart = seen.filter((one) => !clocksAgree(one))
  const values = {
    n: formatCount(seen.length, 'migration'),
    agreed: formatNumber(AGREED),
    factor: formatNumber(worst.factor),
  }
  const part = ({ clock, ms: length }: Pause): Text =>
    say('D.clocks.part', { clock: say(`clock.${clock}`), ms: ms(length) })
  const sentence =
    apart.length === 0
      ? say('D.clocks.agree', values)
      : say('D.clocks.disagree', {
          ...values,
          apart: formatWhole(apart.length),
          number: formatWhole(worst.migration.repetition),
          shortest: part(worst.shortest),
          longest: part(worst.longest),
        })
  return { id, sentence, verdict: 'described', evidence: seen.flatMap(({ migration }) => logsOf(migration)) }
}

/** Whether pauses kept to the limit that was set for them. */
function limitFinding(migrations: readonly MigrationResult[]): Finding {
  const id = 'D.downtime-limit'
  const seen = migrations.flatMap((migration) => {
    const pauses = pausesOf(migration)
    return pauses.length > 0 ? [{ migration, pauses, limitMs: migration.downtimeLimitMs }] : []
  })
  if (seen.length === 0) return notMeasuredFinding(id, say('D.limit.title'), say('reason.no-own-downtime'))
  const limits = [...new Set(seen.map(({ limitMs }) => limitMs))].toSorted((a, b) => a - b)
  const values = { limit: listed(limits.map(ms), 'and'), n: formatCount(seen.length, 'migration') }
  const beyond = PAUSE_CLOCKS.flatMap((clock): Text[] => {
    const over = seen.flatMap(({ pauses, limitMs }) => pauses.filter((one) => one.clock === clock && one.ms > limitMs))
    if (over.length === 0) return []
    return [
      say('D.limit.part', {
        clock: say(`clock.${clock}`),
        count: formatWhole(over.length),
        most: ms(Math.max(...over.map((one) => one.ms))),
      }),
    ]
  })
  const sentence =
    beyond.length === 0
      ? say('D.limit.kept', values)
      : say('D.limit.exceeded', { ...values, parts: listed(beyond, 'list.clauses') })
  return { id, sentence, verdict: 'described', evidence: seen.flatMap(({ migration }) => logsOf(migration)) }
}

/** What the three clocks say of one another and of the limit. */
export const pauseFindings = (migrations: readonly MigrationResult[]): Finding[] => [
  clocksFinding(migrations),
  limitFinding(migrations),
]
