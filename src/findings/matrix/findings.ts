import { median } from 'simple-statistics'
import { TRIAL_FILE, trialPath } from '../../data/trial-path.ts'
import { summarise } from '../../statistics/summary.ts'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { PAUSE_CLOCKS } from '../migration/pause-findings.ts'
import { type Finding, literal, notMeasuredFinding } from '../model/sentence.ts'
import { spreadClause, spreadOf } from '../model/spread.ts'
import { didAct } from './acted.ts'
import type { MatrixCell } from './cell.ts'
import { cellName, settingName, withSetting } from './cell-name.ts'
import { postcopyFinding } from './postcopy.ts'

const logOf = ({ trial }: MatrixCell): string => trialPath(trial, 'qmp-source.ndjson')
const described = (id: string, sentence: Text, evidence: string[]): Finding => ({
  id,
  sentence,
  verdict: 'described',
  evidence: [...new Set(evidence)],
})

/** Why a migration has no result of its own, with what is known of it all the same. */
function unfinished(cell: MatrixCell): Text {
  const name = cellName(cell)
  if (cell.outcome === 'failed') {
    const why = cell.reason === null ? '' : say('D.matrix.why', { reason: literal(cell.reason.replace(/\.$/, '')) })
    return say('D.matrix.failed', { cell: name, why })
  }
  const when = cell.lastedMs === null ? '' : say('D.matrix.when', { time: formatQuantity(cell.lastedMs / 1000, 's') })
  const left =
    cell.remainingBytes === null
      ? ''
      : say('D.matrix.left', { amount: formatQuantity(cell.remainingBytes / 1e6, 'MB') })
  return say('D.matrix.did-not-converge', { cell: name, when, left })
}

function convergenceFinding(cells: readonly MatrixCell[], why: Text): Finding {
  const id = 'D.matrix.converged'
  const tried = cells.filter(({ outcome }) => outcome !== 'not-offered')
  if (tried.length === 0) return notMeasuredFinding(id, say('metric.matrix.convergence'), why)
  const rest = tried.filter(({ outcome }) => outcome !== 'completed')
  const sentence =
    rest.length === 0
      ? say('D.matrix.converged.all', { n: formatCount(tried.length, 'migration') })
      : say('D.matrix.converged', {
          n: formatCount(tried.length, 'migration'),
          completed: formatWhole(tried.length - rest.length),
          rest: listed(rest.map(unfinished), 'list.clauses'),
        })
  return described(id, sentence, tried.map(logOf))
}

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
  /** One, or one for each clock. */
  values: readonly { by: Text | null; of: (cell: MatrixCell) => number | null }[]
}

const EXTREMES: readonly Extreme[] = [
  {
    id: 'D.matrix.total',
    title: say('metric.migration.total'),
    unit: 's',
    values: [{ by: null, of: ({ result }) => result && result.totalMs / 1000 }],
  },
  {
    id: 'D.matrix.downtime',
    title: say('metric.matrix.downtime'),
    unit: 'ms',
    values: PAUSE_CLOCKS.map((clock) => ({
      by: say(`clock.${clock}`),
      of: ({ result }) => result?.downtimeMs[clock] ?? null,
    })),
  },
  {
    id: 'D.matrix.bytes',
    title: say('metric.migration.transferredMegabytes'),
    unit: 'MB',
    values: [{ by: null, of: ({ result }) => result && result.transferredBytes / 1e6 }],
  },
]

/** The least and the most of a quantity over the settings, the writer to memory at work: described, not compared. */
function extremeFinding({ id, title, unit, values }: Extreme, cells: readonly MatrixCell[], why: Text): Finding {
  const name = say('D.matrix.with-writer', { title })
  const written = cells.filter((cell) => cell.workload === 'memory' && didAct(cell))
  const ranges = values.flatMap(({ by, of }) => {
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
    return [{ text, valued, groups: groups.map(({ group }) => group) }]
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
  }
  const sentence =
    widest.groups.length === 1
      ? say('D.matrix.alone', said)
      : say('D.matrix.extremes', { ...said, settings: formatWhole(widest.groups.length) })
  return described(id, sentence, ranges.flatMap(({ valued }) => valued).map(logOf))
}

/** `12 % (auto-converge (memory)) to 96 % (default (memory))` */
function shares(cells: readonly MatrixCell[], percent: (cell: MatrixCell) => number | null): Text | null {
  const valued = cells
    .filter(didAct)
    .flatMap((cell) => {
      const value = percent(cell)
      return value === null ? [] : [{ value, cell }]
    })
    .toSorted((a, b) => a.value - b.value)
  const [low, high] = [valued[0], valued.at(-1)]
  if (!low || !high) return null
  const share = ({ value, cell }: typeof low): Text =>
    say('D.matrix.share', { value: formatQuantity(value, '%'), cell: cellName(cell) })
  return valued.length === 1
    ? share(low)
    : say('D.matrix.shares', { low: share(low), high: share(high), count: formatWhole(valued.length) })
}

function degradationFinding(cells: readonly MatrixCell[], why: Text): Finding {
  const id = 'D.matrix.degradation'
  const iperf3 = shares(cells, ({ iperf3Percent }) => iperf3Percent)
  const perf = shares(cells, ({ perfPercent }) => perfPercent)
  if (iperf3 === null && perf === null) return notMeasuredFinding(id, say('metric.matrix.pace'), why)
  const clauses = [
    ...(iperf3 === null ? [] : [say('D.matrix.degradation.iperf3', { shares: iperf3 })]),
    ...(perf === null ? [] : [say('D.matrix.degradation.perf', { shares: perf })]),
  ]
  return described(
    id,
    say('D.matrix.degradation', { clauses: listed(clauses, 'list.clauses') }),
    cells.flatMap((cell) => [
      ...(cell.iperf3Percent === null ? [] : [trialPath(cell.trial, 'iperf3.txt')]),
      ...(cell.perfPercent === null ? [] : [trialPath(cell.trial, 'perf-vm.csv')]),
    ]),
  )
}

/** Measured by predicted: the median, e.g. `1.2`, and the range; null where there is none of both. */
function factor(
  pairs: readonly { measured: number | null | undefined; predicted: number | null }[],
): { text: Text; range: Text; n: Text } | null {
  const factors = pairs.flatMap(({ measured, predicted }) => (measured && predicted ? [measured / predicted] : []))
  if (factors.length === 0) return null
  const summary = summarise(factors, 'median')
  return {
    text: formatNumber(summary.value),
    range: spreadClause(spreadOf(summary)),
    n: formatCount(factors.length, 'migration'),
  }
}

/** What QEMU says that it can, and where that was noted. */
export interface Offered {
  capabilities: string[]
  source: string
}

/** Nothing is assumed of a version: what it offers was asked of it, so that what was left untried can be named. */
function untriedFinding(cells: readonly MatrixCell[], offered: Offered | null, version: Text, why: Text): Finding {
  const id = 'D.matrix.untried'
  if (offered === null)
    return notMeasuredFinding(id, say('metric.matrix.untried'), cells.length > 0 ? say('reason.no-capabilities') : why)
  const tried = new Set(cells.flatMap(({ capabilities }) => capabilities))
  const untried = offered.capabilities.filter((name) => !tried.has(name)).map((name) => `\`${name}\``)
  const values = { version: literal(version), count: formatWhole(offered.capabilities.length) }
  const sentence =
    untried.length === 0
      ? say('D.matrix.untried.none', values)
      : say('D.matrix.untried', { ...values, untried: listed(untried) })
  return described(id, sentence, [offered.source])
}

/** Which settings did what they are for, by what QEMU said of each migration, and which are the default by another name. */
function actedFinding(cells: readonly MatrixCell[], why: Text): Finding {
  const id = 'D.matrix.acted'
  const judged = cells.filter(({ acted }) => acted.length > 0)
  if (judged.length === 0) return notMeasuredFinding(id, say('metric.matrix.acted'), why)
  const part = (cell: MatrixCell, wanted: boolean): Text[] => {
    const parts = cell.acted.filter(({ acted }) => acted === wanted).map(({ evidence }) => evidence)
    return parts.length === 0 ? [] : [say('D.matrix.acted.part', { cell: cellName(cell), parts: listed(parts, 'and') })]
  }
  const [acted, not] = [true, false].map((wanted) => judged.flatMap((cell) => part(cell, wanted)))
  const nothing = judged.filter((cell) => !didAct(cell))
  const sentences = [
    ...(acted && acted.length > 0 ? [say('D.matrix.acted', { parts: listed(acted, 'list.clauses') })] : []),
    ...(not && not.length > 0 ? [say('D.matrix.acted.not', { parts: listed(not, 'list.clauses') })] : []),
    ...(nothing.length > 0 ? [say('D.matrix.acted.out', { cells: listed(nothing.map(cellName), 'and') })] : []),
  ]
  return described(id, joined(sentences, ' '), judged.map(logOf))
}

/** A prediction with how the migration ended. */
interface Foretold {
  cell: MatrixCell
  prediction: NonNullable<MatrixCell['prediction']>
  converged: boolean
}

/** How often convergence was predicted rightly, where it could have gone either way; else that this was not put to the test. */
function scoreOf(predicted: readonly Foretold[]): Text {
  const n = formatCount(predicted.length, 'migration')
  const outcomes = new Set(predicted.flatMap(({ prediction, converged }) => [prediction.converges, converged]))
  if (outcomes.size < 2) return say(outcomes.has(true) ? 'D.matrix.prediction.all' : 'D.matrix.prediction.none', { n })
  const wrong = predicted.filter(({ prediction, converged }) => prediction.converges !== converged)
  return say('D.matrix.prediction', {
    n,
    right: formatWhole(predicted.length - wrong.length),
    wrong:
      wrong.length === 0
        ? ''
        : say('D.matrix.prediction.wrong', { cells: listed(wrong.map(({ cell }) => cellName(cell))) }),
  })
}

function predictionFinding(cells: readonly MatrixCell[], why: Text): Finding {
  const id = 'D.matrix.prediction'
  const predicted = cells.flatMap((cell): Foretold[] =>
    cell.prediction && didAct(cell) && (cell.outcome === 'completed' || cell.outcome === 'did-not-converge')
      ? [{ cell, prediction: cell.prediction, converged: cell.outcome === 'completed' }]
      : [],
  )
  if (predicted.length === 0) return notMeasuredFinding(id, say('metric.matrix.prediction'), why)
  const both = predicted.filter(({ prediction, converged }) => prediction.converges && converged)
  const total = factor(
    both.map(({ cell, prediction }) => ({ measured: cell.result?.totalMs, predicted: prediction.totalMs })),
  )
  const down = factor(
    both.map(({ cell, prediction }) => ({ measured: cell.result?.downtimeMs.qemu, predicted: prediction.downtimeMs })),
  )
  const factors = [
    ...(total === null
      ? []
      : [say('D.matrix.prediction.total', { factor: total.text, range: total.range, n: total.n })]),
    ...(down === null
      ? []
      : [say('D.matrix.prediction.downtime', { factor: down.text, range: down.range, n: down.n })]),
  ]
  return described(
    id,
    joined([scoreOf(predicted), ...factors], ' '),
    predicted.map(({ cell }) => logOf(cell)),
  )
}

function notOfferedFinding(cells: readonly MatrixCell[], version: Text, why: Text): Finding {
  const id = 'D.matrix.not-offered'
  if (cells.length === 0) return notMeasuredFinding(id, say('metric.matrix.offered'), why)
  const lacking = Map.groupBy(
    cells.filter(({ outcome }) => outcome === 'not-offered'),
    ({ setting }) => setting,
  )
  if (lacking.size === 0) return described(id, say('D.matrix.all-offered', { version: literal(version) }), [])
  const parts = [...lacking].map(([setting, group]) =>
    say('D.matrix.lacking', {
      setting: settingName(setting),
      reason: literal((group[0]?.reason ?? '').replace(/\.$/, '')),
    }),
  )
  return described(
    id,
    say('D.matrix.not-offered', { version: literal(version), settings: listed(parts, 'list.clauses') }),
    [...lacking.values()].flat().map(({ trial }) => trialPath(trial, TRIAL_FILE)),
  )
}

/**
 * The sentences on settings and workloads. A cell is too small a sample to be compared, so they describe.
 * @param version of the installed QEMU
 * @param why there is nothing where there is nothing, a clause
 */
export function matrixFindings(
  cells: readonly MatrixCell[],
  offered: Offered | null,
  version: Text,
  why: Text,
): Finding[] {
  return [
    convergenceFinding(cells, why),
    actedFinding(cells, why),
    ...EXTREMES.map((extreme) => extremeFinding(extreme, cells, why)),
    degradationFinding(cells, why),
    postcopyFinding(cells, why),
    predictionFinding(cells, why),
    notOfferedFinding(cells, version, why),
    untriedFinding(cells, offered, version, why),
  ]
}
