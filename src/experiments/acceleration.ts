import { say, type Text } from '../text/phrase.ts'
import { type Accelerator, type ConfigurationDeclaration, experiment, type MetricDeclaration } from './declaration.ts'
import { PERF_STAT } from './formats.ts'

/** A named model that both accelerators can give, so that the arms differ in the accelerator alone. */
const COMMON_CPU = 'qemu64'
/**
 * Seconds of a trial, of each round and of what is measured beside rounds, as an emulated host takes them on a computer of
 * two processors while the other host is at work. Without KVM most of it is the VM's boot and perf's own start.
 */
const booted = (accelerator: Accelerator, seconds: number, roundSeconds: number, extraSeconds = 0) =>
  ({
    repetition: 'boot',
    seconds,
    roundSeconds,
    extraSeconds,
    vm: { accelerator, cpu: COMMON_CPU, nic: 'virtio-net-pci' },
  }) as const satisfies ConfigurationDeclaration

const count = (
  title: MetricDeclaration['title'],
  unit: Text,
  only: Accelerator,
): MetricDeclaration & { role: 'evidence' } => ({
  title,
  unit,
  better: 'neither',
  role: 'evidence',
  optional: true,
  only: [only],
})

/** What nothing that runs is called among the programs: in names of files and of metrics. */
export const IDLE = 'idle'

const PROGRAMS = {
  'cpu-loop': {
    name: say('metric.loop'),
    prints: 'perf-stat-csv',
    byHand: { formats: PERF_STAT, name: say('metric.by-hand.program') },
    profiled: ['kvm', 'tcg'],
    metrics: {
      microsecondsPerTurn: {
        title: (program) => program,
        unit: say('unit.us-per-turn'),
        better: 'lower',
        role: 'headline',
        from: 'lab',
      },
      processorMicrosecondsPerTurn: {
        title: (program) => say('metric.processor-time', { program }),
        unit: say('unit.us-per-turn'),
        better: 'lower',
        role: 'evidence',
        from: 'lab',
      },
      cyclesPerTurn: {
        title: (program) => say('metric.cycles', { program }),
        unit: say('unit.cycles-per-turn'),
        better: 'lower',
        role: 'cost',
        optional: true,
        from: 'lab',
      },
      instructionsPerTurn: {
        title: (program) => say('metric.instructions', { program }),
        unit: say('unit.instructions-per-turn'),
        better: 'lower',
        role: 'cost',
        optional: true,
        from: 'lab',
      },
      elapsedMs: {
        title: (program) => say('metric.elapsed', { program }),
        unit: 'ms',
        better: 'lower',
        role: 'headline',
        from: 'hand',
      },
      taskClockMs: {
        title: (program) => say('metric.processor-time', { program }),
        unit: 'ms',
        better: 'lower',
        role: 'evidence',
        from: 'hand',
      },
      cycles: {
        title: (program) => say('metric.cycles', { program }),
        unit: say('unit.cycles'),
        better: 'lower',
        role: 'cost',
        optional: true,
        from: 'hand',
      },
      instructions: {
        title: (program) => say('metric.instructions', { program }),
        unit: say('unit.instructions'),
        better: 'lower',
        role: 'cost',
        optional: true,
        from: 'hand',
      },
    },
  },
  'process-creation': {
    name: say('metric.process-creation'),
    prints: 'perf-stat-csv',
    byHand: { formats: PERF_STAT },
    profiled: ['kvm', 'tcg'],
    metrics: {
      msPerProcess: {
        title: (program) => program,
        unit: say('unit.ms-per-process'),
        better: 'lower',
        role: 'headline',
      },
    },
  },
  'context-switch': {
    name: say('metric.context-switch'),
    prints: 'perf-bench',
    byHand: { formats: ['perf-bench'], benchmark: 'sched/pipe' },
    profiled: ['kvm'],
    metrics: {
      microsecondsPerOperation: {
        title: () => say('metric.context-switch-pipe'),
        unit: say('unit.us-per-operation'),
        better: 'lower',
        role: 'headline',
      },
    },
  },
  memcpy: {
    name: say('metric.memcpy'),
    prints: 'perf-bench',
    byHand: { formats: ['perf-bench'], benchmark: 'mem/memcpy' },
    profiled: ['kvm'],
    metrics: {
      megabytesPerSecond: { title: (program) => program, unit: 'MB/s', better: 'higher', role: 'headline' },
    },
  },
  syscall: {
    name: say('metric.syscall'),
    prints: 'perf-bench',
    byHand: { formats: ['perf-bench'], benchmark: 'syscall/basic' },
    profiled: ['kvm'],
    metrics: {
      microsecondsPerOperation: {
        title: (program) => program,
        unit: say('unit.us-per-call'),
        better: 'lower',
        role: 'headline',
      },
    },
  },
} as const satisfies Parameters<typeof experiment>[0]['programs']

/** Section B: the same programs with and without `-enable-kvm`, and on the host itself as the upper bound. */
export const acceleration = experiment({
  section: 'B',
  carriedOut: 'blocks',
  unit: 'boot',
  configurations: {
    tcg: booted('tcg', 130, 60, 75),
    kvm: booted('kvm', 20, 12, 50),
    'kvm-control': { ...booted('kvm', 20, 12), controlOf: 'kvm' },
    host: { repetition: 'round', seconds: 5, roundSeconds: 8, vm: null },
  },
  arms: ['kvm', 'tcg', 'host'],
  compare: [
    ['tcg', 'kvm'],
    ['kvm', 'host'],
  ],
  factors: [
    { name: 'accelerator', levels: ['kvm', 'tcg'] },
    { name: 'place', levels: ['vm', 'host'] },
    { name: 'program', levels: Object.keys(PROGRAMS) },
  ],
  programs: PROGRAMS,
  calibrated: true,
  evidence: {
    exitsPerOperation: count((program) => say('metric.exits', { program }), say('unit.exits-per-operation'), 'kvm'),
    exitsPerSecond: count(
      (program) => say('metric.exits-per-second', { program }),
      say('unit.exits-per-second'),
      'kvm',
    ),
    translatedBlocksPerSecond: count(
      (program) => say('metric.blocks', { program }),
      say('unit.blocks-per-second'),
      'tcg',
    ),
    hostBytesPerGuestByte: count((program) => say('metric.growth', { program }), say('unit.bytes-per-byte'), 'tcg'),
  },
  own: {
    boot: {
      seconds: {
        title: () => say('metric.boot'),
        unit: 's',
        better: 'lower',
        role: 'headline',
        only: ['kvm', 'tcg'],
      },
    },
    [IDLE]: {
      exitsPerSecond: count(() => say('metric.idle-exits-per-second'), say('unit.exits-per-second'), 'kvm'),
    },
  },
  main: { metric: 'cpu-loop.microsecondsPerTurn', title: say('chart.drift.acceleration'), of: 'tcg', against: 'kvm' },
  byHand: {
    what: 'perf stat or perf bench',
    configurations: ['kvm', 'tcg', 'host'],
    programs: Object.keys(PROGRAMS),
  },
  figures: ['acceleration', 'acceleration-samples'],
  tables: ['acceleration', 'exit-reasons', 'translator', 'controls-acceleration'],
  findings: [
    'B.answer',
    'B.short',
    'B.heading',
    'B.caption.figure',
    'B.seen.own-code',
    'B.seen.common-exits',
    'B.seen.apart.least',
    'B.seen.apart.most',
    ...Object.keys(PROGRAMS).flatMap((program) =>
      ['', '.host', '.exits', '.exit-reasons', '.explanation', '.profile'].map((end) => `B.${program}${end}`),
    ),
    'B.boot',
    'B.blocks',
    'B.hosts',
    'B.bound',
    'B.exit-kinds',
    'B.memcpy.place',
    'B.process-creation.leaves',
    'B.rounds',
    'B.neighbours',
    'B.process-creation.blocks',
    'B.syscall.calls',
    'B.sample-length',
    'B.steady',
    'B.clock',
    'B.warm-up',
    'B.translation',
    'B.control',
    'B.drift',
    'B.machine',
    'B.computers',
    'B.computer-apart',
  ],
})
