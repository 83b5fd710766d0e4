import type { ExperimentDesign, Profile, QemuSuite } from '../../data/schema.ts'
import { BLOCK_EXPERIMENTS, declared, type Experiment, type Section } from '../../experiments/catalogue.ts'
import { createRandom } from '../../statistics/random.ts'
import type { PlannedTrial } from '../context/planned-trial.ts'
import { SUITE } from '../machines/images/recipe.ts'
import { blockDesign, failoverDesign, matrixDesign, migrationDesign } from './designs.ts'
import { type Block, planBlocks } from './plan-blocks.ts'
import { planFailovers } from './plan-failovers.ts'
import { planMatrix, planMigrations } from './plan-migrations.ts'
import { cellsWith, NO_FAILOVERS, PROFILES, type Repetitions } from './profiles.ts'
import { reduced } from './reduced.ts'
import { type Sitting, secondsOfSitting, sittingsOf, trialsIn } from './sitting.ts'

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
  const blocks = planBlocks(inBlocks, r, random)
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

export const blocksOf = ({ sittings }: Plan): Block[] => sittings.flatMap(({ blocks }) => blocks)
const migrationsOf = ({ sittings }: Plan): PlannedTrial[] => sittings.flatMap(({ migrations }) => migrations)

/** All trials of a plan. */
export const trialsOf = ({ sittings }: Plan): PlannedTrial[] => sittings.flatMap(trialsIn)
