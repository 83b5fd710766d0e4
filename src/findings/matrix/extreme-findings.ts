import { median } from 'simple-statistics'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { logOf } from '../migration/origins.ts'
import { PAUSE_CLOCKS, PAUSE_FILES, PAUSE_METRICS } from '../migration/pause-findings.ts'
import { overTrials, told } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { didAct } from './acted.ts'
import type { MatrixCell } from './cell.ts'
import { withSetting } from './cell-name.ts'
import { cellOrigins, LOG } from './cell-quantity.ts'
import { directionClause, sameWays } from './directions.ts'

/** `n = 1 migration a setting`, or that values are medians. */
function sizeOf(groups: readonly (readonly MatrixCell[])[]): Text {
  const most = Math.max(...groups.map(({ length }) => length))
  const n = formatCount(most, 'migration')
  return most === 1 ? say('D.matrix.n', { n }) : say('D.matrix.n.medians', { n })
}

interface Extreme {
  id: string
  title: Text
  unit: Text
  /** One, or one for each clock, as the ledger names it and where it is read. */
  values: readonly { by: Text | null; metric: string; file: string; of: (cell: MatrixCell) => number | null }[]
}

const EXTREMES: readonly Extreme[] = [
  {
    id: 'D.matrix.total',
    title: say('metric.migration.total'),
    unit: 's',
    values: [{ by: null, metric: 'total', file: LOG, of: ({ result }) => result && result.totalMs / 1000 }],
  },
  {
    id: 'D.matrix.downtime',
    title: say('metric.matrix.downtime'),
    unit: 'ms',
    values: PAUSE_CLOCKS.map((clock) => ({
      by: say(`clock.${clock}`),
      metric: PAUSE_METRICS[clock],
      file: PAUSE_FILES[clock],
      of: ({ result }) => result?.downtimeMs[clock] ?? null,
    })),
  },
  {
    id: 'D.matrix.bytes',
    title: say('metric.migration.transferredMegabytes'),
    unit: 'MB',
    values: [
      {
        by: null,
        metric: 'transferredMegabytes',
        file: LOG,
        of: ({ result }) => result && result.transferredBytes / 1e6,
      },
    ],
  },
]

/** The least and the most of a quantity over the settings, the writer to memory at work: described, not compared. */
function extremeFinding({ id, title, unit, values }: Extreme, cells: readonly MatrixCell[], why: Text): Finding {
  const name = say('D.matrix.with-writer', { title })
  const tried = cells.filter(({ workload }) => workload === 'memory')
  const written = tried.filter(didAct)
  const idle = condition(
    'completed migrations whose setting did nothing',
    tried.filter((cell) => cell.outcome === 'completed' && !didAct(cell)).length,
    '=',
    0,
  )
  const ranges = values.flatMap(({ by, metric, file, of }) => {
    const valued = written.filter((cell) => of(cell) !== null)
    const groups = [...Map.groupBy(valued, ({ setting }) => setting)]
      .map(([setting, group]) => ({ setting, group, value: median(group.flatMap((cell) => of(cell) ?? [])) }))
      .toSorted((a, b) => a.value - b.value)
    const [low, high] = [groups[0], groups.at(-1)]
    if (!low || !high) return []
    const part = (one: typeof low): Text =>
      say('comparison.value', { value: formatQuantity(one.value, unit), configuration: withSetting(one.setting) })
    const range = groups.length === 1 ? part(low) : say('D.matrix.range', { low: part(low), high: part(high) })
    const text = by === null ? range : say('D.matrix.by', { range, by })
    const ends = (groups.length === 1 ? [low] : [low, high]).map(({ group }) =>
      overTrials('median', unit, cellOrigins(metric, file, group, of)),
    )
    return [{ text, valued, ends, groups: groups.map(({ group }) => group) }]
  })
  const [widest] = ranges.toSorted((a, b) => b.groups.length - a.groups.length)
  if (!widest) return notMeasuredFinding(id, name, why)
  const said = {
    name,
    ranges: listed(
      ranges.map(({ text }) => text),
      'list.clauses',
    ),
    n: sizeOf(widest.groups),
    idle: idle.holds ? '' : say('D.matrix.idle', { completed: formatCount(idle.value, 'migration') }),
  }
  const sentence =
    widest.groups.length === 1
      ? say('D.matrix.alone', said)
      : say('D.matrix.extremes', { ...said, settings: formatWhole(widest.groups.length) })
  const ways = sameWays(widest.groups, id)
  return describedFinding(
    id,
    joined([sentence, ...directionClause(ways)], ' '),
    ranges.flatMap(({ valued }) => valued).map(logOf),
    {
      conditions: [condition('settings whose migration completed', widest.groups.length, '>', 1), idle, ways],
      quantities: told(...ranges.flatMap(({ ends }) => ends)),
    },
  )
}

/** The extremes of each quantity. @param why there is nothing where there is nothing, a clause */
export const extremeFindings = (cells: readonly MatrixCell[], why: Text): Finding[] =>
  EXTREMES.map((extreme) => extremeFinding(extreme, cells, why))
