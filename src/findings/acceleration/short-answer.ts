import { joined, say, type Text } from '../../text/phrase.ts'
import { formatNumber, formatWhole } from '../../text/quantities.ts'
import {
  behindCases,
  type Case,
  casesOf,
  effectOf,
  effectQuantities,
  factorOf,
  havingFared,
  sizeOf,
  whyNoCase,
} from '../model/answer.ts'
import type { Metric } from '../model/metric.ts'
import { told } from '../model/quantity.ts'
import { condition, type Finding, framing, notMeasuredFinding } from '../model/sentence.ts'
import { measuredSlower } from './answer.ts'

function withoutKvm(cases: readonly Case[]): Text {
  const slower = havingFared(cases, 'worse')
  const [least, most] = [slower[0], slower.at(-1)]
  const count = formatWhole(cases.length)
  if (!least || !most) return say('B.short.none')
  const of = {
    least: formatNumber(factorOf(least)),
    most: formatNumber(factorOf(most)),
    interval: effectOf(most).interval,
    n: sizeOf(most),
  }
  if (slower.length === 1)
    return say('B.short.one', { title: most.metric.title, count, most: of.most, interval: of.interval, n: of.n })
  return slower.length === cases.length
    ? say('B.short.all', { ...of, count })
    : say('B.short.some', { ...of, count, slower: formatWhole(slower.length) })
}

/** Section B in a line or two for the first page: by what factors, and whether KVM costs anything. */
export function shortAnswer(metrics: readonly Metric[]): Finding {
  const id = 'B.short'
  const cases = casesOf(metrics, 'tcg', 'kvm')
  if (cases.length === 0) return framing(notMeasuredFinding(id, say('B.answer.title'), whyNoCase(metrics)))
  const host = casesOf(metrics, 'kvm', 'host')
  const [slower, onHost] = [havingFared(cases, 'worse'), havingFared(host, 'worse')]
  const count = formatWhole(host.length)
  const beside =
    host.length === 0
      ? []
      : [
          onHost.length === 0
            ? measuredSlower(host) === host.length
              ? say('B.short.host.none.all', { count })
              : say('B.short.host.none', { measured: formatWhole(measuredSlower(host)), count })
            : say('B.short.host', { count, slower: formatWhole(onHost.length) }),
        ]
  const { evidence, claims } = behindCases([...cases, ...host])
  return framing({
    id,
    sentence: joined([withoutKvm(cases), ...beside], ' '),
    verdict: 'described',
    evidence,
    conditions: [
      condition('quantities that were slower without KVM', slower.length, '=', cases.length),
      condition('programs measured as slower than on the host', measuredSlower(host), '<=', host.length),
      condition('programs that were slower than on the host', onHost.length, '<=', host.length),
      ...claims,
    ],
    quantities: told(
      ...[...new Set([slower[0], slower.at(-1)])].flatMap((one) => (one === undefined ? [] : effectQuantities(one))),
    ),
  })
}
