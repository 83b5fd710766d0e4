import { listed, say, type Text } from '../../text/phrase.ts'
import { formatNumber, formatQuantity } from '../../text/quantities.ts'
import { armOf, type Metric } from '../model/metric.ts'
import { leastAndMost, summaryQuantity, told } from '../model/quantity.ts'
import {
  condition,
  describedFinding,
  type Finding,
  filesOf,
  notMeasuredFinding,
  statisticOf,
} from '../model/sentence.ts'
import { rangeInWords } from '../model/spread.ts'
import { type ExitKind, type ExitProfile, kindShare } from './profiles.ts'

/** Kinds of a program that are named: the first alone may be what counting causes. */
const NAMED = 2

interface Counted {
  profile: ExitProfile
  kinds: readonly ExitKind[]
}

/** `interrupt (51.1 % to 66.0 %) and msr (31.6 % to 34.3 %) in …`, of programs that have most of the same kinds. */
function kindsClause(alike: readonly Counted[]): Text {
  const [first] = alike
  const kinds = (first?.kinds ?? []).map(({ reason }, at) =>
    say('B.exit-kinds.kind', {
      reason,
      share: rangeInWords(
        alike.map((one) => one.kinds[at]?.percent ?? 0),
        (percent) => formatQuantity(percent, '%'),
      ),
    }),
  )
  return say('B.exit-kinds.programs', {
    kinds: listed(kinds, 'and'),
    programs: listed(alike.map(({ profile: { title } }) => title)),
  })
}

/** Which kinds of exit each program has most of: what the processor leaves the VM for is not the same for all. */
function kindsFinding(profiles: readonly ExitProfile[]): Finding {
  const id = 'B.exit-kinds'
  const largest = profiles.flatMap((profile): Counted[] => {
    const kinds = profile.kinds.slice(0, NAMED)
    return profile.probe === null || kinds.length === 0 ? [] : [{ profile, kinds }]
  })
  if (largest.length === 0) return notMeasuredFinding(id, say('B.exit-kinds.title'), say('reason.no-window'))
  const groups = [...Map.groupBy(largest, ({ kinds }) => kinds.map(({ reason }) => reason).join(' ')).values()]
  return describedFinding(
    id,
    say('B.exit-kinds', { clauses: listed(groups.map(kindsClause), 'list.clauses') }),
    largest.flatMap(({ profile }) => profile.sources),
    {
      conditions: [condition('programs whose exits were counted', largest.length, '>', 0)],
      quantities: groups.flatMap((alike) =>
        (alike[0]?.kinds ?? []).flatMap((_, at) =>
          leastAndMost(told(...alike.map(({ profile, kinds: { [at]: kind } }) => kind && kindShare(kind, profile)))),
        ),
      ),
    },
  )
}

/** How often the creation of a process leaves the VM. */
function processFinding(metrics: readonly Metric[]): Finding {
  const id = 'B.process-creation.leaves'
  const name = 'process-creation.exitsPerOperation'
  const arm = armOf(metrics, name, 'kvm')
  if (!arm?.summary)
    return notMeasuredFinding(id, say('B.leaves.title'), arm?.notMeasured ?? say('reason.no-sample-in-run'))
  return describedFinding(
    id,
    say('B.leaves', { exits: formatNumber(arm.summary.value), statistic: statisticOf(arm, arm.summary) }),
    filesOf(arm),
    {
      conditions: [condition('exits of a process', arm.summary.value, '>', 0)],
      quantities: told(summaryQuantity({ id: name, unit: say('unit.exits-per-operation') }, arm)),
    },
  )
}

/** For what the processor leaves the VM, by the exits that were counted. */
export const exitKindFindings = (metrics: readonly Metric[], profiles: readonly ExitProfile[]): Finding[] => [
  kindsFinding(profiles),
  processFinding(metrics),
]
