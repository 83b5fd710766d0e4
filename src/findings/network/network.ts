import type { LoadedRun } from '../../data/loaded-run.ts'
import type { ExperimentResult } from '../analysis.ts'
import { controlsOf, settled } from '../model/control.ts'
import { formatQuantity } from '../../text/quantities.ts'
import { trialLimits } from '../model/limits.ts'
import { buildMetric, type MetricPlan, type Arm, type Comparison, type Metric } from '../model/metric.ts'
import { asSentence, reasonFor, trialsOf } from '../model/missing.ts'
import { EXIT_METRICS } from '../../experiments/network.ts'
import { readSamples } from '../reading/samples.ts'
import { rigourOf, sayRigour } from '../model/rigour.ts'
import { datagramFindings, offloadFindings } from './costs.ts'
import { comparisonFinding, type Finding } from '../model/sentence.ts'
import { say } from '../../text/say.ts'

const CARDS = ['virtio', 'e1000'] as const
/** The same streams with the offloads of the VM’s card switched off. */
const WITHOUT_OFFLOADS = {
  'iperf3-to-vm-no-offload': 'iperf3-to-vm',
  'iperf3-from-vm-no-offload': 'iperf3-from-vm',
} as const
const DATAGRAMS = { 'udp-small': say('datagram.small'), 'udp-large': say('datagram.large') } as const
const DIRECTIONS = { 'iperf3-to-vm': say('direction.to-vm'), 'iperf3-from-vm': say('direction.from-vm') } as const

const EXITS: Record<string, { title: string; tracepoint: string }> = Object.fromEntries(
  Object.entries(EXIT_METRICS).map(([tracepoint, id]) => {
    const titles: Record<string, string> = {
      exitsPerMegabyte: say('metric.exits-every'),
      mmioExitsPerMegabyte: say('metric.exits-mmio'),
      pioExitsPerMegabyte: say('metric.exits-pio'),
      injectedInterruptsPerMegabyte: say('metric.exits-interrupts'),
      pageFaultExitsPerMegabyte: say('metric.exits-page-faults'),
      msrExitsPerMegabyte: say('metric.exits-msr'),
    }
    return [id, { title: titles[id] ?? id, tracepoint }]
  }),
)

function plans(): MetricPlan[] {
  const plan = (id: string, title: string, unit: string, better: MetricPlan['better']): MetricPlan => ({
    id,
    title,
    unit,
    better,
    configurations: CARDS,
    compare: [['virtio', 'e1000']],
  })
  return [
    ...Object.entries(DIRECTIONS).flatMap(([probe, direction]) => [
      plan(
        `${probe}.bitsPerSecond`,
        say('metric.directed', { what: say('metric.throughput'), direction }),
        'Mbit/s',
        'higher',
      ),
      plan(
        `${probe}.retransmits`,
        say('metric.directed', { what: say('metric.retransmits'), direction }),
        say('unit.segments'),
        'neither',
      ),
      ...Object.entries(EXITS).map(([id, { title }]) =>
        plan(`${probe}.${id}`, say('metric.directed', { what: title, direction }), say('unit.per-mb'), 'neither'),
      ),
    ]),
    plan('ping.roundTripMs', say('metric.round-trip'), 'ms', 'lower'),
    ...Object.entries(DIRECTIONS).flatMap(([probe, direction]) => [
      plan(
        `${probe}.cpuSecondsPerGigabyte`,
        say('metric.directed', { what: say('metric.cpu-per-gigabyte'), direction }),
        's/GB',
        'lower',
      ),
      plan(
        `${probe}.qemuSecondsPerGigabyte`,
        say('metric.directed', { what: say('metric.qemu-per-gigabyte'), direction }),
        's/GB',
        'neither',
      ),
    ]),
    ...Object.entries(WITHOUT_OFFLOADS).map(([probe, on]) =>
      plan(
        `${probe}.bitsPerSecond`,
        say('metric.directed', { what: say('metric.throughput-no-offload'), direction: DIRECTIONS[on] }),
        'Mbit/s',
        'higher',
      ),
    ),
    ...Object.entries(DATAGRAMS).flatMap(([probe, size]) => [
      plan(`${probe}.lostPercent`, say('metric.datagrams-lost', { size }), '%', 'lower'),
      plan(`${probe}.jitterMs`, say('metric.jitter', { size }), 'ms', 'lower'),
      plan(`${probe}.cpuMicrosecondsPerDatagram`, say('metric.cpu-per-datagram', { size }), 'µs', 'lower'),
      plan(`${probe}.exitsPerDatagram`, say('metric.exits-per-datagram', { size }), '', 'neither'),
    ]),
  ]
}

const comparisonOf = (metric: Metric | undefined): Comparison | undefined => metric?.comparisons[0]
const armOf = (metric: Metric, configuration: 'virtio' | 'e1000'): Arm | undefined =>
  metric.arms.find((arm) => arm.configuration === configuration)

const COUNTS = [
  'mmioExitsPerMegabyte',
  'pioExitsPerMegabyte',
  'injectedInterruptsPerMegabyte',
  'exitsPerMegabyte',
] as const

/** `7.4 per MB with virtio-net-pci against 133 per MB with e1000 (…)`, null where a card has no count. */
function bothCounts(metric: Metric | undefined): { text: string; evidence: string[] } | null {
  if (!metric) return null
  const [virtio, e1000] = [armOf(metric, 'virtio'), armOf(metric, 'e1000')]
  if (!virtio?.summary || !e1000?.summary) return null
  const tracepoint = EXITS[metric.id.split('.')[1] ?? '']?.tracepoint ?? ''
  return {
    text: say('C.counts', {
      virtio: formatQuantity(virtio.summary.value, say('unit.per-mb')),
      e1000: formatQuantity(e1000.summary.value, say('unit.per-mb')),
      tracepoint,
    }),
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
      return { id, sentence: say('C.cause.not-measured', { direction }), verdict, evidence }
    }
    const counts = shown
      ? say('C.cause.counted', { what: say(`C.counted.${shown.name}`), counts: shown.counts.text })
      : say('C.cause.not-counted')
    const why = say(`C.cause.${verdict}`, { direction })
    return { id, sentence: `${why}${counts}.`, verdict, evidence }
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
  const own = { ...loaded, trials: loaded.trials.filter(({ trial }) => trial.experiment === 'network') }
  const { measurements, reasons } = readSamples(own.trials)
  const optional = (id: string): boolean =>
    /\.(retransmits|\w+Per(Megabyte|Gigabyte|Datagram)|lostPercent|jitterMs)$|-no-offload\./.test(id)
  const whyMissing = (id: string) => reasonFor(own, reasons, 'network', id)
  const built = plans()
    .filter(({ id }) => !optional(id) || measurements.some(({ metric }) => metric === id))
    .map((plan) => buildMetric(plan, measurements, whyMissing(plan.id)))
  const controls = controlsOf(
    loaded,
    'network',
    built.filter(({ id }) => !optional(id)),
    measurements,
    whyMissing,
  )
  const metrics = built.map((metric) => settled(metric, controls))
  const rigour = rigourOf(loaded, 'network', metrics, controls)
  const said = sayRigour(loaded, 'network', metrics, rigour)
  const { notMeasured, ...trials } = trialsOf(loaded, 'network')
  const findingId = (metric: Metric): string => {
    const [probe = '', name = ''] = metric.id.split('.')
    return ['bitsPerSecond', 'roundTripMs'].includes(name) ? `C.${probe}` : `C.${probe}.${name}`
  }
  const limits = [...trialLimits(loaded, metrics, 'boots'), ...said.limits]
  if (measurements.length > 0) {
    if (own.trials.some(({ trial }) => trial.samples.some(({ format }) => format === 'iperf2-text')))
      limits.push(say('limit.by-hand.iperf2'))
    if (loaded.run.hosts.kind !== 'by-hand') limits.push(say('limit.no-wire'))
    if (!measurements.some(({ metric }) => metric.endsWith('PerMegabyte'))) {
      limits.push(say('limit.no-exits'))
    }
  }
  return {
    metrics,
    findings: [
      ...metrics.flatMap((metric) =>
        metric.comparisons.map((comparison) => comparisonFinding(findingId(metric), metric, comparison)),
      ),
      ...(Object.keys(DIRECTIONS) as (keyof typeof DIRECTIONS)[]).map((probe) => causeFinding(probe, metrics)),
      ...offloadFindings(metrics),
      ...datagramFindings(metrics),
      ...said.findings,
    ],
    trials,
    notMeasured: [...notMeasured, ...reasons.map(({ reason }) => asSentence(reason)), ...said.notMeasured],
    limits,
    ...rigour,
  }
}
