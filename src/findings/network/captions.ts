import { WAYS } from '../../experiments/network-programs.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { formatWhole } from '../../text/quantities.ts'
import { behindCases, type Case, casesOf, isClaimed } from '../model/answer.ts'
import type { Metric } from '../model/metric.ts'
import { condition, describedFinding, type Finding, framing } from '../model/sentence.ts'
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

/** Of how many quantities a difference is claimed. */
function claimed(cases: readonly Case[]): Finding[] {
  if (cases.length === 0) return []
  const differing = cases.filter(isClaimed).length
  const all = condition('quantities in which the cards differ', differing, '=', cases.length)
  const { evidence, claims } = behindCases(cases)
  return [
    describedFinding(
      'C.caption.table',
      all.holds
        ? say('C.caption.table.all')
        : differing === 0
          ? say('C.caption.table.none')
          : say('C.caption.table', { differing: formatWhole(differing), all: formatWhole(cases.length) }),
      evidence,
      { conditions: [all, ...claims] },
    ),
  ]
}

/** Which ratios of the figure are filled. */
function filled(cases: readonly Case[]): Finding[] {
  if (cases.length === 0) return []
  const differing = cases.filter(isClaimed)
  const { evidence, claims } = behindCases(cases)
  const all = formatWhole(cases.length)
  return [
    describedFinding(
      'C.caption.figure',
      differing.length === 0
        ? say('C.caption.figure.none', { all })
        : say('C.caption.figure', {
            all,
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
  return [heading(cases), ...claimed(cases), ...filled(cases)].map(framing)
}
