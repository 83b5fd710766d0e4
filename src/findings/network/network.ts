import type { LoadedRun } from '../../data/loaded-run.ts'
import { CATALOGUE, type ProgramOf } from '../../experiments/catalogue.ts'
import { TRACEPOINTS } from '../../experiments/network.ts'
import { say, type Text, text } from '../../text/phrase.ts'
import { formatQuantity } from '../../text/quantities.ts'
import { analyseBlocks, comparisonFindings } from '../model/block-analysis.ts'
import { arrangementFindings } from '../model/blocks.ts'
import type { ExperimentResult } from '../model/experiment-result.ts'
import { armIn, type Comparison, type Metric } from '../model/metric.ts'
import { type Finding, filesOf } from '../model/sentence.ts'
import { claimsWithin, datagramFindings, offloadFindings } from './costs.ts'
import { explanationFindings } from './explanations.ts'
import { seenOf } from './seen.ts'

/** Streams with their offloads, in either direction. */
const STREAMS = ['iperf3-to-vm', 'iperf3-from-vm'] as const satisfies readonly ProgramOf<'network'>[]

const comparisonOf = (metric: Metric | undefined): Comparison | undefined => metric?.comparisons[0]
const COUNTS = [
  'mmioExitsPerMegabyte',
  'pioExitsPerMegabyte',
  'injectedInterruptsPerMegabyte',
  'exitsPerMegabyte',
] as const

/** `7.4 per MB with virtio-net-pci against 133 per MB with e1000 (…)`, null where a card has no count. */
function bothCounts(metric: Metric | undefined): { text: Text; evidence: string[] } | null {
  if (!metric) return null
  const [virtio, e1000] = [armIn(metric, 'virtio'), armIn(metric, 'e1000')]
  if (!virtio?.summary || !e1000?.summary) return null
  const tracepoint = TRACEPOINTS.get(metric.id) ?? ''
  return {
    text: say('C.counts', {
      virtio: formatQuantity(virtio.summary.value, say('unit.per-mb')),
      e1000: formatQuantity(e1000.summary.value, say('unit.per-mb')),
      statistic: say(`statistic.${virtio.summary.statistic}.many`),
      tracepoint,
    }),
    evidence: filesOf(virtio, e1000),
  }
}

/**
 * Why one card is faster. Claimed only where throughput and a count both differ, in opposite directions; else the
 * sentence says what is missing for a claim.
 */
function causeFinding(probe: (typeof STREAMS)[number], metrics: readonly Metric[]): Finding {
  const find = (id: string): Metric | undefined => metrics.find((metric) => metric.id === `${probe}.${id}`)
  const throughput = find('bitsPerSecond')
  const verdict = comparisonOf(throughput)?.verdict ?? 'not-measured'
  const direction = CATALOGUE.network.programs[probe].name
  const id = `C.${probe}.cause`
  const measured = COUNTS.flatMap((name) => {
    const metric = find(name)
    const counts = bothCounts(metric)
    return metric && counts ? [{ name, metric, counts }] : []
  })
  const throughputFiles = [...new Set(throughput?.arms.flatMap(({ samples }) => samples.map(({ source }) => source)))]
  if (verdict !== 'higher' && verdict !== 'lower') {
    const [shown] = measured
    const evidence = [...throughputFiles, ...(shown?.counts.evidence ?? [])]
    if (verdict === 'not-measured') {
      return { id, sentence: say('C.cause.not-measured', { direction }), verdict, evidence }
    }
    const counts = shown
      ? say('C.cause.counted', { what: say(`C.counted.${shown.name}`), counts: shown.counts.text })
      : say('C.cause.not-counted')
    const why = say(`C.cause.${verdict}`, { direction })
    return { id, sentence: text`${why}${counts}.`, verdict, evidence }
  }
  const faster = verdict === 'higher' ? 'virtio-net-pci' : 'e1000'
  const opposite = verdict === 'higher' ? 'lower' : 'higher'
  const best = measured.find(({ metric }) => comparisonOf(metric)?.verdict === opposite)
  if (!best) {
    const reason = say(measured.length === 0 ? 'C.cause.none-counted' : 'C.cause.none-matching')
    return {
      id,
      sentence: say('C.cause.conjecture', { faster, direction, reason }),
      verdict: 'described',
      evidence: [...new Set([...throughputFiles, ...measured.flatMap(({ counts }) => counts.evidence)])],
    }
  }
  const why =
    best.name === 'mmioExitsPerMegabyte' && faster === 'virtio-net-pci'
      ? say('C.cause.registers')
      : say('C.cause.interruption')
  return {
    id,
    sentence: say('C.cause', { direction, counts: best.counts.text, why }),
    verdict: 'described',
    evidence: best.counts.evidence,
  }
}

/** Section C: the two network cards on the same bridge and tap backend. */
export function analyseNetwork(loaded: LoadedRun): ExperimentResult {
  const { own, measurements, within, result } = analyseBlocks(loaded, 'network', claimsWithin)
  const { metrics } = result
  const offloads = offloadFindings(metrics, within)
  const limits = [...result.limits]
  if (measurements.length > 0) {
    if (own.trials.some(({ trial }) => trial.samples.some(({ format }) => format === 'iperf2-text')))
      limits.push(say('limit.by-hand.iperf2'))
    if (loaded.run.hosts.kind !== 'by-hand') limits.push(say('limit.no-wire'))
    if (!measurements.some(({ metric }) => TRACEPOINTS.has(metric))) limits.push(say('limit.no-exits'))
  }
  return {
    ...result,
    findings: [
      ...comparisonFindings('network', metrics),
      ...STREAMS.map((probe) => causeFinding(probe, metrics)),
      ...offloads,
      ...datagramFindings(metrics, within),
      ...arrangementFindings(loaded, 'network'),
      ...explanationFindings(own, metrics, offloads),
      ...seenOf(metrics),
      ...result.findings,
    ],
    limits,
  }
}
