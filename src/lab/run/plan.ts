import { HOSTS, type HostName, otherHost } from '../../data/host-name.ts'
import type { ExperimentDesign, Profile, QemuSuite } from '../../data/schema.ts'
import {
  BLOCK_EXPERIMENTS,
  type BlockExperiment,
  CATALOGUE,
  type Configuration,
  declared,
  type Experiment,
  type Section,
} from '../../experiments/catalogue.ts'
import type { ProgramDeclaration } from '../../experiments/declaration.ts'
import { namesOf } from '../../experiments/names.ts'
import { WAYS } from '../../experiments/network-programs.ts'
import { createRandom, shuffle } from '../../statistics/random.ts'
import { type PlannedTrial, planned, secondsOf } from '../context/planned-trial.ts'
import { SUITE } from '../machines/images/recipe.ts'
import { blockDesign, failoverDesign, matrixDesign, migrationDesign } from './designs.ts'
import { planFailovers, untilHostsEnd } from './plan-failovers.ts'
import { planMatrix, planMigrations } from './plan-migrations.ts'
import { cellsWith, NO_FAILOVERS, PROFILES, type Repetitions, roundsOf } from './profiles.ts'
import { reduced } from './reduced.ts'

/** What each host measures of a block, in order. */
export interface Block extends Record<HostName, PlannedTrial[]> {
  /** 1-based. */
  number: number
}

/** What is measured between one boot of the hosts and the next. */
export interface Sitting {
  /**
   * Sections B and C. The hosts work through their lists at the same time, so that a trial always has a neighbour at work
   * and no host waits for the slow boots without KVM.
   */
  blocks: Block[]
  /** Section D: back and forth, one after the other. */
  migrations: PlannedTrial[]
  matrix: PlannedTrial[]
  /** Section F: one VM after the other whose QEMU is killed. */
  failovers: PlannedTrial[]
}

/** A whole run. */
export interface Plan {
  design: ExperimentDesign[]
  /** One where the hosts are booted once. */
  sittings: Sitting[]
  estimatedSeconds: number
}

export interface PlanOptions {
  profile: Profile
  seed: number
  /** Only this section. */
  only?: Section | undefined
  /** Fewer repetitions than the profile has, until they fit into this time. */
  budgetSeconds?: number | undefined
  /** The lab boots the hosts itself, and so can boot them anew; machines of the user's it does not. */
  bootsHosts?: boolean | undefined
  /**
   * Where the QEMU of hosts that the lab boots comes from. What machines of the user's have is not known before they are set up: of the
   * settings all are planned then, and what their QEMU lacks is skipped.
   */
  qemu?: QemuSuite | null | undefined
  /** To be measured part by part, each on a boot of the hosts of its own: then no rule can stop between blocks. */
  inParts?: boolean | undefined
}

/** Booting the hosts and preparing them; sharing the disk and booting the VMs that migrate. */
const START_SECONDS = 45
const SHARE_SECONDS = 50

/** Whether a plan has kills of QEMUs, for which hosts bring along the newest. */
export const killsQemus = ({
  profile,
  only,
  bootsHosts,
}: Pick<PlanOptions, 'profile' | 'only' | 'bootsHosts'>): boolean =>
  bootsHosts !== false && isWanted('failover', only) && (only !== undefined || !PROFILES[profile].failovers.alone)

/** The same options give the same plan, which is how an interrupted run goes on. */
export function planRun(options: PlanOptions): Plan {
  const { profile, seed, only, budgetSeconds, bootsHosts = true, inParts = false } = options
  const { matrix } = PROFILES[profile]
  const whole = {
    ...PROFILES[profile],
    ...(bootsHosts ? { matrix: { ...matrix, cells: cellsWith(options.qemu ?? SUITE, matrix.cells) } } : {}),
    ...(killsQemus({ profile, only, bootsHosts }) ? {} : { failovers: NO_FAILOVERS }),
  }
  let repetitions = inParts
    ? apart(whole)
    : bootsHosts
      ? whole
      : { ...whole, hostBoots: { eachBlock: false, migrations: 1 } }
  let plan = planOf(repetitions, seed, only)
  while (budgetSeconds !== undefined && plan.estimatedSeconds > budgetSeconds) {
    const fewer = reduced(repetitions, { inBlocks: blocksOf(plan).length > 0, moving: migrationsOf(plan).length > 0 })
    if (fewer === null) break
    repetitions = fewer
    plan = planOf(repetitions, seed, only)
  }
  return plan
}

/** Every block is measured, whatever the others gave: where each is measured is not known, nor when. */
const apart = (whole: Repetitions): Repetitions => ({
  ...whole,
  targetWidth: null,
  blocks: { minimum: whole.blocks.maximum, maximum: whole.blocks.maximum },
  hostBoots: { ...whole.hostBoots, eachBlock: true },
})

const isWanted = (experiment: Experiment, only: Section | undefined): boolean =>
  only === undefined || declared[experiment].section === only

function planOf(r: Repetitions, seed: number, only: Section | undefined): Plan {
  const random = createRandom(seed)
  const wanted = (experiment: Experiment): boolean => isWanted(experiment, only)
  const inBlocks = BLOCK_EXPERIMENTS.filter(wanted)
  const arms = inBlocks.flatMap((experiment) =>
    namesOf(CATALOGUE[experiment].configurations)
      .filter((configuration) => isMeasured(experiment, configuration, r.controls))
      .map(
        (configuration): Arm => ({
          experiment,
          configuration,
          secondsIn: (block) => secondsOfTrial(experiment, configuration, block, r),
        }),
      ),
  )
  const blocks = arms.length === 0 ? [] : planBlocks(arms, r.blocks.maximum, random)
  const migrations = wanted('migration') ? planMigrations(r.migrations) : []
  const matrix = wanted('matrix') ? planMatrix(r.matrix.cells, r.matrix.repetitions, random) : []
  // Drawn last: what was drawn before is as it was without them.
  const failovers = planFailovers(r.failovers, random)
  const sittings = sittingsOf({ blocks, migrations, matrix, failovers }, r)
  const design = [
    ...inBlocks.map((experiment) =>
      blockDesign(
        experiment,
        r,
        blocks.flatMap(({ host1, host2 }) => [...host1, ...host2]).filter((trial) => trial.experiment === experiment),
      ),
    ),
    ...(migrations.length > 0 ? [migrationDesign(migrations, r)] : []),
    ...(matrix.length > 0 ? [matrixDesign(matrix, r)] : []),
    ...(failovers.length > 0 ? [failoverDesign(failovers)] : []),
  ]
  return { design, sittings, estimatedSeconds: sittings.reduce((sum, sitting) => sum + secondsOfSitting(sitting), 0) }
}

const EMPTY: Sitting = { blocks: [], migrations: [], matrix: [], failovers: [] }

/** A boot of the hosts for each block and each part of section D, or one for all; section F has one of its own. */
function sittingsOf({ failovers, ...others }: Sitting, r: Repetitions): Sitting[] {
  const sittings = otherSittings({ ...others, failovers: [] }, r).filter((one) => trialsIn(one).length > 0)
  return failovers.length > 0 || sittings.length === 0 ? [...sittings, { ...EMPTY, failovers }] : sittings
}

function otherSittings({ blocks, migrations, matrix }: Sitting, { hostBoots }: Repetitions): Sitting[] {
  const parts = Math.min(hostBoots.migrations, Math.max(migrations.length, lastRepetition(matrix)))
  const share = (i: number) => Math.ceil((i * migrations.length) / parts)
  const moving = Array.from({ length: parts }, (_, i) => ({
    ...EMPTY,
    migrations: migrations.slice(share(i), share(i + 1)),
    matrix: matrix.filter(({ repetition }) => (repetition - 1) % parts === i),
  }))
  if (hostBoots.eachBlock) return [...blocks.map((block) => ({ ...EMPTY, blocks: [block] })), ...moving]
  const [first = EMPTY, ...rest] = moving
  return [{ ...first, blocks }, ...rest]
}

/** A sitting, boot by boot of the hosts: where one of them is killed, they are booted anew for the rest. */
export const bootsIn = ({ failovers, ...others }: Sitting): Sitting[] =>
  untilHostsEnd(failovers).map((part, i) => ({ ...(i === 0 ? others : EMPTY), failovers: part }))

/** The hosts work through each block's lists side by side; where one boot holds all blocks, neither waits between them. */
export function secondsOfSitting({ blocks, migrations, matrix, failovers }: Sitting): number {
  const moving = [...migrations, ...matrix]
  return (
    START_SECONDS * untilHostsEnd(failovers).length +
    Math.max(...HOSTS.map((name) => secondsOf(blocks.flatMap((block) => block[name])))) +
    (moving.length > 0 ? SHARE_SECONDS + secondsOf(moving) : 0) +
    secondsOf(failovers)
  )
}

/** What is retired is never planned again, and a control only where controls are asked for. */
function isMeasured(experiment: Experiment, configuration: string, controls: boolean): boolean {
  const declaration = declared[experiment].configurations[configuration]
  return declaration !== undefined && !declaration.retired && (controls || declaration.controlOf === undefined)
}

function secondsOfTrial(experiment: BlockExperiment, configuration: string, block: number, r: Repetitions): number {
  const declaration = declared[experiment].configurations[configuration]
  if (declaration === undefined) throw new Error(`${experiment} has no configuration ${configuration}`)
  const { seconds, roundSeconds = 0, extraSeconds = 0, vm } = declaration
  const { warmups, samples, samplesWithoutKvm } = roundsOf(experiment, r)
  const rounds = warmups + (vm?.accelerator === 'tcg' ? samplesWithoutKvm : samples)
  const inExtras = declaration.controlOf === undefined && (r.extras === 'every-block' || block === 1)
  const { longSamples } = declared[experiment]
  const programs = Object.entries<ProgramDeclaration>(declared[experiment].programs)
  const once = programs
    .filter(([program]) => !r.leftOut.some((one) => one === program))
    .map(([, one]) => one.onceSeconds ?? 0)
  const streams = longSamples ? WAYS.length * r.streamS : 0
  return (
    seconds + (roundSeconds + streams) * rounds + (inExtras ? extraSeconds + once.reduce((sum, s) => sum + s, 0) : 0)
  )
}

interface Arm {
  experiment: BlockExperiment
  configuration: Configuration
  secondsIn: (block: number) => number
}

/**
 * Blocks in pairs, the second of which has every configuration on the other host: so none is favoured by either, and both
 * have as much to do.
 */
function planBlocks(arms: readonly Arm[], count: number, random: () => number): Block[] {
  let hostOf = new Map<Arm, HostName>()
  const load = { host1: 0, host2: 0 }
  return Array.from({ length: count }, (_, i) => {
    hostOf =
      i % 2 === 0
        ? drawHosts(arms, i + 1, load, random)
        : new Map([...hostOf].map(([arm, host]) => [arm, otherHost(host)]))
    for (const [arm, host] of hostOf) load[host] += arm.secondsIn(i + 1)
    const listOf = (host: HostName) =>
      shuffle(
        arms
          .filter((arm) => hostOf.get(arm) === host)
          .map(({ experiment, configuration, secondsIn }) =>
            planned({ experiment, configuration, workload: null, repetition: i + 1 }, i + 1, host, secondsIn(i + 1)),
          ),
        random,
      )
    return { number: i + 1, host1: listOf('host1'), host2: listOf('host2') }
  })
}

/**
 * The longest trials first, each to the host with less to do; only then is the order of each list drawn.
 * @param before seconds that each host has to do in earlier blocks: what is measured in one of them alone makes them uneven
 */
function drawHosts(
  arms: readonly Arm[],
  block: number,
  before: Readonly<Record<HostName, number>>,
  random: () => number,
): Map<Arm, HostName> {
  const load = { ...before }
  const longestFirst = shuffle(arms, random).toSorted((a, b) => b.secondsIn(block) - a.secondsIn(block))
  return new Map(
    longestFirst.map((arm) => {
      const [either] = shuffle(HOSTS, random)
      const host = load.host1 === load.host2 ? (either as HostName) : load.host1 < load.host2 ? 'host1' : 'host2'
      load[host] += arm.secondsIn(block)
      return [arm, host]
    }),
  )
}

const lastRepetition = (trials: readonly PlannedTrial[]): number =>
  Math.max(0, ...trials.map(({ repetition }) => repetition))

export const blocksOf = ({ sittings }: Plan): Block[] => sittings.flatMap(({ blocks }) => blocks)
const migrationsOf = ({ sittings }: Plan): PlannedTrial[] => sittings.flatMap(({ migrations }) => migrations)

/** All trials of a sitting, the two hosts' taking turns. */
export function trialsIn({ blocks, migrations, matrix, failovers }: Sitting): PlannedTrial[] {
  const rows = blocks.flatMap(({ host1, host2 }) =>
    Array.from({ length: Math.max(host1.length, host2.length) }, (_, i) => [host1[i], host2[i]]).flat(),
  )
  return [...rows.filter((trial) => trial !== undefined), ...migrations, ...matrix, ...failovers]
}

/** All trials of a plan. */
export const trialsOf = ({ sittings }: Plan): PlannedTrial[] => sittings.flatMap(trialsIn)
