import { say, type Text } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatWhole } from '../../text/quantities.ts'
import { logOf } from '../migration/origins.ts'
import { type Origin, overTrials, told } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import type { MatrixCell } from './cell.ts'

/** A total that is further from its prediction by more than this factor was not foretold. */
const FORETOLD = 1.25

/**
 * Whether the first pass, which the prediction has from the migration itself, made it good, and what may have made it bad.
 * @param totals measured by predicted
 * @param why there is nothing where there is nothing, a clause
 */
export function predictionCauseFinding(cells: readonly MatrixCell[], totals: readonly Origin[], why: Text): Finding {
  const id = 'D.matrix.prediction-cause'
  if (totals.length === 0) return notMeasuredFinding(id, say('metric.matrix.prediction'), why)
  const sooner = totals.filter(({ value }) => value < 1 / FORETOLD)
  const later = totals.filter(({ value }) => value > FORETOLD)
  const [least, most] = [overTrials('least', '', totals), overTrials('most', '', totals)]
  const furthest = Math.max(...totals.map(({ value }) => Math.max(value, 1 / value)))
  const none = [
    condition('largest factor between a total and its prediction', furthest, '<=', FORETOLD),
    condition(`migrations sooner over than predicted, by more than a factor of ${FORETOLD}`, sooner.length, '=', 0),
    condition(`migrations that took longer, by more than a factor of ${FORETOLD}`, later.length, '=', 0),
  ]
  const values = {
    n: formatCount(totals.length, 'migration'),
    sooner: formatWhole(sooner.length),
    later: formatWhole(later.length),
    factor: formatNumber(FORETOLD),
    least: formatNumber(least?.value ?? 1),
    most: formatNumber(most?.value ?? 1),
  }
  const trials = new Set(totals.map(({ trial }) => trial))
  const evidence = cells.filter(({ trial }) => trials.has(trial)).map((cell) => logOf(cell))
  const of = (sentence: Text, ...quantities: (typeof least)[]): Finding =>
    describedFinding(id, sentence, evidence, { conditions: none, quantities: told(...quantities) })
  const alone = totals.length === 1
  if (sooner.length > 0 && later.length > 0) return of(say('D.matrix.prediction.cause.both', values), least, most)
  if (sooner.length > 0)
    return of(
      alone ? say('D.matrix.prediction.cause.sooner.one', values) : say('D.matrix.prediction.cause.sooner', values),
      least,
    )
  if (later.length > 0)
    return of(
      alone ? say('D.matrix.prediction.cause.later.one', values) : say('D.matrix.prediction.cause.later', values),
      most,
    )
  if (alone) return of(say('D.matrix.prediction.cause.near.one', values), least)
  return of(say('D.matrix.prediction.cause.near', values), least, most)
}
