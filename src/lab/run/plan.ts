import type { Configuration, Experiment, ExperimentDesign, Profile, Workload } from '../../data/schema.ts'
import { createRandom, shuffle } from '../../statistics/random.ts'
import type { HostName } from '../machines/hosts/host.ts'
import { type MatrixCell, PROFILES, type Repetitions } from './profiles.ts'

export interface PlannedTrial {
  id: string
  experiment: Experiment
  configuration: Configuration
  repetition: number
  /** 1-based; null for a migration of section D, which has no blocks. */
  block: number | null
  workload: Workload | null
  /** Where the VM runs; for a migration, where it is meant to leave: after one that failed it is still where it was. */
  host: HostName
}

/** What each host measures of a block, in order. */
export type Block = Record<HostName, PlannedTrial[]>

/** A whole run. */
export interface Plan {
  design: ExperimentDesign[]
  /**
   * Sections B and C. The hosts work through their lists at the same time, each on a core of its own, so that a trial
   * always has a neighbour at work and no core waits for the slow boots without KVM.
   */
  blocks: Block[]
  /** Section D: back and forth, one after the other. */
  migrations: PlannedTrial[]
  matrix: PlannedTrial[]
  estimatedSeconds: number
}

/** Sections that can be measured alone. */
export const SECTIONS = { B: 'acceleration', C: 'network', D: 'migration' } as const
export type SectionName = keyof typeof SECTIONS

export interface PlanOptions {
  profile: Profile
  seed: number
  /** Only this section. */
  only?: SectionName | undefined
  /** Fewer repetitions than the profile has, until they fit into this time. */
  budgetSeconds?: number | undefined
}

/** About how long a trial takes on emulated hosts, boot included, s: for balanced lists and the estimate shown. */
export const TRIAL_SECONDS = {
  host: 3,
  virtio: 47,
  e1000: 51,
  'virtio-control': 35,
  kvm: 30,
  'kvm-control': 28,
  tcg: 165,
} as const satisfies Partial<Record<Configuration, number>>
const MIGRATION_SECONDS = 36
const CELL_SECONDS = 19
/** Booting the hosts and preparing them, sharing the disk and booting the VM that migrates. */
const START_SECONDS = 45
const SHARE_SECONDS = 40

type LocalConfiguration = keyof typeof TRIAL_SECONDS
const ARMS: Record<'acceleration' | 'network', readonly LocalConfiguration[]> = {
  acceleration: ['tcg', 'kvm', 'kvm-control', 'host'],
  network: ['virtio', 'e1000', 'virtio-control'],
}
const CONTROLS = {
  acceleration: { of: 'kvm-control', against: 'kvm' },
  network: { of: 'virtio-control', against: 'virtio' },
} as const
const MAIN_RATIO = {
  acceleration: { metric: 'cpu-loop.elapsedMs', of: 'tcg', against: 'kvm' },
  network: { metric: 'iperf3-to-vm.bitsPerSecond', of: 'virtio', against: 'e1000' },
} as const

/** The same options give the same plan, which is how an interrupted run goes on. */
export function planRun({ profile, seed, only, budgetSeconds }: PlanOptions): Plan {
  let repetitions = PROFILES[profile]
  let plan = planOf(repetitions, seed, only)
  while (budgetSeconds !== undefined && plan.estimatedSeconds > budgetSeconds) {
    const fewer = reduced(repetitions, plan)
    if (fewer === null) break
    repetitions = fewer
    plan = planOf(repetitions, seed, only)
  }
  return plan
}

/** One step down: the matrix first, which section D can do best without, then whatever takes longest. */
function reduced(r: Repetitions, { blocks, migrations }: Plan): Repetitions | null {
  if (r.matrix.repetitions > 1) return { ...r, matrix: { ...r.matrix, repetitions: r.matrix.repetitions - 1 } }
  if (blocks.length > 0 && r.blocks.maximum > 3) {
    const maximum = r.blocks.maximum - 1
    return { ...r, blocks: { minimum: Math.min(r.blocks.minimum, maximum), maximum } }
  }
  if (migrations.length > 0 && r.migrations > 5) return { ...r, migrations: r.migrations - 1 }
  if (r.matrix.cells.length > 0) return { ...r, matrix: { ...r.matrix, cells: r.matrix.cells.slice(0, -1) } }
  if (blocks.length > 0 && r.samples > 2) return { ...r, samples: r.samples - 1 }
  if (blocks.length > 0 && r.controls) return { ...r, controls: false }
  if (migrations.length > 0 && r.migrations > 2) return { ...r, migrations: r.migrations - 1 }
  if (blocks.length > 0 && r.blocks.maximum > 2) return { ...r, blocks: { minimum: 2, maximum: 2 } }
  return null
}

function planOf(r: Repetitions, seed: number, only: SectionName | undefined): Plan {
  const random = createRandom(seed)
  const local = (['acceleration', 'network'] as const).filter((name) => only === undefined || SECTIONS[only] === name)
  const arms = local.flatMap((experiment) =>
    ARMS[experiment]
      .filter((configuration) => r.controls || configuration !== CONTROLS[experiment].of)
      .map((configuration) => ({ experiment, configuration })),
  )
  const load = { host1: 0, host2: 0 }
  const blocks =
    arms.length === 0 ? [] : Array.from({ length: r.blocks.maximum }, (_, i) => planBlock(i + 1, arms, load, random))
  const moving = only === undefined || only === 'D'
  const migrations = moving ? planMigrations(r.migrations) : []
  const matrix = moving ? planMatrix(r.matrix.cells, r.matrix.repetitions, random) : []
  const design = [
    ...local.map((experiment) => localDesign(experiment, r, blocks)),
    ...(migrations.length > 0 ? [migrationDesign(migrations.length)] : []),
    ...(matrix.length > 0 ? [matrixDesign(r.matrix.cells, r.matrix.repetitions)] : []),
  ]
  const estimatedSeconds =
    START_SECONDS +
    Math.max(load.host1, load.host2) +
    (moving ? SHARE_SECONDS + migrations.length * MIGRATION_SECONDS + matrix.length * CELL_SECONDS : 0)
  return { design, blocks, migrations, matrix, estimatedSeconds }
}

/**
 * The longest trials first, each to the host with less to do; only then is the order of each list drawn.
 * @param load seconds that each host has to do so far; those of this block are added
 */
function planBlock(
  block: number,
  arms: readonly { experiment: Experiment; configuration: LocalConfiguration }[],
  load: Record<HostName, number>,
  random: () => number,
): Block {
  const lists: Block = { host1: [], host2: [] }
  const longestFirst = shuffle(arms, random).toSorted(
    (a, b) => TRIAL_SECONDS[b.configuration] - TRIAL_SECONDS[a.configuration],
  )
  for (const { experiment, configuration } of longestFirst) {
    const [either] = shuffle(['host1', 'host2'] as const, random)
    const host = load.host1 === load.host2 ? (either as HostName) : load.host1 < load.host2 ? 'host1' : 'host2'
    load[host] += TRIAL_SECONDS[configuration]
    lists[host].push({
      id: `${experiment}-${configuration}-${block}`,
      experiment,
      configuration,
      repetition: block,
      block,
      workload: null,
      host,
    })
  }
  return { host1: shuffle(lists.host1, random), host2: shuffle(lists.host2, random) }
}

const planMigrations = (count: number): PlannedTrial[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `migration-precopy-${i + 1}`,
    experiment: 'migration',
    configuration: 'precopy',
    repetition: i + 1,
    block: null,
    workload: null,
    host: i % 2 === 0 ? 'host1' : 'host2',
  }))

const planMatrix = (cells: readonly MatrixCell[], repetitions: number, random: () => number): PlannedTrial[] =>
  Array.from({ length: repetitions }, (_, i) =>
    shuffle(cells, random).map(([configuration, workload]) => ({
      id: `matrix-${configuration}-${workload}-${i + 1}`,
      experiment: 'matrix' as const,
      configuration,
      repetition: i + 1,
      block: i + 1,
      workload,
    })),
  )
    .flat()
    .map((trial, i) => ({ ...trial, host: i % 2 === 0 ? 'host1' : 'host2' }))

/** Seconds that a list of trials of sections B and C takes. */
export const secondsOf = (trials: readonly PlannedTrial[]): number =>
  trials.reduce((sum, { configuration }) => sum + (TRIAL_SECONDS[configuration as LocalConfiguration] ?? 0), 0)

function localDesign(
  experiment: 'acceleration' | 'network',
  r: Repetitions,
  blocks: readonly Block[],
): ExperimentDesign {
  const own = blocks
    .flatMap(({ host1, host2 }) => [...host1, ...host2])
    .filter((trial) => trial.experiment === experiment)
  const factors =
    experiment === 'acceleration'
      ? [
          { name: 'accelerator', levels: ['kvm', 'tcg'] },
          { name: 'place', levels: ['vm', 'host'] },
          { name: 'program', levels: ['cpu-loop', 'process-creation', 'context-switch', 'memcpy', 'syscall'] },
        ]
      : [
          { name: 'card', levels: ['virtio-net-pci', 'e1000'] },
          { name: 'direction', levels: ['to the VM', 'from the VM'] },
          { name: 'datagram', levels: ['64 bytes', '1400 bytes'] },
          { name: 'offloads', levels: ['on', 'off'] },
        ]
  return {
    experiment,
    factors,
    unit: 'boot',
    configurations: [...new Set(own.map(({ configuration }) => configuration))],
    control: r.controls ? CONTROLS[experiment] : null,
    warmups: r.warmups,
    samples: r.samples,
    samplesWithoutKvm: experiment === 'network' ? r.samples : r.samplesWithoutKvm,
    blocks: r.blocks,
    stopping:
      r.targetWidth === null || r.blocks.minimum === r.blocks.maximum
        ? null
        : { ...MAIN_RATIO[experiment], targetWidth: r.targetWidth },
    estimatedSeconds: Math.round(secondsOf(own) / 2),
  }
}

const migrationDesign = (count: number): ExperimentDesign => ({
  experiment: 'migration',
  factors: [{ name: 'direction', levels: ['host1 to host2', 'host2 to host1'] }],
  unit: 'migration',
  configurations: ['precopy'],
  control: null,
  warmups: 0,
  samples: 1,
  samplesWithoutKvm: 0,
  blocks: { minimum: count, maximum: count },
  stopping: null,
  estimatedSeconds: count * MIGRATION_SECONDS,
})

function matrixDesign(cells: readonly MatrixCell[], repetitions: number): ExperimentDesign {
  const settings = [...new Set(cells.map(([setting]) => setting))]
  return {
    experiment: 'matrix',
    unit: 'migration',
    configurations: settings,
    factors: [
      { name: 'setting', levels: settings },
      { name: 'workload', levels: [...new Set(cells.map(([, workload]) => workload))] },
    ],
    control: null,
    warmups: 0,
    samples: 1,
    samplesWithoutKvm: 0,
    blocks: { minimum: repetitions, maximum: repetitions },
    stopping: null,
    estimatedSeconds: cells.length * repetitions * CELL_SECONDS,
  }
}

/** All trials of a plan, the two hosts' taking turns. */
export function trialsOf({ blocks, migrations, matrix }: Plan): PlannedTrial[] {
  const rows = blocks.flatMap(({ host1, host2 }) =>
    Array.from({ length: Math.max(host1.length, host2.length) }, (_, i) => [host1[i], host2[i]]).flat(),
  )
  return [...rows.filter((trial) => trial !== undefined), ...migrations, ...matrix]
}
