import { RAW_FILES } from '../../data/raw-files.ts'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { logOf } from '../migration/origins.ts'
import {
  clocksAgree,
  PAUSE_FILES,
  PAUSE_METRICS,
  type Pause,
  pausesOf,
  spreadOfPause,
} from '../migration/pause-findings.ts'
import type { MigrationResult } from '../migration/result.ts'
import { type Quantity, told } from '../model/quantity.ts'
import { type Condition, condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { didAct } from './acted.ts'
import { isPostcopy, type MatrixCell } from './cell.ts'
import { migrationName } from './cell-name.ts'
import { cellQuantity, LOG } from './cell-quantity.ts'

type Completed = MatrixCell & { result: MigrationResult }
const hasResult = (cell: MatrixCell): cell is Completed => cell.result !== null

/** Where a pause stands among those of the same work by the same clock, the shortest first. */
function rankOf({ clock, ms }: Pause, rivals: readonly Completed[]): Text {
  const others = rivals.flatMap(({ result }) => result.downtimeMs[clock] ?? [])
  const shorter = others.filter((other) => other < ms).length
  const count = formatWhole(others.length + 1)
  if (others.length === 0) return ''
  if (shorter === 0) return say('bracketed', { note: say('D.postcopy.shortest', { count }) })
  if (shorter === others.length) return say('bracketed', { note: say('D.postcopy.longest', { count }) })
  return say('bracketed', { note: say('D.postcopy.between', { place: formatWhole(shorter + 1), count }) })
}

/** The same as conditions: how many others were shorter, of how many. */
const rankConditions = (cell: Completed, rivals: readonly Completed[]): Condition[] =>
  pausesOf(cell.result).flatMap(({ clock, ms }) => {
    const others = rivals.flatMap(({ result }) => result.downtimeMs[clock] ?? [])
    const place = others.filter((other) => other < ms).length + 1
    return [
      condition(`${cell.trial}: place among pauses by ${clock}, the shortest first`, place, '<', others.length + 1),
    ]
  })

/** What a migration that was to be one of post-copy became: where nothing was left to follow, its pause is one of pre-copy. */
function startOf(cell: Completed): 'D.postcopy' | 'D.postcopy.nothing-left' | 'D.postcopy.not-switched' {
  if (didAct(cell)) return 'D.postcopy'
  return cell.switched ? 'D.postcopy.nothing-left' : 'D.postcopy.not-switched'
}

/** What the VM got done, before the switch and after it: two windows that are never one. */
function paceText({ perfPercent, perfFollowingPercent, switched }: Completed): Text[] {
  if (perfPercent === null) return []
  const share = formatQuantity(perfPercent, '%')
  if (!switched) return [say('D.postcopy.pace', { share })]
  return [
    perfFollowingPercent === null
      ? say('D.postcopy.pace.before', { share })
      : say('D.postcopy.pace.both', { share, following: formatQuantity(perfFollowingPercent, '%') }),
  ]
}

/** One migration: its pause by all clocks, whether they agree, and what came afterwards. */
function cellText(cell: Completed, rivals: readonly Completed[], all: readonly MatrixCell[]): Text {
  const pauses = pausesOf(cell.result)
  const spread = spreadOfPause(pauses)
  const parts = pauses.map((pause) =>
    say('D.postcopy.part', {
      ms: formatQuantity(pause.ms, 'ms'),
      clock: say(`clock.${pause.clock}`),
      rank: didAct(cell) ? rankOf(pause, rivals) : '',
    }),
  )
  const { pagesRequested } = cell
  return joined(
    [
      say(startOf(cell), {
        cell: migrationName(cell, all),
        parts: listed(parts, 'list.clauses'),
      }),
      ...(spread && !clocksAgree(spread) ? [say('D.postcopy.disagree', { factor: formatNumber(spread.factor) })] : []),
      ...(pagesRequested === null || !didAct(cell)
        ? []
        : [say('D.postcopy.pages', { count: formatWhole(pagesRequested) })]),
      ...paceText(cell),
    ],
    ' ',
  )
}

/** The pause in post-copy by all clocks, among the settings with the same work. Described, as there is one of each. */
export function postcopyFinding(cells: readonly MatrixCell[], why: Text): Finding {
  const id = 'D.matrix.postcopy'
  const completed = cells.filter(hasResult)
  const postcopy = completed.filter((cell) => isPostcopy(cell) && pausesOf(cell.result).length > 0)
  if (postcopy.length === 0) return notMeasuredFinding(id, say('D.postcopy.title'), why)
  const toldOf = (cell: Completed): Quantity[] => {
    const { trial, result, pagesRequested, perfPercent, perfFollowingPercent } = cell
    const pauses = pausesOf(result)
    const spread = spreadOfPause(pauses)
    return told(
      ...pauses.map(({ clock, ms }) => cellQuantity(trial, PAUSE_METRICS[clock], ms, 'ms', PAUSE_FILES[clock])),
      spread && !clocksAgree(spread) ? cellQuantity(trial, 'pauseFactor', spread.factor, '', LOG) : null,
      didAct(cell) ? cellQuantity(trial, 'pagesRequested', pagesRequested, '', LOG) : null,
      cellQuantity(trial, 'perfPercent', perfPercent, '%', RAW_FILES.perfVm),
      cellQuantity(trial, 'perfFollowingPercent', perfFollowingPercent, '%', RAW_FILES.perfVm),
    )
  }
  const rivalsOf = (cell: Completed) =>
    completed.filter((one) => one !== cell && one.workload === cell.workload && didAct(one))
  return describedFinding(
    id,
    joined(
      postcopy.map((cell) => cellText(cell, rivalsOf(cell), cells)),
      ' ',
    ),
    postcopy.map(logOf),
    {
      conditions: postcopy.flatMap((cell) => [
        condition(`${cell.trial}: times that it was switched to post-copy`, cell.switched ? 1 : 0, '=', 1),
        condition(`${cell.trial}: whether memory followed the VM, 1 or 0`, didAct(cell) ? 1 : 0, '=', 1),
        ...(didAct(cell) ? rankConditions(cell, rivalsOf(cell)) : []),
      ]),
      quantities: postcopy.flatMap(toldOf),
    },
  )
}
