import { isTooWide } from '../../statistics/interval.ts'
import { say } from '../../text/phrase.ts'
import { formatWhole } from '../../text/quantities.ts'
import { behindCases, type Case, casesOf, havingFared, isClaimed } from '../model/answer.ts'
import type { Metric } from '../model/metric.ts'
import { condition, describedFinding, type Finding, framing } from '../model/sentence.ts'

/** What the part on causes is about, and what was found where that holds of all, or of some. */
function heading(cases: readonly Case[]): Finding {
  const slower = havingFared(cases, 'worse')
  const all = condition('quantities that were slower without KVM', slower.length, '=', cases.length)
  const some = condition('quantities that were slower without KVM', slower.length, '>', 0)
  const { evidence, claims } = behindCases(cases)
  return describedFinding(
    'B.heading',
    say(some.holds ? (all.holds ? 'B.heading.all' : 'B.heading.some') : 'B.heading'),
    evidence,
    { conditions: [some, all, ...claims] },
  )
}

/** Both ends of an interval as distances from equality, by a factor; none where there is no interval. */
function distances({ worse: { interval } }: Case): { near: number; far: number } | null {
  if (interval === null || isTooWide(interval)) return null
  const { low, high } = interval
  return { near: Math.max(low, 1 / high), far: Math.max(high, 1 / low) }
}

/** Whether one step is claimed and its interval lies further from equality than all of the other's. */
function isLarger(one: Case, other: Case): boolean {
  const [own, others] = [distances(one), distances(other)]
  return isClaimed(one) && own !== null && others !== null && own.near > others.far
}

/** Which of two steps is the larger one: from the host into the VM, or from KVM to none. */
function steps(cases: readonly Case[], beside: readonly Case[]): Finding[] {
  const both = cases.flatMap((without) => {
    const host = beside.find(({ metric }) => metric.id === without.metric.id)
    return host === undefined ? [] : [{ without, host }]
  })
  if (both.length === 0) return []
  const larger = both.filter(({ without, host }) => isLarger(without, host)).length
  const all = condition('programs in which leaving out KVM changes more than the VM does', larger, '=', both.length)
  const values = { larger: formatWhole(larger), all: formatWhole(both.length) }
  return [
    describedFinding(
      'B.caption.figure',
      all.holds ? say('B.caption.figure.all', { all: values.all }) : say('B.caption.figure', values),
      behindCases(both.flatMap(({ without, host }) => [without, host])).evidence,
      { conditions: [all] },
    ),
  ]
}

/** What section B's heading and captions say of the data. */
export function captionFindings(metrics: readonly Metric[]): Finding[] {
  const cases = casesOf(metrics, 'tcg', 'kvm')
  return [heading(cases), ...steps(cases, casesOf(metrics, 'kvm', 'host'))].map(framing)
}
