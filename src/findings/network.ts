import type { LoadedRun } from '../data/loaded-run.ts'
import type { Arm, Comparison, ExperimentResult, Finding, Metric } from './analysis.ts'
import { formatQuantity } from './format.ts'
import { trialLimits } from './limits.ts'
import { buildMetric, type MetricPlan } from './metric.ts'
import { asSentence, reasonFor, trialsOf } from './missing.ts'
import { EXIT_METRICS, readSamples } from './sample-readings.ts'
import { comparisonFinding } from './sentence.ts'

const CARDS = ['virtio', 'e1000'] as const
const DIRECTIONS = { 'iperf3-to-vm': 'the host to the VM', 'iperf3-from-vm': 'the VM to the host' } as const

const EXITS: Record<string, { title: string; tracepoint: string }> = Object.fromEntries(
  Object.entries(EXIT_METRICS).map(([tracepoint, id]) => {
    const titles: Record<string, string> = {
      exitsPerMegabyte: 'VM exits of every kind',
      mmioExitsPerMegabyte: 'Accesses to device registers in memory (MMIO)',
      pioExitsPerMegabyte: 'Accesses to device registers by port (PIO)',
      injectedInterruptsPerMegabyte: 'Interrupts injected into the VM',
      pageFaultExitsPerMegabyte: 'Page faults that KVM handled',
      msrExitsPerMegabyte: 'Accesses to model-specific registers (MSR)',
    }
    return [id, { title: titles[id] ?? id, tracepoint }]
  }),
)

function plans(): MetricPlan[] {
  const plan = (id: string, title: string, unit: string, better: MetricPlan['better']): MetricPlan =>
    ({ id, title, unit, better, configurations: CARDS, compare: [['virtio', 'e1000']] })
  return [
    ...Object.entries(DIRECTIONS).flatMap(([probe, direction]) => [
      plan(`${probe}.bitsPerSecond`, `TCP throughput, ${direction}`, 'Mbit/s', 'higher'),
      plan(`${probe}.retransmits`, `TCP segments sent again, ${direction}`, 'segments', 'neither'),
      ...Object.entries(EXITS).map(([id, { title }]) =>
        plan(`${probe}.${id}`, `${title}, ${direction}`, 'per MB', 'neither')),
    ]),
    plan('ping.roundTripMs', 'Round trip of ping', 'ms', 'lower'),
  ]
}

const comparisonOf = (metric: Metric | undefined): Comparison | undefined => metric?.comparisons[0]
const armOf = (metric: Metric, configuration: 'virtio' | 'e1000'): Arm | undefined =>
  metric.arms.find((arm) => arm.configuration === configuration)

const COUNTS = ['mmioExitsPerMegabyte', 'pioExitsPerMegabyte', 'injectedInterruptsPerMegabyte', 'exitsPerMegabyte']

/** For the middle of a sentence; a title that begins with an abbreviation stays as it is. */
const lowerFirst = (title: string): string =>
  /^[A-Z]{2}/.test(title) ? title : title.slice(0, 1).toLowerCase() + title.slice(1)

/** `7.4 per MB with virtio-net-pci against 133 per MB with e1000 (…)`, null where a card has no count. */
function bothCounts(metric: Metric | undefined): { text: string; evidence: string[] } | null {
  if (!metric) return null
  const [virtio, e1000] = [armOf(metric, 'virtio'), armOf(metric, 'e1000')]
  if (!virtio?.summary || !e1000?.summary) return null
  const tracepoint = EXITS[metric.id.split('.')[1] ?? '']?.tracepoint ?? ''
  return {
    text: `${formatQuantity(virtio.summary.value, 'per MB')} with virtio-net-pci against ` +
      `${formatQuantity(e1000.summary.value, 'per MB')} with e1000 (\`${tracepoint}\` on the host)`,
    evidence: [...new Set([...virtio.samples, ...e1000.samples].map(({ source }) => source))],
  }
}

/**
 * Why one card is faster. Claimed only where throughput and a count both differ, in opposite directions; else the
 * sentence says what is missing for a claim.
 */
function causeFinding(probe: keyof typeof DIRECTIONS, metrics: readonly Metric[]): Finding {
  const find = (id: string): Metric | undefined => metrics.find((metric) => metric.id === `${probe}.${id}`)
  const throughput = find('bitsPerSecond')
  const verdict = comparisonOf(throughput)?.verdict ?? 'not-measured'
  const direction = DIRECTIONS[probe]
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
      const sentence = `Throughput from ${direction} was not measured with both cards, so there is no difference to ` +
        'explain.'
      return { id, sentence, verdict, evidence }
    }
    const counts = shown
      ? `; ${lowerFirst(EXITS[shown.name]?.title ?? shown.name)} were counted all the same: ${shown.counts.text}`
      : '; nor were exits counted with both cards'
    const why = verdict === 'too-few-trials'
      ? `With so few boots no difference in throughput from ${direction} is claimed, and so no cause is named`
      : `No difference in throughput from ${direction} was found, and so no cause is named`
    return { id, sentence: `${why}${counts}.`, verdict, evidence }
  }
  const faster = verdict === 'higher' ? 'virtio-net-pci' : 'e1000'
  const opposite = verdict === 'higher' ? 'lower' : 'higher'
  const best = measured.find(({ metric }) => comparisonOf(metric)?.verdict === opposite)
  if (!best) {
    const reason = measured.length === 0
      ? 'exits were not counted with both cards'
      : 'no count of exits per megabyte differs in the matching direction'
    return {
      id,
      sentence: `Why ${faster} is faster from ${direction} is not shown: ${reason}. That the other card costs more ` +
        'work in the host for each packet is a conjecture.',
      verdict: 'described',
      evidence: [...new Set([...throughputFiles, ...measured.flatMap(({ counts }) => counts.evidence)])],
    }
  }
  const why = best.name === 'mmioExitsPerMegabyte' && faster === 'virtio-net-pci'
    ? ' A driver of e1000 writes to registers of the card for its packets, and each write leaves the VM; a driver of ' +
      'virtio puts descriptors into shared memory and notifies once for many packets.'
    : ' Each of them takes the processor away from the VM.'
  return {
    id,
    sentence: `The count of events that interrupt the VM goes with the throughput from ${direction}: ` +
      `${best.counts.text}.${why}`,
    verdict: 'described',
    evidence: best.counts.evidence,
  }
}

/** Section C: the two network cards on the same bridge and tap backend. */
export function analyseNetwork(loaded: LoadedRun): ExperimentResult {
  const own = { ...loaded, trials: loaded.trials.filter(({ trial }) => trial.experiment === 'network') }
  const { measurements, reasons } = readSamples(own.trials)
  const optional = (id: string): boolean => /\.(retransmits|\w+PerMegabyte)$/.test(id)
  const metrics = plans()
    .filter(({ id }) => !optional(id) || measurements.some(({ metric }) => metric === id))
    .map((plan) => buildMetric(plan, measurements, reasonFor(own, reasons, 'network', plan.id)))
  const { notMeasured, ...trials } = trialsOf(loaded, 'network')
  const findingId = (metric: Metric): string => {
    const [probe = '', name = ''] = metric.id.split('.')
    return ['bitsPerSecond', 'roundTripMs'].includes(name) ? `C.${probe}` : `C.${probe}.${name}`
  }
  const limits = trialLimits(loaded, metrics, 'boots')
  if (measurements.length > 0) {
    limits.push('The packets go between a host and its own VM and cross no wire: throughput across a physical ' +
      'network is not shown.')
    if (!measurements.some(({ metric }) => metric.endsWith('PerMegabyte'))) {
      limits.push('VM exits were not counted, so causes of a difference are conjectures.')
    }
  }
  return {
    metrics,
    findings: [
      ...metrics.flatMap((metric) =>
        metric.comparisons.map((comparison) => comparisonFinding(findingId(metric), metric, comparison))),
      ...(Object.keys(DIRECTIONS) as (keyof typeof DIRECTIONS)[]).map((probe) => causeFinding(probe, metrics)),
    ],
    trials,
    notMeasured: [...notMeasured, ...reasons.map(({ reason }) => asSentence(reason))],
    limits,
  }
}
