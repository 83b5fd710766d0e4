import { CATALOGUE } from '../../experiments/catalogue.ts'
import { STREAM_PROGRAMS, WAYS } from '../../experiments/network-programs.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { formatNumber, formatWhole } from '../../text/quantities.ts'
import { behindCases, type Case, casesOf, isClaimed } from '../model/answer.ts'
import { armOf, type Metric, mediansOf } from '../model/metric.ts'
import { counted, overTrials, told } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, filesOf, framing } from '../model/sentence.ts'

const isStream = ({ metric }: Case): boolean => STREAM_PROGRAMS.some((program) => metric.source === program)

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

/** Which stream differs most from boot to boot. */
function widest(metrics: readonly Metric[]): Finding[] {
  const arms = WAYS.flatMap((way) =>
    CATALOGUE.network.arms.flatMap((card) => {
      const arm = armOf(metrics, `iperf3-${way}.bitsPerSecond`, card)
      const medians = arm ? mediansOf(arm) : []
      const factor = Math.max(...medians) / Math.min(...medians)
      return arm && medians.length > 1 && Number.isFinite(factor) ? [{ way, card, arm, factor }] : []
    }),
  ).toSorted((a, b) => b.factor - a.factor)
  const [most] = arms
  if (!most) return []
  return [
    describedFinding(
      'C.caption.figure',
      say('C.caption.figure', {
        direction: say(`direction.${most.way}`),
        card: say(`configuration.${most.card}.within`),
        factor: formatNumber(most.factor),
      }),
      filesOf(...arms.map(({ arm }) => arm)),
      {
        conditions: [condition('highest by lowest median of a boot', most.factor, '>=', 1)],
        quantities: told(overTrials('most-by-least', '', counted(most.arm))),
      },
    ),
  ]
}

/** What section C's heading and captions say of the data. */
export function captionFindings(metrics: readonly Metric[]): Finding[] {
  const cases = casesOf(metrics, 'virtio', 'e1000')
  return [heading(cases), ...claimed(cases), ...widest(metrics)].map(framing)
}
