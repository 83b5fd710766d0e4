import { WAYS } from '../../experiments/network-programs.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { behindCases, type Case, casesOf, isClaimed } from '../model/answer.ts'
import type { Metric } from '../model/metric.ts'
import { condition, describedFinding, type Finding, framing } from '../model/sentence.ts'
import { claimedCosts } from './claimed-costs.ts'
import { isStream } from './streams.ts'

/** From where to where the streams went in which a card fared so. */
const waysIn = (streams: readonly Case[], fared: Case['fared']): Text =>
  listed(
    WAYS.filter((way) => streams.some((one) => one.metric.source === `iperf3-${way}` && one.fared === fared)).map(
      (way) => say(`direction.${way}`),
    ),
    'and',
  )

/** What the part on causes is about, and which card carried more where that is claimed of one alone. */
function heading(cases: readonly Case[]): Finding {
  const streams = cases.filter(isStream)
  const count = (fared: Case['fared']): number => streams.filter((one) => one.fared === fared).length
  const [better, worse] = [count('better'), count('worse')]
  const sentence =
    better > 0 && worse === 0
      ? say('C.heading.virtio', { ways: waysIn(streams, 'better') })
      : worse > 0 && better === 0
        ? say('C.heading.e1000', { ways: waysIn(streams, 'worse') })
        : say('C.heading')
  const { evidence, claims } = behindCases(streams)
  return describedFinding('C.heading', sentence, evidence, {
    conditions: [
      condition('streams in which virtio was faster', better, '>', 0),
      condition('streams in which e1000 was faster', worse, '=', 0),
      ...claims,
    ],
  })
}

/** Which ratios of the figure are filled: of those that answer the question, and of costs. */
function filled(cases: readonly Case[], metrics: readonly Metric[]): Finding[] {
  if (cases.length === 0) return []
  const costs = claimedCosts(metrics).map(({ one }) => one)
  const differing = [...cases.filter(isClaimed), ...costs]
  const { evidence, claims } = behindCases([...cases, ...costs])
  return [
    describedFinding(
      'C.caption.figure',
      differing.length === 0
        ? say('C.caption.figure.none')
        : say('C.caption.figure', {
            titles: listed(
              differing.map(({ metric }) => say('quoted', { text: metric.title })),
              'and',
            ),
          }),
      evidence,
      { conditions: [condition('ratios that are claimed', differing.length, '>', 0), ...claims] },
    ),
  ]
}

/** What section C's heading and captions say of the data. */
export function captionFindings(metrics: readonly Metric[]): Finding[] {
  const cases = casesOf(metrics, 'virtio', 'e1000')
  return [heading(cases), ...filled(cases, metrics)].map(framing)
}
