import { summarise } from '../../statistics/summary.ts'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatWhole } from '../../text/quantities.ts'
import { describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { spreadClause, spreadOf } from '../model/spread.ts'
import { didAct } from './acted.ts'
import { logOf, type MatrixCell } from './cell.ts'
import { cellName } from './cell-name.ts'

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

/** How far totals and downtimes were from what was predicted, of the settings that acted. */
export function predictionFinding(cells: readonly MatrixCell[], why: Text): Finding {
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
  return describedFinding(
    id,
    joined([scoreOf(predicted), ...factors], ' '),
    predicted.map(({ cell }) => logOf(cell)),
  )
}
