import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { summarise } from '../../statistics/summary.ts'
import { say } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { type Origin, overTrials, told } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { rangeBeside } from './brackets.ts'
import { originsOf } from './origins.ts'
import type { MigrationResult } from './result.ts'

const pingedIn = (migrations: readonly MigrationResult[]): MigrationResult[] =>
  migrations.filter(({ pings }) => pings.sent > 0)

/** For how long the longest row of probes around the stop went unanswered, of the migrations that have one. */
const unansweredIn = (migrations: readonly MigrationResult[]): Origin[] =>
  originsOf('pings.unansweredMs', RAW_FILES.fping, pingedIn(migrations), ({ pings }) => pings.unansweredMs)

/** What of the pings had no answer, by the sequence numbers, and when it was sent. */
function pingFinding(migrations: readonly MigrationResult[]): Finding {
  const pinged = pingedIn(migrations)
  if (pinged.length === 0) return notMeasuredFinding('D.pings', say('metric.pings'), say('reason.no-fping'))
  const counts = (
    name: keyof MigrationResult['pings'] | 'elsewhere',
    of: (pings: MigrationResult['pings']) => number,
  ) => originsOf(`pings.${name}`, RAW_FILES.fping, pinged, ({ pings }) => of(pings))
  const around = counts('aroundStop', ({ aroundStop }) => aroundStop)
  const [sent, missed, aroundStop, elsewhere, onTheWay] = [
    counts('sent', (pings) => pings.sent),
    counts('lost', (pings) => pings.lost),
    around,
    counts('elsewhere', (pings) => pings.lost - pings.aroundStop),
    counts('onTheWay', (pings) => pings.onTheWay),
  ].map((origins) => overTrials('sum', '', origins))
  const [each, mostInOne] = [overTrials('median', '', around), overTrials('most', '', around)]
  const n = formatCount(pinged.length, 'migration')
  const none = condition('pings without an answer', missed?.value ?? 0, '=', 0)
  const places = {
    lost: formatWhole(none.value),
    around: formatWhole(aroundStop?.value ?? 0),
    elsewhere: formatWhole(elsewhere?.value ?? 0),
  }
  const outcome = none.holds
    ? say('D.pings.none-lost', { n })
    : pinged.length === 1
      ? say('D.pings.lost.one', places)
      : say('D.pings.lost', {
          ...places,
          median: formatNumber(each?.value ?? 0),
          most: formatWhole(mostInOne?.value ?? 0),
        })
  // What each migration lost is among the samples of the last two.
  const lost = [missed, aroundStop, elsewhere, each, mostInOne]
  return {
    id: 'D.pings',
    sentence: say('D.pings', {
      pings: formatCount(sent?.value ?? 0, 'ping'),
      outcome,
      onTheWay: formatWhole(onTheWay?.value ?? 0),
    }),
    verdict: 'described',
    evidence: pinged.map(({ trial }) => trialPath(trial, RAW_FILES.fping)),
    conditions: [none],
    quantities: told(sent, onTheWay, ...(none.holds ? [] : lost)),
  }
}

/** In how many of the migrations that have both a wait is longer than the gap around the pause. */
function besideGap(
  migrations: readonly MigrationResult[],
  name: 'unansweredMs' | 'gapCopyingMs',
): { longer: number; of: number } {
  const both = migrations.flatMap(({ pings: { [name]: ms }, downtimeMs: { probe } }) =>
    ms === null || probe === null ? [] : [{ ms, probe }],
  )
  return { longer: both.filter(({ ms, probe }) => ms > probe).length, of: both.length }
}

/** For how long the client asked in vain, by when it asked: beside the longest gap, which goes by when answers came. */
function unansweredFinding(migrations: readonly MigrationResult[]): Finding {
  const id = 'D.unanswered'
  const pinged = pingedIn(migrations)
  const origins = unansweredIn(migrations)
  if (origins.length === 0)
    return notMeasuredFinding(
      id,
      say('metric.pings-unanswered'),
      say(pinged.length > 0 ? 'reason.none-unanswered' : 'reason.no-fping'),
    )
  const summary = summarise(
    origins.map((one) => one.value),
    'median',
  )
  const { longer, of } = besideGap(pinged, 'unansweredMs')
  const any = condition('migrations in which that is longer than the longest gap', longer, '>', 0)
  return describedFinding(
    id,
    say('D.unanswered', {
      time: formatQuantity(summary.value, 'ms'),
      range: rangeBeside(summary, origins.length, migrations.length),
      beside:
        of === 0
          ? ''
          : any.holds
            ? say('D.unanswered.longer', { longer: formatWhole(longer), n: formatCount(of, 'migration') })
            : say('D.unanswered.not-longer'),
    }),
    pinged.map(({ trial }) => trialPath(trial, RAW_FILES.fping)),
    {
      conditions: [any, condition('migrations with both', of, '>', 0)],
      quantities: told(overTrials('median', 'ms', origins)),
    },
  )
}

/** How a client fared before the stop: its longest gap, beside the one around the pause, and how long an answer took. */
function copyingFinding(migrations: readonly MigrationResult[]): Finding {
  const id = 'D.gap-copying'
  const gaps = originsOf('pings.gapCopyingMs', RAW_FILES.fping, migrations, ({ pings }) => pings.gapCopyingMs)
  const { longer, of } = besideGap(migrations, 'gapCopyingMs')
  const [before, meanwhile] = (['Baseline', 'Copying'] as const).map((when) =>
    overTrials(
      'median',
      'ms',
      originsOf(`pings.roundTrip${when}Ms`, RAW_FILES.fping, migrations, ({ pings }) => pings[`roundTrip${when}Ms`]),
    ),
  )
  const gap = overTrials('median', 'ms', gaps)
  if (of === 0 || !before || !meanwhile || !gap)
    return notMeasuredFinding(
      id,
      say('metric.pings-copying'),
      say(pingedIn(migrations).length > 0 ? 'reason.no-answer-copying' : 'reason.no-fping'),
    )
  const any = condition('migrations in which it is longer than the gap around the pause', longer, '>', 0)
  return describedFinding(
    id,
    say('D.gap-copying', {
      before: formatQuantity(before.value, 'ms'),
      meanwhile: formatQuantity(meanwhile.value, 'ms'),
      gap: formatQuantity(gap.value, 'ms'),
      beside: any.holds
        ? say('D.gap-copying.longer', { longer: formatWhole(longer), n: formatCount(of, 'migration') })
        : say('D.gap-copying.not-longer'),
    }),
    pingedIn(migrations).map(({ trial }) => trialPath(trial, RAW_FILES.fping)),
    {
      conditions: [any, condition('migrations with both gaps', of, '>', 0)],
      quantities: told(before, meanwhile, gap),
    },
  )
}

/** What a client’s probes tell besides the pause. */
export const probeFindings = (migrations: readonly MigrationResult[]): Finding[] => [
  pingFinding(migrations),
  unansweredFinding(migrations),
  copyingFinding(migrations),
]
