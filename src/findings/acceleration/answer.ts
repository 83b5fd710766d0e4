import { joined, say, type Text } from '../../text/phrase.ts'
import { formatWhole } from '../../text/quantities.ts'
import {
  behindCases,
  type Case,
  casesOf,
  effectOf,
  effectQuantities,
  factorOf,
  havingFared,
  whyNoCase,
} from '../model/answer.ts'
import type { Metric } from '../model/metric.ts'
import { told } from '../model/quantity.ts'
import { condition, type Finding, notMeasuredFinding } from '../model/sentence.ts'

const factor = (one: Case): Text => say('answer.factor', effectOf(one))

const fasterClause = ({ length }: readonly Case[]): Text => {
  if (length === 0) return ''
  return length === 1 ? say('B.answer.and-one-faster') : say('B.answer.and-faster', { faster: formatWhole(length) })
}

const othersClause = (count: number): Text =>
  count === 0 ? '' : say(count === 1 ? 'B.answer.one-other' : 'B.answer.others')

/** What is claimed of the VM without KVM beside the VM with it. */
function withoutKvm(cases: readonly Case[]): Text {
  const count = formatWhole(cases.length)
  const [slower, faster] = [havingFared(cases, 'worse'), havingFared(cases, 'better')]
  const [least, most] = [slower[0], slower.at(-1)]
  if (!least || !most)
    return faster.length > 0
      ? say('B.answer.faster', { count, faster: formatWhole(faster.length) })
      : say('B.answer.none', { count })
  const values = { count, least: factor(least), most: factor(most) }
  if (slower.length === cases.length) return say('B.answer.all', values)
  const rest = {
    faster: fasterClause(faster),
    others: othersClause(cases.length - slower.length - faster.length),
  }
  return slower.length === 1
    ? say('B.answer.one', { count, least: values.least, ...rest })
    : say('B.answer.some', { ...values, slower: formatWhole(slower.length), ...rest })
}

/** How many were slower by what was measured, whether or not that is claimed. */
export const measuredSlower = (cases: readonly Case[]): number => cases.filter((one) => factorOf(one) > 1).length

/** The same of the VM with KVM beside the host itself. */
function besideHost(cases: readonly Case[]): Text {
  const slower = havingFared(cases, 'worse')
  const most = slower.at(-1)
  const faster = fasterClause(havingFared(cases, 'better'))
  const count = formatWhole(cases.length)
  const measured = measuredSlower(cases)
  if (most === undefined && measured === cases.length) return say('B.answer.host.none.all', { count })
  return most === undefined
    ? say('B.answer.host.none', { measured: formatWhole(measured), count, faster })
    : say('B.answer.host', { slower: formatWhole(slower.length), count, most: factor(most), faster })
}

/** The answer to section B's question, in a sentence or two. */
export function answerFinding(metrics: readonly Metric[]): Finding {
  const id = 'B.answer'
  const cases = casesOf(metrics, 'tcg', 'kvm')
  if (cases.length === 0) return notMeasuredFinding(id, say('B.answer.title'), whyNoCase(metrics))
  const host = casesOf(metrics, 'kvm', 'host')
  const slower = havingFared(cases, 'worse')
  return {
    id,
    sentence: joined([withoutKvm(cases), ...(host.length === 0 ? [] : [besideHost(host)])], ' '),
    verdict: 'described',
    evidence: behindCases([...cases, ...host]).evidence,
    conditions: [
      condition('quantities that were slower without KVM', slower.length, '=', cases.length),
      condition('quantities that were faster without KVM', havingFared(cases, 'better').length, '=', 0),
      condition('quantities that were slower than on the host', havingFared(host, 'worse').length, '<=', host.length),
      condition('programs measured as slower than on the host', measuredSlower(host), '<=', host.length),
      condition('quantities that were faster than on the host', havingFared(host, 'better').length, '<=', host.length),
      ...behindCases(cases).claims,
    ],
    quantities: told(
      ...[...new Set([slower[0], slower.at(-1), havingFared(host, 'worse').at(-1)])].flatMap((one) =>
        one === undefined ? [] : effectQuantities(one),
      ),
    ),
  }
}
