import { listed, say, type Text } from '../../text/phrase.ts'
import { type Case, casesOf, effectOf, effectQuantity } from '../model/answer.ts'
import { armIn, type Metric } from '../model/metric.ts'
import { told } from '../model/quantity.ts'
import { claimConditions, type Finding, filesOf, notMeasuredFinding } from '../model/sentence.ts'

function clauseOf(one: Case): Text {
  if (one.fared === 'better') return say('C.answer.faster', effectOf(one))
  if (one.fared === 'worse') return say('C.answer.slower', effectOf(one))
  return say('C.answer.open', { title: one.metric.title })
}

/** The answer to section C's question, in a sentence. */
export function answerFinding(metrics: readonly Metric[]): Finding {
  const id = 'C.answer'
  const cases = casesOf(metrics, 'virtio', 'e1000')
  if (cases.length === 0) return notMeasuredFinding(id, say('C.answer.title'), say('reason.no-sample-in-run'))
  return {
    id,
    sentence: say('C.answer', { clauses: listed(cases.map(clauseOf), 'list.clauses') }),
    verdict: 'described',
    evidence: [
      ...new Set(
        cases.flatMap(({ metric, comparison }) =>
          filesOf(armIn(metric, comparison.of), armIn(metric, comparison.against)),
        ),
      ),
    ],
    quantities: told(
      ...cases.filter(({ fared }) => fared === 'better' || fared === 'worse').map((one) => effectQuantity(one)),
    ),
    conditions: cases.flatMap(({ metric, comparison }) =>
      claimConditions(comparison).map((one) => ({ ...one, name: `${metric.id}: ${one.name}` })),
    ),
  }
}
