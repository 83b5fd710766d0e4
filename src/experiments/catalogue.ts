import { acceleration } from './acceleration.ts'
import type {
  ConfigurationDeclaration,
  Declaration,
  MetricDeclaration,
  MigrationSetting,
  ProgramDeclaration,
} from './declaration.ts'
import { failover } from './failover.ts'
import { matrix, WORKLOADS } from './matrix.ts'
import { migration } from './migration.ts'
import { type Keys, namesOf } from './names.ts'
import { network } from './network.ts'

/** Every experiment of the report, in the order of its sections. */
export const CATALOGUE = { acceleration, network, migration, matrix, failover } as const

type Catalogue = typeof CATALOGUE

export type Experiment = Keys<Catalogue>
/** A way to run the VM, or to migrate it. */
export type Configuration = Keys<Catalogue[Experiment]['configurations']>
/** What runs in a trial, or was run by hand. */
export type Program = Keys<Catalogue[Experiment]['programs']>
export type ProgramOf<E extends Experiment> = Keys<Catalogue[E]['programs']>
export type ConfigurationOf<E extends Experiment> = Keys<Catalogue[E]['configurations']>
export type Arm<E extends Experiment> = Catalogue[E]['arms'][number]
/** `memcpy.megabytesPerSecond`, `boot.seconds`, … */
export type MetricId = { [E in Experiment]: MetricIdOf<Catalogue[E]> }[Experiment]
type MetricIdOf<D extends Declaration> =
  | { [P in Keys<D['programs']>]: `${P}.${Keys<D['programs'][P]['metrics']> | Keys<D['evidence']>}` }[Keys<
      D['programs']
    >]
  | { [S in Keys<D['own']>]: `${S}.${Keys<D['own'][S]>}` }[Keys<D['own']>]
export type Workload = Keys<typeof WORKLOADS>
export type Section = Catalogue[Experiment]['section']
export type ExperimentFigure = Catalogue[Experiment]['figures'][number]
export type ExperimentTable = Catalogue[Experiment]['tables'][number]
/** Experiments whose trials are measured in blocks, on each host by itself. */
export type BlockExperiment = { [E in Experiment]: Catalogue[E]['carriedOut'] extends 'blocks' ? E : never }[Experiment]

export const EXPERIMENTS = namesOf(CATALOGUE)

/** The same declarations where it does not matter which one it is. */
export const declared: Readonly<Record<Experiment, Declaration>> = CATALOGUE

/** Once each, though two experiments may share one. */
const names = <T extends string>(of: (declaration: Declaration) => readonly string[]): readonly T[] =>
  [...new Set(EXPERIMENTS.flatMap((experiment) => of(declared[experiment])))] as T[]

/** Those that a reader sees first. */
export const CONFIGURATIONS = names<Configuration>(({ arms, configurations }) => [
  ...arms,
  ...Object.keys(configurations),
])
export const PROGRAMS = names<Program>(({ programs }) => Object.keys(programs))
export const SECTIONS = names<Section>(({ section }) => [section])
export const WORKLOAD_NAMES = namesOf(WORKLOADS)
export const EXPERIMENT_FIGURES = names<ExperimentFigure>(({ figures }) => figures)
export const EXPERIMENT_TABLES = names<ExperimentTable>(({ tables }) => tables)
export const EXPERIMENT_FINDINGS: readonly string[] = names(({ findings }) => findings)
export const BLOCK_EXPERIMENTS = EXPERIMENTS.filter(
  (experiment): experiment is BlockExperiment => declared[experiment].carriedOut === 'blocks',
)

/** What a reader sees of an experiment's configurations, and what is compared: `of` against `against`. */
export function armsIn(experiment: Experiment): {
  arms: readonly Configuration[]
  compare: readonly (readonly [Configuration, Configuration])[]
} {
  const { arms, compare } = CATALOGUE[experiment]
  return { arms, compare }
}

/** The programs of an experiment that the lab runs: others are retired, or were only ever measured by hand. */
export function programsOf<E extends Experiment>(experiment: E): readonly ProgramOf<E>[] {
  const { programs } = declared[experiment]
  const isRun = (name: string): boolean => programs[name]?.prints !== null && !programs[name]?.retired
  return Object.keys(programs).filter(isRun) as ProgramOf<E>[]
}

const PROGRAM_DECLARATIONS = new Map<string, ProgramDeclaration>(
  EXPERIMENTS.flatMap((experiment) => Object.entries(declared[experiment].programs)),
)
export function programDeclaration(program: Program): ProgramDeclaration {
  const found = PROGRAM_DECLARATIONS.get(program)
  if (found === undefined) throw new Error(`no experiment declares the program ${program}`)
  return found
}

const CONFIGURATION_DECLARATIONS = new Map<string, ConfigurationDeclaration>(
  EXPERIMENTS.toReversed().flatMap((experiment) => Object.entries(declared[experiment].configurations)),
)
/** What repeats a configuration, for every n. */
export function repetitionOf(configuration: Configuration): ConfigurationDeclaration['repetition'] {
  const found = CONFIGURATION_DECLARATIONS.get(configuration)
  if (found === undefined) throw new Error(`no experiment declares the configuration ${configuration}`)
  return found.repetition
}

/** The configuration of an experiment that is another one under a second name; null where it has none. */
export function controlOf(experiment: Experiment): { of: Configuration; against: Configuration } | null {
  for (const [of, { controlOf: against }] of Object.entries(declared[experiment].configurations)) {
    if (against !== undefined) return { of: of as Configuration, against: against as Configuration }
  }
  return null
}

/** A metric with its id and the program that has it; null where it is of the trial as a whole. */
export interface DeclaredMetric extends MetricDeclaration {
  id: string
  /** What it is measured of: a program, or a group of the trial's own. */
  source: string
  /** Its name there. */
  key: string
  program: Program | null
}

/** Costs stand after what they are the costs of. */
const rankOf = ({ role }: MetricDeclaration): number => (role === 'cost' ? 1 : 0)

const idsIn = (source: string, program: Program | null, metrics: Readonly<Record<string, MetricDeclaration>>) =>
  Object.entries(metrics).map(
    ([key, metric]): DeclaredMetric => ({ ...metric, id: `${source}.${key}`, source, key, program }),
  )

/**
 * Every metric of an experiment, in the order of the report: what each program gives, then what a trial gives as a whole;
 * costs after that, then what only some machines give, then the counts around every program.
 */
export function metricsOf(experiment: Experiment): DeclaredMetric[] {
  const { programs, own, evidence } = declared[experiment]
  const ofPrograms = Object.entries(programs).flatMap(([name, { metrics }]) => idsIn(name, name as Program, metrics))
  const ofTrials = Object.entries(own).flatMap(([name, metrics]) => idsIn(name, null, metrics))
  const around = Object.keys(programs).flatMap((name) => idsIn(name, name as Program, evidence))
  return [...ofPrograms, ...ofTrials].toSorted((a, b) => rankOf(a) - rankOf(b)).concat(around)
}

/** What is set about a migration of the matrix; null for a configuration that is none of its settings. */
export const settingOf = (configuration: Configuration): MigrationSetting | null =>
  declared.matrix.configurations[configuration]?.setting ?? null

/** Experiments of which somebody may have measured something by hand. */
const BY_HAND = EXPERIMENTS.flatMap((experiment) => {
  const { section, byHand } = declared[experiment]
  return byHand === null ? [] : [{ experiment, section: section as Section, ...byHand }]
})
export const BY_HAND_SECTIONS: readonly Section[] = BY_HAND.map(({ section }) => section)
export const BY_HAND_CONFIGURATIONS = BY_HAND.flatMap(
  ({ configurations }) => configurations,
) as readonly Configuration[]
export const BY_HAND_PROGRAMS = [...new Set(BY_HAND.flatMap(({ programs }) => programs))] as readonly Program[]

/** What is taken over of a section when it was measured by hand. */
export interface TakenByHand {
  experiment: Experiment
  /** In words. */
  what: string
  configurations: readonly Configuration[]
  programs: readonly Program[]
}

/** @throws Error for a section of which nothing is taken over */
export function takenByHand(section: Section): TakenByHand {
  const found = BY_HAND.find((one) => one.section === section)
  if (found === undefined) throw new Error(`nothing of section ${section} is measured by hand`)
  const { experiment, what, configurations, programs } = found
  return {
    experiment,
    what,
    configurations: configurations as readonly Configuration[],
    programs: programs as readonly Program[],
  }
}
