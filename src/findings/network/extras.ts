import type { LoadedRun } from '../../data/loaded-run.ts'
import { TRIAL_FILE, trialPath } from '../../data/trial-path.ts'
import { namesOf } from '../../experiments/names.ts'
import { DATAGRAM_PROGRAMS, WITHOUT_OFFLOADS } from '../../experiments/network-programs.ts'
import { listed, say } from '../../text/phrase.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'

/** What was tried beside the streams, as far as this run has it: some profiles leave it out. */
export function extrasFinding({ trials }: LoadedRun): Finding {
  const id = 'C.extras'
  if (trials.length === 0) return notMeasuredFinding(id, say('C.extras.title'), say('reason.no-sample-in-run'))
  const having = (programs: readonly string[]) =>
    trials.filter(({ trial }) => trial.samples.some(({ probe }) => programs.includes(probe)))
  const [datagrams, offloads] = [having(DATAGRAM_PROGRAMS), having(namesOf(WITHOUT_OFFLOADS))]
  const parts = [
    ...(datagrams.length > 0 ? [say('C.extras.datagrams')] : []),
    ...(offloads.length > 0 ? [say('C.extras.offloads')] : []),
  ]
  return describedFinding(
    id,
    parts.length === 0 ? say('C.extras.none') : say('C.extras', { what: listed(parts, 'list.clauses') }),
    [...datagrams, ...offloads].map(({ trial }) => trialPath(trial.id, TRIAL_FILE)),
    {
      conditions: [
        condition('trials with datagrams', datagrams.length, '>', 0),
        condition('trials without offloads', offloads.length, '>', 0),
      ],
    },
  )
}
