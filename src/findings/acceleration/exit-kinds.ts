import { listed, say } from '../../text/phrase.ts'
import { formatNumber, formatQuantity } from '../../text/quantities.ts'
import { armOf, type Metric } from '../model/metric.ts'
import { summaryQuantity, told } from '../model/quantity.ts'
import {
  condition,
  describedFinding,
  type Finding,
  filesOf,
  notMeasuredFinding,
  statisticOf,
} from '../model/sentence.ts'
import { type ExitProfile, kindShare } from './profiles.ts'

/** Kinds of a program that are named: the first alone may be what counting causes. */
const NAMED = 2

/** Which kinds of exit each program has most of: what the processor leaves the VM for is not the same for all. */
function kindsFinding(profiles: readonly ExitProfile[]): Finding {
  const id = 'B.exit-kinds'
  const largest = profiles.flatMap((profile) => {
    const kinds = profile.kinds.slice(0, NAMED)
    return profile.probe === null || kinds.length === 0 ? [] : [{ profile, kinds }]
  })
  if (largest.length === 0) return notMeasuredFinding(id, say('B.exit-kinds.title'), say('reason.no-window'))
  return describedFinding(
    id,
    say('B.exit-kinds', {
      programs: listed(
        largest.map(({ profile: { title }, kinds }) =>
          say('B.exit-kinds.program', {
            title,
            kinds: listed(
              kinds.map(({ reason, percent }) =>
                say('B.exit-kinds.kind', { reason, share: formatQuantity(percent, '%') }),
              ),
              'and',
            ),
          }),
        ),
        'list.clauses',
      ),
    }),
    largest.flatMap(({ profile }) => profile.sources),
    {
      conditions: [condition('programs whose exits were counted', largest.length, '>', 0)],
      quantities: told(...largest.flatMap(({ profile, kinds }) => kinds.map((kind) => kindShare(kind, profile)))),
    },
  )
}

/** How often the creation of a process leaves the VM, and for what mostly. */
function processFinding(metrics: readonly Metric[], profiles: readonly ExitProfile[]): Finding {
  const id = 'B.process-creation.leaves'
  const name = 'process-creation.exitsPerOperation'
  const arm = armOf(metrics, name, 'kvm')
  const profile = profiles.find(({ probe }) => probe === 'process-creation')
  const [kind] = profile?.kinds ?? []
  if (!arm?.summary || profile === undefined || kind === undefined)
    return notMeasuredFinding(id, say('B.leaves.title'), arm?.notMeasured ?? say('reason.no-window'))
  return describedFinding(
    id,
    say('B.leaves', {
      exits: formatNumber(arm.summary.value),
      statistic: statisticOf(arm, arm.summary),
      share: formatQuantity(kind.percent, '%'),
      reason: kind.reason,
    }),
    [...filesOf(arm), ...profile.sources],
    {
      conditions: [condition('share of the kind, percent', kind.percent, '>', 0)],
      quantities: told(
        summaryQuantity({ id: name, unit: say('unit.exits-per-operation') }, arm),
        kindShare(kind, profile),
      ),
    },
  )
}

/** For what the processor leaves the VM, by the exits that were counted. */
export const exitKindFindings = (metrics: readonly Metric[], profiles: readonly ExitProfile[]): Finding[] => [
  kindsFinding(profiles),
  processFinding(metrics, profiles),
]
