import { RAW_FILES } from '../../data/raw-files.ts'
import { TRIAL_FILE, trialPath } from '../../data/trial-path.ts'
import { asClause } from '../../text/clause.ts'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { logOf } from '../migration/origins.ts'
import { endsOf, type Quantity, told } from '../model/quantity.ts'
import {
  type Condition,
  condition,
  describedFinding,
  type Finding,
  literal,
  notMeasuredFinding,
} from '../model/sentence.ts'
import { didAct } from './acted.ts'
import { actedCountsFinding, actedFinding } from './acted-finding.ts'
import type { MatrixCell } from './cell.ts'
import { migrationName, settingName } from './cell-name.ts'
import { cellOrigins, cellQuantity, LOG } from './cell-quantity.ts'
import { dirtiedFinding } from './dirtied.ts'
import { extremeFindings } from './extreme-findings.ts'
import { faultsFindings } from './faults-finding.ts'
import { postcopyFinding } from './postcopy.ts'
import { postcopyPaceFinding } from './postcopy-pace.ts'
import { predictionCauseFinding } from './prediction-cause.ts'
import { predictionErrorFinding, predictionFinding, totalsByPredicted } from './prediction-finding.ts'
import { zerosFindings } from './zeros-finding.ts'

/** Why a migration has no result of its own, with what is known of it all the same. */
function unfinished(cell: MatrixCell, all: readonly MatrixCell[]): Text {
  const name = migrationName(cell, all)
  if (cell.outcome === 'failed') {
    const why = cell.reason === null ? '' : say('D.matrix.why', { reason: literal(asClause(cell.reason)) })
    return say('D.matrix.failed', { cell: name, why })
  }
  const when = cell.lastedMs === null ? '' : say('D.matrix.when', { time: formatQuantity(cell.lastedMs / 1000, 's') })
  const left =
    cell.remainingBytes === null
      ? ''
      : say('D.matrix.left', { amount: formatQuantity(cell.remainingBytes / 1e6, 'MB') })
  return cell.outcome === 'cut-off'
    ? say('D.matrix.cut-off', { cell: name, when, left })
    : say('D.matrix.did-not-converge', { cell: name, when, left })
}

/** How many completed, and what became of the rest. */
function convergenceText(tried: readonly MatrixCell[], rest: readonly MatrixCell[], all: readonly MatrixCell[]): Text {
  const n = formatCount(tried.length, 'migration')
  if (rest.length === 0)
    return tried.length === 1 ? say('D.matrix.converged.one') : say('D.matrix.converged.all', { n })
  const fates = listed(
    rest.map((cell) => unfinished(cell, all)),
    'list.clauses',
  )
  const completed = tried.length - rest.length
  return completed === 0
    ? say('D.matrix.converged.none', { n, rest: fates })
    : say('D.matrix.converged', { n, completed: formatWhole(completed), rest: fates })
}

/** @param memory of the VM, bytes, where it is known */
function convergenceFinding(cells: readonly MatrixCell[], why: Text, memory: number | null): Finding {
  const id = 'D.matrix.converged'
  const tried = cells.filter(({ outcome }) => outcome !== 'not-offered')
  if (tried.length === 0) return notMeasuredFinding(id, say('metric.matrix.convergence'), why)
  const rest = tried.filter(({ outcome }) => outcome !== 'completed')
  const size = memory === null ? null : memory / 2 ** 20
  const vm = size === null ? [] : [say('D.matrix.vm', { memory: formatQuantity(size, 'MiB') })]
  return describedFinding(id, joined([convergenceText(tried, rest, cells), ...vm], ' '), tried.map(logOf), {
    conditions: [
      ...(size === null ? [] : [condition('MiB of memory of the VM', size, '>', 0)]),
      condition('migrations that did not complete', rest.length, '=', 0),
      condition('migrations that completed', tried.length - rest.length, '=', tried.length),
    ],
    quantities: told(
      ...rest
        .filter(({ outcome }) => outcome !== 'failed')
        .flatMap(({ trial, lastedMs, remainingBytes }) => [
          cellQuantity(trial, 'total', lastedMs === null ? null : lastedMs / 1000, 's', LOG),
          cellQuantity(trial, 'remainingMegabytes', remainingBytes === null ? null : remainingBytes / 1e6, 'MB', LOG),
        ]),
    ),
  })
}

/** Both ends of the shares of those that acted. */
function shareEnds(
  name: 'iperf3Percent' | 'perfPercent',
  file: string,
  cells: readonly MatrixCell[],
): { ends: Quantity[]; count: Condition } {
  const origins = cellOrigins(name, file, cells.filter(didAct), (cell) => cell[name])
  return { ends: endsOf('%', origins), count: condition(`migrations with ${name}`, origins.length, '>', 0) }
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
    say('D.matrix.share', { value: formatQuantity(value, '%'), cell: migrationName(cell, cells) })
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
  const ends = [shareEnds('iperf3Percent', RAW_FILES.iperf3, cells), shareEnds('perfPercent', RAW_FILES.perfVm, cells)]
  return describedFinding(
    id,
    say('D.matrix.degradation', { clauses: listed(clauses, 'list.clauses') }),
    cells.flatMap((cell) => [
      ...(cell.iperf3Percent === null ? [] : [trialPath(cell.trial, RAW_FILES.iperf3)]),
      ...(cell.perfPercent === null ? [] : [trialPath(cell.trial, RAW_FILES.perfVm)]),
    ]),
    { conditions: ends.map(({ count }) => count), quantities: ends.flatMap((one) => one.ends) },
  )
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
      : say('D.matrix.untried', { ...values, untried: listed(untried, 'and') })
  return describedFinding(id, sentence, [offered.source], {
    conditions: [
      condition('capabilities that QEMU names', offered.capabilities.length, '>', 0),
      condition('capabilities not tried', untried.length, '=', 0),
    ],
  })
}

function notOfferedFinding(cells: readonly MatrixCell[], version: Text, why: Text): Finding {
  const id = 'D.matrix.not-offered'
  if (cells.length === 0) return notMeasuredFinding(id, say('metric.matrix.offered'), why)
  const lacking = Map.groupBy(
    cells.filter(({ outcome }) => outcome === 'not-offered'),
    ({ setting }) => setting,
  )
  const conditions = [condition('settings that QEMU lacks something for', lacking.size, '=', 0)]
  if (lacking.size === 0)
    return describedFinding(id, say('D.matrix.all-offered', { version: literal(version) }), [], { conditions })
  const parts = [...lacking].map(([setting, group]) =>
    say('D.matrix.lacking', {
      setting: settingName(setting),
      reason: literal(asClause(group[0]?.reason ?? '')),
    }),
  )
  return describedFinding(
    id,
    say('D.matrix.not-offered', { version: literal(version), settings: listed(parts, 'list.clauses') }),
    [...lacking.values()].flat().map(({ trial }) => trialPath(trial, TRIAL_FILE)),
    { conditions },
  )
}

/**
 * The sentences on settings and workloads. A cell is too small a sample to be compared, so they describe.
 * @param version of the installed QEMU
 * @param why there is nothing where there is nothing, a clause
 * @param memory of the VM, bytes, where it is known
 */
export function matrixFindings(
  cells: readonly MatrixCell[],
  offered: Offered | null,
  version: Text,
  why: Text,
  memory: number | null,
): Finding[] {
  return [
    convergenceFinding(cells, why, memory),
    actedFinding(cells, why),
    actedCountsFinding(cells, why),
    ...extremeFindings(cells, why),
    degradationFinding(cells, why),
    postcopyFinding(cells, why),
    postcopyPaceFinding(cells, why),
    ...faultsFindings(cells),
    ...zerosFindings(cells),
    predictionFinding(cells, why),
    predictionErrorFinding(cells, why),
    dirtiedFinding(cells, why),
    predictionCauseFinding(cells, totalsByPredicted(cells), why),
    notOfferedFinding(cells, version, why),
    untriedFinding(cells, offered, version, why),
  ]
}
