import { HOSTS, type HostName } from '../../data/host-name.ts'
import type { ExperimentDesign, Profile } from '../../data/schema.ts'
import { type TrialName, trialId } from '../../data/trial-id.ts'
import {
  BLOCK_EXPERIMENTS,
  type BlockExperiment,
  CATALOGUE,
  type Configuration,
  controlOf,
  declared,
  type Experiment,
  type Section,
} from '../../experiments/catalogue.ts'
import { namesOf } from '../../experiments/names.ts'
import { createRandom, shuffle } from '../../statistics/random.ts'
import { type MatrixCell, PROFILES, type Repetitions } from './profiles.ts'

export interface PlannedTrial extends TrialName {
  id: string
  /** 1-based; null for a migration of section D, which has no blocks. */
  block: number | null
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

export interface PlanOptions {
  profile: Profile
  seed: number
  /** Only this section. */
  only?: Section | undefined
  /** Fewer repetitions than the profile has, until they fit into this time. */
  budgetSeconds?: number | undefined
}

/** Booting the hosts and preparing them, sharing the disk and booting the VM that migrates. */
const START_SECONDS = 45
const SHARE_SECONDS = 40

const secondsOfOne = (experiment: Experiment, configuration: string): number =>
  declared[experiment].configurations[configuration]?.seconds ?? 0

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

function planOf(r: Repetitions, seed: number, only: Section | undefined): Plan {
  const random = createRandom(seed)
  const wanted = (experiment: Experiment): boolean => only === undefined || declared[experiment].section === only
  const inBlocks = BLOCK_EXPERIMENTS.filter(wanted)
  const arms = inBlocks.flatMap((experiment) =>
    namesOf(CATALOGUE[experiment].configurations)
      .filter((configuration) => isMeasured(experiment, configuration, r.controls))
      .map((configuration) => ({ experiment, configuration })),
  )
  const load = { host1: 0, host2: 0 }
  const blocks =
    arms.length === 0 ? [] : Array.from({ length: r.blocks.maximum }, (_, i) => planBlock(i + 1, arms, load, random))
  const migrations = wanted('migration') ? planMigrations(r.migrations) : []
  const matrix = wanted('matrix') ? planMatrix(r.matrix.cells, r.matrix.repetitions, random) : []
  const design = [
    ...inBlocks.map((experiment) => blockDesign(experiment, r, blocks)),
    ...(migrations.length > 0 ? [migrationDesign(migrations.length)] : []),
    ...(matrix.length > 0 ? [matrixDesign(r.matrix.cells, r.matrix.repetitions)] : []),
  ]
  const moving = [...migrations, ...matrix]
  const share = wanted('migration') || wanted('matrix') ? SHARE_SECONDS : 0
  const estimatedSeconds = START_SECONDS + Math.max(load.host1, load.host2) + share + secondsOf(moving)
  return { design, blocks, migrations, matrix, estimatedSeconds }
}

/** What is retired is never planned again, and a control only where controls are asked for. */
function isMeasured(experiment: Experiment, configuration: string, controls: boolean): boolean {
  const declaration = declared[experiment].configurations[configuration]
  return declaration !== undefined && !declaration.retired && (controls || declaration.controlOf === undefined)
}

/**
 * The longest trials first, each to the host with less to do; only then is the order of each list drawn.
 * @param load seconds that each host has to do so far; those of this block are added
 */
function planBlock(
  block: number,
  arms: readonly { experiment: BlockExperiment; configuration: Configuration }[],
  load: Record<HostName, number>,
  random: () => number,
): Block {
  const lists: Block = { host1: [], host2: [] }
  const secondsFor = (arm: (typeof arms)[number]) => secondsOfOne(arm.experiment, arm.configuration)
  const longestFirst = shuffle(arms, random).toSorted((a, b) => secondsFor(b) - secondsFor(a))
  for (const arm of longestFirst) {
    const { experiment, configuration } = arm
    const [either] = shuffle(HOSTS, random)
    const host = load.host1 === load.host2 ? (either as HostName) : load.host1 < load.host2 ? 'host1' : 'host2'
    load[host] += secondsFor(arm)
    lists[host].push(planned({ experiment, configuration, workload: null, repetition: block }, block, host))
  }
  return { host1: shuffle(lists.host1, random), host2: shuffle(lists.host2, random) }
}

const planned = (name: TrialName, block: number | null, host: HostName): PlannedTrial => ({
  id: trialId(name),
  ...name,
  block,
  host,
})

const turn = (i: number): HostName => (i % 2 === 0 ? 'host1' : 'host2')

const planMigrations = (count: number): PlannedTrial[] =>
  Array.from({ length: count }, (_, i) =>
    planned({ experiment: 'migration', configuration: 'precopy', workload: null, repetition: i + 1 }, null, turn(i)),
  )

const planMatrix = (cells: readonly MatrixCell[], repetitions: number, random: () => number): PlannedTrial[] =>
  Array.from({ length: repetitions }, (_, i) =>
    shuffle(cells, random).map(
      ([configuration, workload]): TrialName => ({ experiment: 'matrix', configuration, workload, repetition: i + 1 }),
    ),
  )
    .flat()
    .map((name, i) => planned(name, name.repetition, turn(i)))

/** Seconds that a list of trials takes. */
export const secondsOf = (trials: readonly PlannedTrial[]): number =>
  trials.reduce((sum, { experiment, configuration }) => sum + secondsOfOne(experiment, configuration), 0)

function blockDesign(experiment: BlockExperiment, r: Repetitions, blocks: readonly Block[]): ExperimentDesign {
  const own = blocks
    .flatMap(({ host1, host2 }) => [...host1, ...host2])
    .filter((trial) => trial.experiment === experiment)
  const { factors, unit, main, configurations } = CATALOGUE[experiment]
  const withoutKvm = Object.values(configurations).some(({ vm }) => vm?.accelerator === 'tcg')
  return {
    experiment,
    factors: factors.map(({ name, levels }) => ({ name, levels: [...levels] })),
    unit,
    configurations: [...new Set(own.map(({ configuration }) => configuration))],
    control: r.controls ? controlOf(experiment) : null,
    warmups: r.warmups,
    samples: r.samples,
    samplesWithoutKvm: withoutKvm ? r.samplesWithoutKvm : r.samples,
    blocks: r.blocks,
    stopping:
      r.targetWidth === null || r.blocks.minimum === r.blocks.maximum
        ? null
        : { metric: main.metric, of: main.of, against: main.against, targetWidth: r.targetWidth },
    estimatedSeconds: Math.round(secondsOf(own) / 2),
  }
}

const migrationDesign = (count: number): ExperimentDesign => ({
  experiment: 'migration',
  factors: CATALOGUE.migration.factors.map(({ name, levels }) => ({ name, levels: [...levels] })),
  unit: CATALOGUE.migration.unit,
  configurations: ['precopy'],
  control: null,
  warmups: 0,
  samples: 1,
  samplesWithoutKvm: 0,
  blocks: { minimum: count, maximum: count },
  stopping: null,
  estimatedSeconds: count * CATALOGUE.migration.configurations.precopy.seconds,
})

function matrixDesign(cells: readonly MatrixCell[], repetitions: number): ExperimentDesign {
  const settings = [...new Set(cells.map(([setting]) => setting))]
  return {
    experiment: 'matrix',
    unit: CATALOGUE.matrix.unit,
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
    estimatedSeconds: repetitions * cells.reduce((sum, [setting]) => sum + secondsOfOne('matrix', setting), 0),
  }
}

/** All trials of a plan, the two hosts' taking turns. */
export function trialsOf({ blocks, migrations, matrix }: Plan): PlannedTrial[] {
  const rows = blocks.flatMap(({ host1, host2 }) =>
    Array.from({ length: Math.max(host1.length, host2.length) }, (_, i) => [host1[i], host2[i]]).flat(),
  )
  return [...rows.filter((trial) => trial !== undefined), ...migrations, ...matrix]
}
