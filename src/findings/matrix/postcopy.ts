import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatFactor, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { logOf } from '../migration/origins.ts'
import {
  clocksAgree,
  PAUSE_CLOCKS,
  PAUSE_FILES,
  PAUSE_METRICS,
  type PauseClock,
  pausesOf,
  spreadOfPause,
} from '../migration/pause-findings.ts'
import type { MigrationSummary } from '../migration/result.ts'
import { type Quantity, told } from '../model/quantity.ts'
import { type Condition, condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { didAct } from './acted.ts'
import { isPostcopy, type MatrixCell } from './cell.ts'
import { migrationName } from './cell-name.ts'
import { cellQuantity, LOG } from './cell-quantity.ts'
import { directionClause, sameWays } from './directions.ts'

type Completed = MatrixCell & { result: MigrationSummary }
const hasResult = (cell: MatrixCell): cell is Completed => cell.result !== null

/** Where the pauses of a group stand among those of the same work by the same clock: said where all are on one side. */
type Place = 'shortest' | 'longest' | null

const pausesBy = (cells: readonly Completed[], clock: PauseClock): number[] =>
  cells.flatMap(({ result }) => result.downtimeMs[clock] ?? [])

function placeOf(group: readonly Completed[], rivals: readonly Completed[], clock: PauseClock): Place {
  const [own, others] = [pausesBy(group, clock), pausesBy(rivals, clock)]
  if (own.length === 0 || others.length === 0) return null
  if (Math.max(...own) < Math.min(...others)) return 'shortest'
  return Math.min(...own) > Math.max(...others) ? 'longest' : null
}

/** The same as conditions: how many of the others are shorter, of how many. */
const placeConditions = (group: readonly Completed[], rivals: readonly Completed[]): Condition[] =>
  PAUSE_CLOCKS.flatMap((clock) => {
    const [own, others] = [pausesBy(group, clock), pausesBy(rivals, clock)]
    if (own.length === 0 || others.length === 0) return []
    const longest = Math.max(...own)
    const names = group.map(({ trial }) => trial).join(', ')
    return [
      condition(`${names}: pauses of other settings with the same work by ${clock}`, others.length, '>', 0),
      condition(
        `${names}: pauses of other settings by ${clock} that are shorter than its longest`,
        others.filter((ms) => ms < longest).length,
        '=',
        0,
      ),
    ]
  })

/** What a migration that was to be one of post-copy became: where nothing was left to follow, its pause is one of pre-copy. */
function startOf(cell: Completed): 'D.postcopy' | 'D.postcopy.nothing-left' | 'D.postcopy.not-switched' {
  if (didAct(cell)) return 'D.postcopy'
  return cell.switched ? 'D.postcopy.nothing-left' : 'D.postcopy.not-switched'
}

/** `67.0 ms and 75.0 ms`, in the order of the migrations. */
const each = (values: readonly number[], format: (value: number) => Text): Text =>
  listed(
    values.map((value) => format(value)),
    'and',
  )

/** Migrations of one setting and workload that came to the same: pauses by all clocks and whether they agree. */
function groupText(
  group: readonly [Completed, ...Completed[]],
  rivals: readonly Completed[],
  all: readonly MatrixCell[],
): Text {
  const acted = didAct(group[0])
  const ways = sameWays([group, acted ? rivals : []], group[0].trial)
  const parts = PAUSE_CLOCKS.flatMap((clock): Text[] => {
    const own = pausesBy(group, clock)
    if (own.length === 0) return []
    const place = acted ? placeOf(group, rivals, clock) : null
    const count = formatWhole(pausesBy(rivals, clock).length)
    const rank = place === null ? '' : say('bracketed', { note: say(`D.postcopy.${place}`, { count }) })
    return [
      say('D.postcopy.part', { ms: each(own, (ms) => formatQuantity(ms, 'ms')), clock: say(`clock.${clock}`), rank }),
    ]
  })
  const spreads = group.flatMap(({ result }) => spreadOfPause(pausesOf(result)) ?? [])
  const apart = spreads.length > 0 && spreads.every((spread) => !clocksAgree(spread))
  return joined(
    [
      say(startOf(group[0]), {
        cell: listed(
          group.map((cell) => migrationName(cell, all)),
          'and',
        ),
        parts: listed(parts, 'list.clauses'),
      }),
      ...(apart
        ? [
            say('D.postcopy.disagree', {
              factor: each(
                spreads.map(({ factor }) => factor),
                formatFactor,
              ),
            }),
          ]
        : []),
      ...directionClause(ways),
    ],
    ' ',
  )
}

/** The pauses in post-copy by all clocks, among the settings with the same work. Described, as there are few of each. */
export function postcopyFinding(cells: readonly MatrixCell[], why: Text): Finding {
  const id = 'D.matrix.postcopy'
  const completed = cells.filter(hasResult)
  const postcopy = completed.filter((cell) => isPostcopy(cell) && pausesOf(cell.result).length > 0)
  if (postcopy.length === 0) return notMeasuredFinding(id, say('D.postcopy.title'), why)
  const toldOf = (cell: Completed): Quantity[] => {
    const { trial, result } = cell
    const pauses = pausesOf(result)
    const spread = spreadOfPause(pauses)
    return told(
      ...pauses.map(({ clock, ms }) => cellQuantity(trial, PAUSE_METRICS[clock], ms, 'ms', PAUSE_FILES[clock])),
      spread && !clocksAgree(spread) ? cellQuantity(trial, 'pauseFactor', spread.factor, '', LOG) : null,
    )
  }
  const groups = [
    ...Map.groupBy(postcopy, (cell) => `${cell.setting} ${cell.workload} ${startOf(cell)}`).values(),
  ].flatMap(([first, ...rest]): [Completed, ...Completed[]][] => (first === undefined ? [] : [[first, ...rest]]))
  const rivalsOf = ([first]: readonly [Completed, ...Completed[]]) =>
    completed.filter((one) => one.setting !== first.setting && one.workload === first.workload && didAct(one))
  return describedFinding(
    id,
    joined(
      groups.map((group) => groupText(group, rivalsOf(group), cells)),
      ' ',
    ),
    postcopy.map(logOf),
    {
      conditions: [
        ...postcopy.flatMap((cell) => [
          condition(`${cell.trial}: times that it was switched to post-copy`, cell.switched ? 1 : 0, '=', 1),
          condition(`${cell.trial}: whether memory followed the VM, 1 or 0`, didAct(cell) ? 1 : 0, '=', 1),
        ]),
        ...groups
          .filter(([first]) => didAct(first))
          .flatMap((group) => [
            ...placeConditions(group, rivalsOf(group)),
            sameWays([group, rivalsOf(group)], group[0].trial),
          ]),
      ],
      quantities: postcopy.flatMap(toldOf),
    },
  )
}
