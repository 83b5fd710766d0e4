import { RAW_FILES } from '../../data/raw-files.ts'
import { TRIAL_FILE, trialPath } from '../../data/trial-path.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { type Origin, originOf, overTrials, type Quantity, told, valueQuantity } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { logOf } from './origins.ts'
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

/** As the ledger names them, and where each is read. */
export const PAUSE_METRICS = {
  qemu: 'downtimeQemuMs',
  events: 'downtimeEventsMs',
  probe: 'downtimeProbeMs',
} as const satisfies Record<PauseClock, string>
export const PAUSE_FILES = {
  qemu: RAW_FILES.qmpSource,
  events: RAW_FILES.qmpDestination,
  probe: RAW_FILES.fping,
} as const satisfies Record<PauseClock, string>

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
  PAUSE_CLOCKS.map((clock) => trialPath(trial, PAUSE_FILES[clock]))

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
  const none = condition(`migrations in which they are apart by more than ${AGREED}`, apart.length, '=', 0)
  const factors = seen.map(({ migration, factor }) =>
    originOf('migration.pauseFactor', factor, migration.trial, logOf(migration)),
  )
  const pause = ({ clock, ms: length }: Pause): Quantity =>
    valueQuantity(`migration.${PAUSE_METRICS[clock]}`, length, 'ms', {
      trial: worst.migration.trial,
      source: trialPath(worst.migration.trial, PAUSE_FILES[clock]),
    })
  const values = {
    n: formatCount(seen.length, 'migration'),
    agreed: formatNumber(AGREED),
    factor: formatNumber(worst.factor),
  }
  const part = ({ clock, ms: length }: Pause): Text =>
    say('D.clocks.part', { clock: say(`clock.${clock}`), ms: ms(length) })
  const sentence = none.holds
    ? say('D.clocks.agree', values)
    : say('D.clocks.disagree', {
        ...values,
        apart: formatWhole(apart.length),
        number: formatWhole(worst.migration.repetition),
        shortest: part(worst.shortest),
        longest: part(worst.longest),
      })
  return describedFinding(
    id,
    sentence,
    seen.flatMap(({ migration }) => logsOf(migration)),
    {
      conditions: [none, condition('factor between two clocks of a pause', worst.factor, '<=', AGREED)],
      quantities: told(
        overTrials('most', '', factors),
        ...(none.holds ? [] : [pause(worst.shortest), pause(worst.longest)]),
      ),
    },
  )
}

/** Whether pauses kept to the limit that was set for them. */
function limitFinding(migrations: readonly MigrationResult[], whyMissing: Text): Finding {
  const id = 'D.downtime-limit'
  const seen = migrations.flatMap((migration) => {
    const pauses = pausesOf(migration)
    return pauses.length > 0 ? [{ migration, pauses, limitMs: migration.downtimeLimitMs }] : []
  })
  if (seen.length === 0) return notMeasuredFinding(id, say('D.limit.title'), whyMissing)
  const limits = [...new Set(seen.map(({ limitMs }) => limitMs))].toSorted((a, b) => a - b)
  const values = { limit: listed(limits.map(ms), 'and'), n: formatCount(seen.length, 'migration') }
  const judged = PAUSE_CLOCKS.map((clock) => {
    const over = seen.filter(({ pauses, limitMs }) => pauses.some((one) => one.clock === clock && one.ms > limitMs))
    return { clock, count: over.length }
  })
  const beyond = judged.flatMap(({ clock, count }): Text[] =>
    count === 0 ? [] : [say('D.limit.part', { clock: say(`clock.${clock}`), count: formatWhole(count) })],
  )
  const sentence =
    beyond.length === 0 ? say('D.limit.kept', values) : say('D.limit.exceeded', { ...values, parts: listed(beyond) })
  return describedFinding(
    id,
    sentence,
    seen.flatMap(({ migration }) => logsOf(migration)),
    {
      conditions: [
        condition('migrations whose pause is known', seen.length, '>', 0),
        ...judged.map(({ clock, count }) =>
          condition(`migrations whose pause was longer than the limit by ${clock}`, count, '=', 0),
        ),
      ],
      quantities: limitsIn(seen).map((one) => valueQuantity(one.metric, one.value, 'ms', one)),
    },
  )
}

const limitsIn = (seen: readonly { migration: MigrationResult; limitMs: number }[]): Origin[] =>
  seen.map(({ migration: { trial }, limitMs }) =>
    originOf('migration.downtimeLimitMs', limitMs, trial, trialPath(trial, TRIAL_FILE)),
  )

/**
 * What the three clocks say of one another and of the limit.
 * @param whyMissing why there is no pause to hold against the limit, a clause
 */
export const pauseFindings = (migrations: readonly MigrationResult[], whyMissing: Text): Finding[] => [
  clocksFinding(migrations),
  limitFinding(migrations, whyMissing),
]
