import type { LoadedRun, LoadedTrial } from '../../data/loaded-run.ts'
import type { Environment, ExperimentDesign, Run } from '../../data/schema.ts'
import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import { shuffle } from '../../statistics/random.ts'
import { failoverTrial } from './failover.ts'
import { matrixTrial, SYNTHETIC_CELLS } from './matrix.ts'
import { migrationTrial } from './migration.ts'
import { EPOCH, iso, noise } from './noise.ts'
import { sampledTrial } from './samples.ts'

/**
 * FOR TESTS ONLY: an invented run whose raw files look as the tools print them. No code of the product may import
 * this file, as nothing in it was ever measured; the test of the architecture holds that rule.
 */
export interface SyntheticOptions {
  /** Boots of each configuration of acceleration and network. */
  trials?: number
  /** Samples that count, of each probe in each trial. */
  samples?: number
  /** Samples before them that are marked as warm-up. */
  warmups?: number
  migrations?: number
  /** With a configuration of each experiment under a second name, the load of the computer, and a design. */
  controls?: boolean
  /** Whether it has migrations under other settings and workloads as well. */
  matrix?: boolean
  /** Kills of a VM's QEMU with a secondary; those without one are one fewer, and at least one, and other faults come once each. */
  failovers?: number
  /** The hosts are booted anew for each block, and once more for the migrations. */
  freshHosts?: boolean
  seed?: number
}

/** /proc/loadavg and /proc/stat of two processors, some time after the start, of which `stolen` was given to others. */
const machineText = (load: number, seconds: number, stolen: number): string => {
  const ticks = (share: number): number => Math.round(200 * seconds * share)
  const times = [ticks(0.6), 0, ticks(0.1), ticks(0.25 - stolen), ticks(0.05), 0, 0, ticks(stolen), 0, 0].join(' ')
  return `${load.toFixed(2)} 0.80 0.70 2/180 4711\ncpu  ${times}\ncpu0 ${times}\nintr 27117462 0 9\nctxt 51938171\nbtime ${EPOCH - 1_000}\n`
}

/** The computer before and after a trial, which gave little of its time to others. */
const machineFiles = (startS: number, endS: number): Record<string, string> => {
  const load = 0.5 + (startS % 700) / 700
  return {
    'machine.before.txt': machineText(load, startS - EPOCH + 1_000, 0.004),
    'machine.after.txt': machineText(load + 0.8, endS - EPOCH + 1_000, 0.004),
  }
}

const ENVIRONMENT: Environment = {
  schema: 1,
  lab: {
    cpuModel: 'Synthetic processor',
    cpus: 2,
    memoryMiB: 8192,
    kernel: '6.1.0',
    os: 'Debian GNU/Linux 12',
    qemuVersion: '7.2.22',
    nodeVersion: '24.0.0',
  },
  host: {
    cpuModel: 'QEMU Virtual CPU version 2.5+',
    cpus: 1,
    memoryMiB: 2048,
    kernel: '6.1.0',
    os: 'Debian GNU/Linux 12',
    qemuVersion: '7.2.22',
    perfVersion: '6.1.187',
    iperf3Version: '3.12',
    accelerator: 'tcg',
  },
  vm: {
    cpuModel: 'QEMU Virtual CPU version 2.5+',
    cpus: 1,
    memoryMiB: 2048,
    kernel: '6.1.0',
    os: 'Debian GNU/Linux 12',
  },
  addresses: { host1: '192.168.100.1', host2: '192.168.100.2', vm: '192.168.100.10', prefixLength: 24 },
  hardwareCounters: { host1: 'not supported', vm: 'not supported' },
  images: { recipeHash: '0'.repeat(64), suite: 'bookworm' },
}

function withMachine({ trial, files }: LoadedTrial): LoadedTrial {
  const [start, end] = [Date.parse(trial.startedAt) / 1000, Date.parse(trial.finishedAt) / 1000]
  return { trial, files: { ...files, ...machineFiles(start, end) } }
}

/** Each block on a boot of the hosts of its own, the migrations on one after those. */
const onFreshHosts = ({ trial, files }: LoadedTrial, blocks: number): LoadedTrial => ({
  trial: { ...trial, hostBoot: trial.migration === null && trial.block !== null ? trial.block : blocks + 1 },
  files,
})

/** What the lab would have written down beforehand. */
function designs(options: Required<SyntheticOptions>): ExperimentDesign[] {
  const { trials, samples, warmups, migrations, freshHosts } = options
  const sampled = {
    unit: 'boot' as const,
    warmups,
    samples,
    samplesWithoutKvm: samples,
    blocks: { minimum: trials, maximum: trials + 2 },
    hostBoots: freshHosts ? trials + 2 : 1,
    extras: 'every-block' as const,
    streamS: null,
    leftOut: [],
  }
  return [
    {
      ...sampled,
      experiment: 'acceleration',
      configurations: ['tcg', 'kvm', 'kvm-control', 'host'],
      factors: [
        { name: 'accelerator', levels: ['kvm', 'tcg'] },
        { name: 'place', levels: ['vm', 'host'] },
      ],
      control: { of: 'kvm-control', against: 'kvm' },
      estimatedSeconds: trials * 340,
      stopping: { metric: 'cpu-loop.microsecondsPerTurn', of: 'tcg', against: 'kvm', targetWidth: 1.3 },
    },
    {
      ...sampled,
      experiment: 'network',
      configurations: ['virtio', 'e1000', 'virtio-control'],
      factors: [
        { name: 'card', levels: ['virtio-net-pci', 'e1000'] },
        { name: 'direction', levels: ['to the VM', 'from the VM'] },
      ],
      control: { of: 'virtio-control', against: 'virtio' },
      stopping: null,
      streamS: 14,
      estimatedSeconds: trials * 150,
    },
    {
      experiment: 'migration',
      unit: 'migration',
      configurations: ['precopy'],
      warmups: 0,
      samples: 1,
      samplesWithoutKvm: 0,
      factors: [{ name: 'direction', levels: ['host1 to host2', 'host2 to host1'] }],
      blocks: { minimum: migrations, maximum: migrations },
      hostBoots: 1,
      extras: null,
      streamS: null,
      leftOut: [],
      control: null,
      stopping: null,
      estimatedSeconds: migrations * 60,
    },
  ]
}

const killsOf = (configuration: ConfigurationOf<'failover'>, count: number) =>
  Array.from({ length: count }, (_, i) => ({ configuration, repetition: i + 1 }))

/** An invented run of the three experiments of sections B to D, and of the matrix and of kills where asked for. The same options give the same run. */
export function syntheticRun(options: SyntheticOptions = {}): LoadedRun {
  const {
    trials = 3,
    samples = 3,
    warmups = 1,
    migrations = 5,
    controls = false,
    matrix = false,
    failovers = 0,
    freshHosts = false,
    seed = 1,
  } = options
  const n = noise(seed)
  const copies = controls ? (['kvm-control', 'virtio-control'] as const) : []
  const configurations = ['kvm', 'tcg', 'host', 'virtio', 'e1000', ...copies] as const
  const cells = shuffle(
    configurations.flatMap((configuration) =>
      Array.from({ length: trials }, (_, i) => ({ configuration, repetition: i + 1 })),
    ),
    n.random,
  )
  const sampled = cells.map((cell, i) => sampledTrial({ ...cell, startS: EPOCH + i * 100, samples, warmups }, n))
  const migrated = Array.from({ length: migrations }, (_, i) =>
    migrationTrial(i + 1, EPOCH + (cells.length + i) * 100, n),
  )
  const settings = matrix
    ? SYNTHETIC_CELLS.map((cell, i) =>
        matrixTrial(cell, migrationTrial(i + 2, EPOCH + (cells.length + migrations + i) * 100, n)),
      )
    : []
  const killed =
    failovers === 0
      ? []
      : [
          ...killsOf('colo', failovers),
          ...killsOf('unprotected', Math.max(1, failovers - 1)),
          ...killsOf('secondary-killed', 1),
          ...killsOf('host-killed', 1),
          ...killsOf('cable-pulled', 1),
          ...killsOf('disk-full', 1),
        ]
  const before = cells.length + migrations + settings.length
  const failed = killed.map((one, i) => failoverTrial(one, EPOCH + (before + i) * 100, n))
  const all = [...sampled, ...migrated, ...settings, ...failed]
    .map((one) => (controls ? withMachine(one) : one))
    .map((one) => (freshHosts ? onFreshHosts(one, trials) : one))
  const run: Run = {
    schema: 1,
    id: 'synthetic',
    createdAt: iso(EPOCH),
    finishedAt: iso(EPOCH + all.length * 100),
    status: 'complete',
    statusReason: null,
    profile: 'quick',
    seed,
    hosts: {
      kind: 'emulated',
      reason: 'Synthetic data for tests.',
      kvm: { verdict: 'absent', ladder: [{ rung: 'device', passed: false, evidence: '/dev/kvm does not exist' }] },
      pinned: null,
      qemuFrom: null,
      given: null,
    },
    order: all.map(({ trial }) => trial.id),
    design: controls
      ? designs({ trials, samples, warmups, migrations, controls, matrix, failovers, freshHosts, seed })
      : [],
    only: null,
    budgetSeconds: null,
    stopped: [],
    part: null,
    parts: [],
    spans: [],
    qemu: 'bookworm',
  }
  return { run, environment: structuredClone(ENVIRONMENT), parts: [], journal: [], trials: all, unusable: [] }
}
