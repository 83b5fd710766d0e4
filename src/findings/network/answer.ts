import { RATE } from '../../experiments/network-programs.ts'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatQuantity, formatWhole } from '../../text/quantities.ts'
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
import { alikeConditions, alikeIn } from './alike-blocks.ts'
import { claimedCosts } from './claimed-costs.ts'

const claimedClause = (one: Case): Text =>
  say(one.fared === 'better' ? 'C.answer.e1000-slower' : 'C.answer.e1000-faster', effectOf(one))

/** What was measured all the same, and why it shows no difference. */
function openClause(one: Case): Text {
  const [first, second] = sidesOf(one)
  const { title, unit } = one.metric
  const verdict = VERDICTS[one.comparison.verdict]
  if (!first?.summary || !second?.summary) return say('C.answer.open', { title, verdict })
  const alike = alikeIn(one)
  const note =
    alike === null ? verdict : say(`C.answer.each-${alike.fared}`, { pairs: formatWhole(alike.pairs), note: verdict })
  return say('C.answer.measured', {
    title,
    note,
    first: formatQuantity(first.summary.value, unit),
    second: formatQuantity(second.summary.value, unit),
  })
}

/** What is claimed of the cards, and of what nothing is. */
function cardsText(cases: readonly Case[]): Text {
  const clauses = listed(cases.filter(isClaimed).map(claimedClause), 'list.clauses')
  const unclaimed = cases.filter((one) => !isClaimed(one))
  const open = listed(unclaimed.map(openClause), 'list.clauses')
  if (unclaimed.length === 0) return say('C.answer', { clauses })
  return unclaimed.length === cases.length ? say('C.answer.none', { open }) : say('C.answer.some', { clauses, open })
}

/** The answer to section C's question, in a sentence, and in another what was claimed of the cards' costs. */
export function answerFinding(metrics: readonly Metric[]): Finding {
  const id = 'C.answer'
  const cases = casesOf(metrics, 'virtio', 'e1000')
  if (cases.length === 0) return notMeasuredFinding(id, say('C.answer.title'), whyNoCase(metrics))
  const costs = claimedCosts(metrics)
  const { evidence, claims } = behindCases([...cases, ...costs.map(({ one }) => one)])
  const sentences = [
    cardsText(cases),
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
    conditions: [...cases.filter((one) => !isClaimed(one)).flatMap(alikeConditions), ...claims],
  }
}
