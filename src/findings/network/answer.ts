import { listed, say, type Text } from '../../text/phrase.ts'
import { behindCases, type Case, casesOf, effectOf, effectQuantity } from '../model/answer.ts'
import type { Metric } from '../model/metric.ts'
import { told } from '../model/quantity.ts'
import { type Finding, notMeasuredFinding } from '../model/sentence.ts'

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
  const { evidence, claims } = behindCases(cases)
  return {
    id,
    sentence: say('C.answer', { clauses: listed(cases.map(clauseOf), 'list.clauses') }),
    verdict: 'described',
    evidence,
    quantities: told(
      ...cases.filter(({ fared }) => fared === 'better' || fared === 'worse').map((one) => effectQuantity(one)),
    ),
    conditions: claims,
  }
}
