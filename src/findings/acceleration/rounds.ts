import type { LoadedRun } from '../../data/loaded-run.ts'
import { TRIAL_FILE, trialPath } from '../../data/trial-path.ts'
import { joined, say } from '../../text/phrase.ts'
import { formatWhole } from '../../text/quantities.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'

/** How often each program ran in a boot, and what of that was warm-up: a short profile has one round and none of those. */
export function roundsFinding({ trials }: LoadedRun): Finding {
  const id = 'B.rounds'
  if (trials.length === 0) return notMeasuredFinding(id, say('B.rounds.title'), say('reason.no-sample-in-run'))
  const most = (pick: (warmup: boolean) => boolean): number =>
    Math.max(
      0,
      ...trials.flatMap(({ trial }) =>
        [
          ...Map.groupBy(
            trial.samples.filter(({ warmup }) => pick(warmup)),
            ({ probe }) => probe,
          ).values(),
        ].map(({ length }) => length),
      ),
    )
  const rounds = condition(
    'most samples of a program in a boot',
    most(() => true),
    '>',
    1,
  )
  const warmups = condition(
    'most warm-ups of a program in a boot',
    most((warmup) => warmup),
    '>',
    0,
  )
  const parts = [
    rounds.holds ? say('B.rounds.many', { rounds: formatWhole(rounds.value) }) : say('B.rounds'),
    ...(warmups.holds ? [say('B.rounds.warm-up', { warmups: formatWhole(warmups.value) })] : []),
  ]
  return describedFinding(
    id,
    joined(parts, ' '),
    trials.map(({ trial }) => trialPath(trial.id, TRIAL_FILE)),
    { conditions: [rounds, warmups] },
  )
}
