import { joined, listed, say, type Text, text } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { logOf } from '../migration/origins.ts'
import { type Origin, overTrials, type Quantity, told } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { spreadClause, spreadOf } from '../model/spread.ts'
import { didAct } from './acted.ts'
import type { MatrixCell } from './cell.ts'
import { migrationName } from './cell-name.ts'
import { cellOrigins, LOG } from './cell-quantity.ts'

/** A prediction with how the migration ended. */
interface Foretold {
  cell: MatrixCell
  prediction: NonNullable<MatrixCell['prediction']>
  converged: boolean
}

/** Of the settings that acted, as one that did nothing is the default under another name. */
const foretoldIn = (cells: readonly MatrixCell[]): Foretold[] =>
  cells.flatMap((cell): Foretold[] =>
    cell.prediction && didAct(cell) && (cell.outcome === 'completed' || cell.outcome === 'did-not-converge')
      ? [{ cell, prediction: cell.prediction, converged: cell.outcome === 'completed' }]
      : [],
  )

/** What is predicted, with the names of its factor and its error in the ledger. */
const FORETOLD = [
  {
    factor: 'totalByPredicted',
    error: 'totalErrorPercent',
    phrase: 'D.matrix.prediction.total',
    part: say('D.prediction-error.total'),
    measured: ({ cell }: Foretold) => cell.result?.totalMs,
    predicted: ({ prediction }: Foretold) => prediction.totalMs,
  },
  {
    factor: 'downtimeByPredicted',
    error: 'downtimeErrorPercent',
    phrase: 'D.matrix.prediction.downtime',
    part: say('D.prediction-error.downtime'),
    measured: ({ cell }: Foretold) => cell.result?.downtimeMs.qemu,
    predicted: ({ prediction }: Foretold) => prediction.downtimeMs,
  },
] as const

/** Measured by predicted of those that converged as predicted. */
const factorsOf = ({ factor, measured, predicted }: (typeof FORETOLD)[number], all: readonly Foretold[]): Origin[] =>
  all
    .filter(({ prediction, converged }) => prediction.converges && converged)
    .flatMap((one) => {
      const [is, was] = [measured(one), predicted(one)]
      return is && was ? cellOrigins(factor, LOG, [one.cell], () => is / was) : []
    })

/** The error of each prediction, |predicted/actual − 1| in percent. */
const errorsOf = (one: (typeof FORETOLD)[number], all: readonly Foretold[]): Origin[] =>
  factorsOf(one, all).map((origin) => ({
    ...origin,
    metric: `matrix.${one.error}`,
    value: 100 * Math.abs(1 / origin.value - 1),
  }))

/** Measured by predicted total times, for what may explain them. */
export const totalsByPredicted = (cells: readonly MatrixCell[]): Origin[] => factorsOf(FORETOLD[0], foretoldIn(cells))

/** How often convergence was predicted rightly, where it could have gone either way; else that this was not put to the test. */
function scoreOf(predicted: readonly Foretold[], cells: readonly MatrixCell[]): Text {
  const n = formatCount(predicted.length, 'migration')
  const alone = predicted.length === 1
  const outcomes = new Set(predicted.flatMap(({ prediction, converged }) => [prediction.converges, converged]))
  if (outcomes.size < 2 && outcomes.has(true))
    return alone ? say('D.matrix.prediction.all.one') : say('D.matrix.prediction.all', { n })
  if (outcomes.size < 2) return alone ? say('D.matrix.prediction.none.one') : say('D.matrix.prediction.none', { n })
  const wrong = predicted.filter(({ prediction, converged }) => prediction.converges !== converged)
  return say('D.matrix.prediction', {
    n,
    right: formatWhole(predicted.length - wrong.length),
    wrong:
      wrong.length === 0
        ? ''
        : say('D.matrix.prediction.wrong', { cells: listed(wrong.map(({ cell }) => migrationName(cell, cells))) }),
  })
}

/**
 * `median, range 1.1 to 1.4, n = 4 migrations`; of a single value only that it is one.
 * @param before what was said just before, whose n is not said again
 */
function spreadText({ range, ...quantity }: Quantity, before: Quantity | null): Text {
  const n = say('n', { n: formatCount(quantity.n, 'migration') })
  if (range === null || quantity.n === 1) return n
  const spread = spreadClause(spreadOf({ ...quantity, statistic: 'median', range }))
  if (before?.n === quantity.n) return spread
  return say('summary.range', { statistic: say('statistic.median'), spread, n })
}

/** How far totals and downtimes were from what was predicted, of the settings that acted. */
export function predictionFinding(cells: readonly MatrixCell[], why: Text): Finding {
  const id = 'D.matrix.prediction'
  const predicted = foretoldIn(cells)
  if (predicted.length === 0) return notMeasuredFinding(id, say('metric.matrix.prediction'), why)
  const factors = FORETOLD.map((one) => ({ ...one, quantity: overTrials('median', '', factorsOf(one, predicted)) }))
  const right = predicted.filter(({ prediction, converged }) => prediction.converges === converged).length
  return describedFinding(
    id,
    joined(
      [
        scoreOf(predicted, cells),
        ...factors.flatMap(({ phrase, quantity }, at) =>
          quantity === null
            ? []
            : [
                say(phrase, {
                  factor: formatNumber(quantity.value),
                  range: spreadText(quantity, factors[at - 1]?.quantity ?? null),
                }),
              ],
        ),
      ],
      ' ',
    ),
    predicted.map(({ cell }) => logOf(cell)),
    {
      conditions: [
        condition('migrations with a prediction', predicted.length, '>', 0),
        condition('migrations of which convergence was predicted rightly', right, '=', predicted.length),
      ],
      quantities: told(...factors.map(({ quantity }) => quantity)),
    },
  )
}

/** Of fewer errors the 90th percentile is hardly more than the largest. */
const FEWEST_FOR_PERCENTILE = 10

/**
 * The error of the predictions in the words in which Nathan et al. give theirs, for total times as there: of
 * |predicted/actual − 1|, in percent, the 90th percentile.
 */
export function predictionErrorFinding(cells: readonly MatrixCell[], why: Text): Finding {
  const id = 'D.matrix.prediction-error'
  const predicted = foretoldIn(cells)
  const judged = FORETOLD.flatMap((one) => {
    const errors = errorsOf(one, predicted)
    const enough = condition(`migrations with both, ${one.error}`, errors.length, '>=', FEWEST_FOR_PERCENTILE)
    const quantity = overTrials(enough.holds ? '90th-percentile' : 'most', '%', errors)
    return quantity === null ? [] : [{ ...one, enough, quantity }]
  })
  if (judged.length === 0) return notMeasuredFinding(id, say('D.prediction-error.title'), why)
  const parts = judged.map(({ part, enough, quantity }) =>
    say(`D.prediction-error.${enough.holds ? 'percentile' : quantity.n === 1 ? 'one' : 'most'}`, {
      what: part,
      error: formatQuantity(quantity.value, '%'),
      n: formatCount(quantity.n, 'migration'),
    }),
  )
  // Of a single error nobody expects a percentile.
  const few = judged.some(({ enough, quantity }) => !enough.holds && quantity.n > 1)
  return describedFinding(
    id,
    text`${say('D.prediction-error', { parts: listed(parts, 'list.clauses') })}${few ? text` ${say('D.prediction-error.few', { least: formatWhole(FEWEST_FOR_PERCENTILE) })}` : ''}`,
    predicted.map(({ cell }) => logOf(cell)),
    { conditions: judged.map(({ enough }) => enough), quantities: judged.map(({ quantity }) => quantity) },
  )
}
