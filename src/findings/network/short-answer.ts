import { WAYS } from '../../experiments/network-programs.ts'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatQuantity, formatWhole } from '../../text/quantities.ts'
import {
  behindCases,
  type Case,
  casesOf,
  effectOf,
  effectQuantity,
  factorOf,
  isClaimed,
  sidesOf,
  sizeOf,
  whyNoCase,
} from '../model/answer.ts'
import type { Metric } from '../model/metric.ts'
import { summaryQuantity, told } from '../model/quantity.ts'
import { type Finding, framing, notMeasuredFinding } from '../model/sentence.ts'
import { alikeConditions, alikeIn } from './alike-blocks.ts'
import { type ClaimedCost, claimedCosts } from './claimed-costs.ts'

const claimOf = (one: Case): Text =>
  say(one.fared === 'better' ? 'C.short.e1000-slower' : 'C.short.e1000-faster', { ...effectOf(one), n: sizeOf(one) })

/** What both cards carried, where no difference is claimed: the two numbers are asked for all the same. A line has room for the first. */
const measuredIn = (streams: readonly Case[]): { one: Case; clause: Text }[] =>
  WAYS.flatMap((way) =>
    streams
      .filter(({ metric }) => metric.source === `iperf3-${way}`)
      .flatMap((one) => {
        const [first, second] = sidesOf(one).map((arm) => arm?.summary)
        if (!first || !second) return []
        const [of, against] = [first, second].map(({ value }) => formatQuantity(value, one.metric.unit))
        const direction = say(`C.short.${way}`)
        const alike = alikeIn(one)
        const each = alike === null ? '' : say(`C.short.each-${alike.fared}`, { pairs: formatWhole(alike.pairs) })
        return [{ one, clause: say('C.short.measured', { direction, first: of ?? '', second: against ?? '', each }) }]
      }),
  )

/** @param measured what is told of where nothing is claimed */
function claimsOf(cases: readonly Case[], measured: { clause: Text } | undefined): Text {
  const claimed = cases.filter(isClaimed)
  const open = cases.length - claimed.length
  if (claimed.length > 0)
    return say('C.short', {
      clauses: listed(claimed.map(claimOf), 'list.clauses'),
      rest: open === 0 ? '' : open === 1 ? say('C.short.rest.one') : say('C.short.rest', { open: formatWhole(open) }),
    })
  return measured === undefined ? say('C.short.none') : say('C.short.none-of', { measured: measured.clause })
}

/** The cost with the largest factor; a single line has room for one. */
const largest = (costs: readonly ClaimedCost[]): ClaimedCost | undefined => {
  const size = ({ one }: ClaimedCost): number => Math.max(factorOf(one), 1 / factorOf(one))
  return costs.toSorted((a, b) => size(b) - size(a))[0]
}

/** Section C in a line or two for the first page. */
export function shortAnswer(metrics: readonly Metric[]): Finding {
  const id = 'C.short'
  const cases = casesOf(metrics, 'virtio', 'e1000')
  if (cases.length === 0) return framing(notMeasuredFinding(id, say('C.answer.title'), whyNoCase(metrics)))
  const cost = largest(claimedCosts(metrics))
  const costs = cost === undefined ? [] : [cost.one]
  const { evidence, claims } = behindCases([...cases, ...costs])
  const parts = cost === undefined ? [] : [cost.short]
  const [measured] = measuredIn(cases)
  return framing({
    id,
    sentence: joined([claimsOf(cases, measured), ...parts], ' '),
    verdict: 'described',
    evidence,
    conditions: [...(measured === undefined ? [] : alikeConditions(measured.one)), ...claims],
    quantities: told(
      ...[...cases.filter(isClaimed), ...costs].map(effectQuantity),
      ...(measured === undefined || cases.some(isClaimed)
        ? []
        : sidesOf(measured.one).map((arm) => summaryQuantity(measured.one.metric, arm))),
    ),
  })
}
