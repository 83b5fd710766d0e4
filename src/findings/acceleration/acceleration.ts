import type { LoadedRun } from '../../data/loaded-run.ts'
import { parsePerfStat, countOf } from '../../measurements/perf-stat.ts'
import { attempt } from '../reading/attempt.ts'
import type { Analysis } from '../analysis.ts'
import { controlsOf, settled } from '../model/control.ts'
import { formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { readPerf } from '../reading/perf.ts'
import { trialLimits } from '../model/limits.ts'
import { buildMetric, type MetricPlan, type Arm, type Metric } from '../model/metric.ts'
import { asSentence, reasonFor, trialsOf } from '../model/missing.ts'
import { readSamples } from '../reading/samples.ts'
import { profileFindings, profilesOf } from './profiles.ts'
import { rigourOf, sayRigour } from '../model/rigour.ts'
import { comparisonFinding, type Finding } from '../model/sentence.ts'
import { say } from '../../text/say.ts'

const PROGRAMS = ['cpu-loop', 'process-creation', 'context-switch', 'memcpy', 'syscall'] as const
const ALL = ['kvm', 'tcg', 'host'] as const
const PAIRS = [
  ['tcg', 'kvm'],
  ['kvm', 'host'],
] as const

/** The number of operations of a probe, for titles; null where the run has none. */
function operations(loaded: LoadedRun, probe: string): number | null {
  return loaded.trials.flatMap(({ trial }) => trial.samples).find((s) => s.probe === probe)?.operations ?? null
}

function programTitles(loaded: LoadedRun): Record<(typeof PROGRAMS)[number], string> {
  const turns = operations(loaded, 'cpu-loop')
  return {
    'cpu-loop':
      loaded.run.hosts.kind === 'by-hand'
        ? say('metric.by-hand.program')
        : turns === null
          ? say('metric.loop')
          : say('metric.loop-of', { turns: formatWhole(turns) }),
    'process-creation': say('metric.process-creation'),
    'context-switch': say('metric.context-switch'),
    memcpy: say('metric.memcpy'),
    syscall: say('metric.syscall'),
  }
}

function plans(loaded: LoadedRun): MetricPlan[] {
  const names = programTitles(loaded)
  const loop = names['cpu-loop']
  const program = (id: string, title: string, unit: string, better: 'lower' | 'higher'): MetricPlan => ({
    id,
    title,
    unit,
    better,
    configurations: ALL,
    compare: PAIRS,
  })
  const count = (
    id: string,
    title: string,
    unit: string,
    configurations: MetricPlan['configurations'],
  ): MetricPlan => ({ id, title, unit, better: 'neither', configurations, compare: [] })
  return [
    program('cpu-loop.elapsedMs', say('metric.elapsed', { program: loop }), 'ms', 'lower'),
    program('cpu-loop.taskClockMs', say('metric.processor-time', { program: loop }), 'ms', 'lower'),
    program('process-creation.msPerProcess', say('metric.process-creation'), say('unit.ms-per-process'), 'lower'),
    program(
      'context-switch.microsecondsPerOperation',
      say('metric.context-switch-pipe'),
      say('unit.us-per-operation'),
      'lower',
    ),
    program('memcpy.megabytesPerSecond', say('metric.memcpy'), 'MB/s', 'higher'),
    program('syscall.microsecondsPerOperation', say('metric.syscall'), say('unit.us-per-call'), 'lower'),
    { ...program('boot.seconds', say('metric.boot'), 's', 'lower'), configurations: ['kvm', 'tcg'] },
    {
      ...program('cpu-loop.cycles', say('metric.cycles', { program: loop }), say('unit.cycles'), 'lower'),
      compare: PAIRS,
    },
    {
      ...program(
        'cpu-loop.instructions',
        say('metric.instructions', { program: loop }),
        say('unit.instructions'),
        'lower',
      ),
      compare: PAIRS,
    },
    ...PROGRAMS.flatMap((probe) => [
      count(
        `${probe}.exitsPerOperation`,
        say('metric.exits', { program: names[probe] }),
        say('unit.exits-per-operation'),
        ['kvm'],
      ),
      count(
        `${probe}.exitsPerSecond`,
        say('metric.exits-per-second', { program: names[probe] }),
        say('unit.exits-per-second'),
        ['kvm'],
      ),
      count(`${probe}.translatedBlocks`, say('metric.blocks', { program: names[probe] }), say('unit.blocks'), ['tcg']),
      count(
        `${probe}.hostBytesPerGuestByte`,
        say('metric.growth', { program: names[probe] }),
        say('unit.bytes-per-byte'),
        ['tcg'],
      ),
    ]),
  ]
}

/** What perf says of hardware counters that it did not count, once for each event and configuration. */
function uncountedHardware(loaded: LoadedRun): string[] {
  const found = new Map<string, string>()
  for (const { trial, files } of loaded.trials) {
    for (const sample of trial.samples.filter(({ probe }) => probe === 'cpu-loop')) {
      const text = files[sample.files.output ?? '']
      if (text === undefined) continue
      // The sample's own reason is given where its numbers are read.
      const { format } = sample
      const counts = attempt(
        () =>
          format === undefined ? parsePerfStat(text, trial.id) : readPerf(format, { text, file: trial.id }).counts,
        () => undefined,
      )
      for (const event of ['cycles', 'instructions']) {
        const count = counts && countOf(counts, event)
        if (typeof count === 'string') found.set(`${trial.configuration} ${event}`, count)
      }
    }
  }
  if (found.size === 0) return []
  const printed = [...new Set(found.values())]
    .map((word) => `“<${word}>”`)
    .reduce((first, second) => say('and', { first, second }))
  return [say('missing.hardware-counters', { printed })]
}

const armOf = (metrics: readonly Metric[], id: string, configuration: Arm['configuration']): Arm | undefined =>
  metrics.find((metric) => metric.id === id)?.arms.find((arm) => arm.configuration === configuration)

const sourcesOf = (...arms: (Arm | undefined)[]): string[] => [
  ...new Set(arms.flatMap((arm) => arm?.samples ?? []).map(({ source }) => source)),
]

/** Why translation costs what it costs, as far as QEMU's own counts tell. */
function translationFinding(metrics: readonly Metric[]): Finding[] {
  const growth = armOf(metrics, 'cpu-loop.hostBytesPerGuestByte', 'tcg')
  if (!growth?.summary) return []
  const blocks = armOf(metrics, 'cpu-loop.translatedBlocks', 'tcg')
  const slower = metrics
    .find(({ id }) => id === 'cpu-loop.elapsedMs')
    ?.comparisons.some(({ of, verdict }) => of === 'tcg' && verdict === 'higher')
  const fresh = blocks?.summary
    ? say('B.translation.blocks', { blocks: formatQuantity(blocks.summary.value, say('unit.blocks')) })
    : ''
  const conclusion = slower ? ` ${say('B.translation.slower')}` : ''
  return [
    {
      id: 'B.translation',
      sentence: `${say('B.translation', { bytes: formatNumber(growth.summary.value), fresh })}${conclusion}`,
      verdict: 'described',
      evidence: sourcesOf(growth, blocks),
    },
  ]
}

/** How often KVM had to step in, program by program. */
function exitFindings(metrics: readonly Metric[]): Finding[] {
  return PROGRAMS.flatMap((probe): Finding[] => {
    const metric = metrics.find(({ id }) => id === `${probe}.exitsPerOperation`)
    const arm = armOf(metrics, `${probe}.exitsPerOperation`, 'kvm')
    if (!metric || !arm?.summary) return []
    return [
      {
        id: `B.${probe}.exits`,
        sentence: say('B.exits', { title: metric.title, exits: formatNumber(arm.summary.value) }),
        verdict: 'described',
        evidence: sourcesOf(arm),
      },
    ]
  })
}

/** Section B: the same programs with and without `-enable-kvm`, and on the host itself. */
export function analyseAcceleration(loaded: LoadedRun): Analysis['acceleration'] {
  const own = { ...loaded, trials: loaded.trials.filter(({ trial }) => trial.experiment === 'acceleration') }
  const { measurements, reasons } = readSamples(own.trials)
  const optional = (id: string): boolean => /\.(cycles|instructions|exits\w+|translatedBlocks|hostBytes\w+)$/.test(id)
  const isHeadline = ({ id }: Metric): boolean => !optional(id) && id !== 'cpu-loop.taskClockMs'
  const whyMissing = (id: string) => reasonFor(own, reasons, 'acceleration', id)
  const built = plans(own)
    .filter(({ id }) => !optional(id) || measurements.some(({ metric }) => metric === id))
    .map((plan) => buildMetric(plan, measurements, whyMissing(plan.id)))
  const controls = controlsOf(loaded, 'acceleration', built.filter(isHeadline), measurements, whyMissing)
  const metrics = built.map((metric) => settled(metric, controls))
  const profiles = profilesOf(own, programTitles(own))
  const rigour = rigourOf(loaded, 'acceleration', metrics, controls)
  const said = sayRigour(loaded, 'acceleration', metrics, rigour)
  const { notMeasured, ...trials } = trialsOf(loaded, 'acceleration')
  return {
    metrics,
    findings: [
      ...metrics.filter(isHeadline).flatMap((metric) =>
        metric.comparisons.map((comparison) => {
          const probe = metric.id.split('.')[0] ?? metric.id
          return comparisonFinding(comparison.of === 'tcg' ? `B.${probe}` : `B.${probe}.host`, metric, comparison)
        }),
      ),
      ...translationFinding(metrics),
      ...exitFindings(metrics),
      ...profileFindings(profiles),
      ...said.findings,
    ],
    trials,
    exitProfiles: profiles.exits,
    translatorProfiles: profiles.translator,
    notMeasured: [
      ...notMeasured,
      ...reasons.map(({ reason }) => asSentence(reason)),
      ...profiles.damaged,
      ...uncountedHardware(own),
      ...said.notMeasured,
    ],
    limits: [...trialLimits(loaded, metrics, 'boots'), ...said.limits],
    ...rigour,
  }
}
