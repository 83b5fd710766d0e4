import { LEAST_QEMU } from '../../data/qemu-suite.ts'
import type { ExperimentDesign, Profile, QemuSuite } from '../../data/schema.ts'
import {
  type BlockExperiment,
  CATALOGUE,
  type ConfigurationOf,
  declared,
  PROGRAMS,
  type Program,
  programDeclaration,
  WORKLOAD_NAMES,
  type Workload,
} from '../../experiments/catalogue.ts'
import type { ConfigurationDeclaration } from '../../experiments/declaration.ts'
import { namesOf } from '../../experiments/names.ts'

/** How often things are repeated, and what is measured once; profiles differ in nothing else. */
export interface Repetitions {
  /** Each block holds every configuration of sections B and C once: a boot of the VM, or a round on the host itself. */
  blocks: { minimum: number; maximum: number }
  /** Between the two: enough once the interval of a section’s main ratio is as narrow, its upper end divided by its lower one. */
  targetWidth: number | null
  /** Whether a configuration is compared with itself. */
  controls: boolean
  /** Where evidence, and programs that need no rounds, are measured. */
  extras: NonNullable<ExperimentDesign['extras']>
  /** Programs without rounds that are not measured at all. */
  leftOut: readonly Program[]
  /** Rounds of every probe within a trial; without KVM fewer, since each takes half a minute or so. */
  samples: number
  samplesWithoutKvm: number
  /** How long a stream that is as fast as it goes is measured: on emulated hosts it comes and goes for seconds. */
  streamS: number
  /** Rounds before those, dropped by rule and kept in the raw data. */
  warmups: number
  migrations: number
  /** Boots of the hosts, where the lab boots them: anew for each block or one for all; and how many section D is spread over. */
  hostBoots: { eachBlock: boolean; migrations: number }
  /** Cells of the matrix, and how often each is run. */
  matrix: { cells: readonly MatrixCell[]; repetitions: number }
  /** QEMUs that are killed, with a secondary and without one; `alone`: only where nothing else is measured. */
  failovers: Record<ConfigurationOf<'failover'>, number> & { alone: boolean }
}

export const NO_FAILOVERS: Repetitions['failovers'] = {
  colo: 0,
  unprotected: 0,
  'secondary-killed': 0,
  'host-killed': 0,
  'cable-pulled': 0,
  'disk-full': 0,
  alone: false,
}

export type MatrixCell = readonly [ConfigurationOf<'matrix'>, Workload]

const SETTINGS: Readonly<Record<ConfigurationOf<'matrix'>, ConfigurationDeclaration>> = CATALOGUE.matrix.configurations

/** Those of the settings for which there is time in any profile, with the workload that tests them most. */
const QUICK_CELLS = namesOf(SETTINGS).flatMap((setting): MatrixCell[] =>
  SETTINGS[setting].quick ? [[setting, 'memory']] : [],
)
export const MAIN_CELLS: readonly MatrixCell[] = [...QUICK_CELLS, ['precopy', 'idle'], ['precopy', 'network']]

/** Those of the cells whose setting a suite's QEMU has: what is planned is measured. */
export const cellsWith = (qemu: QemuSuite, cells: readonly MatrixCell[]): MatrixCell[] =>
  cells.filter(([setting]) => {
    const since = SETTINGS[setting].setting?.since
    return since === undefined || LEAST_QEMU[qemu].localeCompare(since, 'en', { numeric: true }) >= 0
  })

const ALL_CELLS = namesOf(SETTINGS).flatMap((setting) =>
  WORKLOAD_NAMES.map((workload): MatrixCell => [setting, workload]),
)
const after = (first: readonly MatrixCell[], cells: readonly MatrixCell[]): readonly MatrixCell[] => [
  ...first,
  ...cells.filter((cell) => !first.some((one) => one.join() === cell.join())),
]
/** One thing at a time: every setting with the workload that tests it most, and every workload with the default. */
const ONE_AT_A_TIME = after(
  MAIN_CELLS,
  ALL_CELLS.filter(
    ([setting, workload]) => setting === 'precopy' || workload === (SETTINGS[setting].testedBy ?? 'memory'),
  ),
)
/** Every setting with every workload; where time is short the last ones are given up. */
const FULL = after(ONE_AT_A_TIME, ALL_CELLS)

const SPARED = PROGRAMS.filter((program) => programDeclaration(program).spared)

export const PROFILES: Record<Profile, Repetitions> = {
  // For tests: one of everything.
  smoke: {
    blocks: { minimum: 1, maximum: 1 },
    targetWidth: null,
    controls: false,
    extras: 'first-block',
    leftOut: [],
    samples: 1,
    samplesWithoutKvm: 1,
    streamS: 8,
    warmups: 0,
    migrations: 1,
    hostBoots: { eachBlock: false, migrations: 1 },
    matrix: {
      cells: [
        ['postcopy', 'memory'],
        ['precopy', 'cpu'],
        ['zero-none', 'idle'],
        ['zero-legacy', 'idle'],
        ['zero-multifd', 'idle'],
        ['dirty-limit', 'memory'],
      ],
      repetitions: 1,
    },
    failovers: {
      colo: 1,
      unprotected: 1,
      'secondary-killed': 1,
      'host-killed': 1,
      'cable-pulled': 1,
      'disk-full': 1,
      alone: true,
    },
  },
  quick: {
    blocks: { minimum: 3, maximum: 3 },
    targetWidth: null,
    controls: true,
    extras: 'first-block',
    leftOut: SPARED,
    samples: 1,
    samplesWithoutKvm: 1,
    streamS: 8,
    warmups: 1,
    migrations: 4,
    hostBoots: { eachBlock: false, migrations: 1 },
    matrix: { cells: QUICK_CELLS, repetitions: 1 },
    failovers: {
      colo: 5,
      unprotected: 2,
      'secondary-killed': 1,
      'host-killed': 1,
      'cable-pulled': 1,
      'disk-full': 1,
      alone: true,
    },
  },
  standard: {
    blocks: { minimum: 4, maximum: 6 },
    targetWidth: 1.3,
    controls: true,
    extras: 'every-block',
    leftOut: [],
    samples: 4,
    samplesWithoutKvm: 2,
    streamS: 14,
    warmups: 1,
    migrations: 10,
    hostBoots: { eachBlock: true, migrations: 2 },
    matrix: { cells: ONE_AT_A_TIME, repetitions: 2 },
    failovers: {
      colo: 7,
      unprotected: 3,
      'secondary-killed': 2,
      'host-killed': 2,
      'cable-pulled': 2,
      'disk-full': 2,
      alone: false,
    },
  },
  thorough: {
    blocks: { minimum: 6, maximum: 15 },
    targetWidth: 1.15,
    controls: true,
    extras: 'every-block',
    leftOut: [],
    samples: 8,
    samplesWithoutKvm: 4,
    streamS: 14,
    warmups: 1,
    migrations: 20,
    hostBoots: { eachBlock: true, migrations: 4 },
    matrix: { cells: FULL, repetitions: 4 },
    failovers: {
      colo: 15,
      unprotected: 5,
      'secondary-killed': 4,
      'host-killed': 4,
      'cable-pulled': 4,
      'disk-full': 4,
      alone: false,
    },
  },
}

/** Rounds of an experiment's programs within a trial. */
export function roundsOf(
  experiment: BlockExperiment,
  r: Repetitions,
): Pick<ExperimentDesign, 'warmups' | 'samples' | 'samplesWithoutKvm'> {
  const { longSamples, calibrated, configurations } = declared[experiment]
  const samples = longSamples ? Math.ceil(r.samples / 2) : r.samples
  const warmups = longSamples || calibrated ? 0 : r.warmups
  const withoutKvm = Object.values(configurations).some(({ vm }) => vm?.accelerator === 'tcg')
  return { warmups, samples, samplesWithoutKvm: withoutKvm ? r.samplesWithoutKvm : samples }
}
