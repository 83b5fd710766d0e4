import { RATE } from '../../experiments/network-programs.ts'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatQuantity } from '../../text/quantities.ts'
import {
  behindCases,
  type Case,
  casesOf,
  effectOf,
  effectQuantities,
  isClaimed,
  sidesOf,
  whyNoCase,
} from '../model/answer.ts'
import type { Metric } from '../model/metric.ts'
import { summaryQuantity, told } from '../model/quantity.ts'
import { type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { VERDICTS } from '../model/verdict.ts'
import { claimedCosts } from './claimed-costs.ts'

function clauseOf(one: Case): Text {
  if (one.fared === 'better') return say('C.answer.e1000-slower', effectOf(one))
  if (one.fared === 'worse') return say('C.answer.e1000-faster', effectOf(one))
  const [first, second] = sidesOf(one)
  const open = { title: one.metric.title, verdict: VERDICTS[one.comparison.verdict] }
  if (!first?.summary || !second?.summary) return say('C.answer.open', open)
  const { unit } = one.metric
  return say('C.answer.measured', {
    ...open,
    first: formatQuantity(first.summary.value, unit),
    second: formatQuantity(second.summary.value, unit),
  })
}

/** The answer to section C's question, in a sentence, and in another what was claimed of the cards' costs. */
export function answerFinding(metrics: readonly Metric[]): Finding {
  const id = 'C.answer'
  const cases = casesOf(metrics, 'virtio', 'e1000')
  if (cases.length === 0) return notMeasuredFinding(id, say('C.answer.title'), whyNoCase(metrics))
  const costs = claimedCosts(metrics)
  const { evidence, claims } = behindCases([...cases, ...costs.map(({ one }) => one)])
  const sentences = [
    say('C.answer', { clauses: listed(cases.map(clauseOf), 'list.clauses') }),
    ...(costs.length === 0
      ? []
      : [
          say('C.answer.costs', {
            rate: RATE,
            parts: listed(
              costs.map(({ clause }) => clause),
              'list.clauses',
            ),
          }),
        ]),
  ]
  return {
    id,
    sentence: joined(sentences, ' '),
    verdict: 'described',
    evidence,
    quantities: told(
      ...[...cases, ...costs.map(({ one }) => one)].filter(isClaimed).flatMap(effectQuantities),
      ...cases
        .filter((one) => !isClaimed(one))
        .flatMap((one) => sidesOf(one).map((arm) => summaryQuantity(one.metric, arm))),
    ),
    conditions: claims,
  }
}
