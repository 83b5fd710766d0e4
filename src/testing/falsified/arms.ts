import type { LoadedRun, LoadedTrial } from '../../data/loaded-run.ts'
import type { Configuration, Sample } from '../../data/schema.ts'
import { type BlockExperiment, controlOf, declared, type Program } from '../../experiments/catalogue.ts'
import { both, type Falsify, onlyTrials } from './falsify.ts'

/** The sample of the same program and place in another trial; where it has fewer, its last. */
function counterpart(
  samples: readonly Sample[],
  { probe, index }: Pick<Sample, 'probe' | 'index'>,
): Sample | undefined {
  const same = samples.filter((one) => one.probe === probe)
  return same.find((one) => one.index === index) ?? same.at(-1)
}

/** The text of a sample's file of a role. */
const textOf = ({ files }: LoadedTrial, sample: Sample | undefined, role: string): string | undefined =>
  files[sample?.files[role] ?? '']

/**
 * A trial that measured what another one did. Counters that only its own configuration has, as KVM's or the translator's,
 * stay its own.
 */
function measuredAs(own: LoadedTrial, other: LoadedTrial): LoadedTrial {
  const files = { ...own.files }
  const samples = other.trial.samples.map((sample): Sample => {
    const mine = counterpart(own.trial.samples, sample)
    const roles = Object.keys(mine?.files ?? sample.files)
    const named = roles.map((role) => {
      const name = sample.files[role] ?? `${sample.probe}.${sample.index}.${role}.txt`
      files[name] = textOf(other, sample, role) ?? textOf(own, mine, role) ?? ''
      return [role, name] as const
    })
    return { ...sample, place: mine?.place ?? sample.place, files: Object.fromEntries(named) }
  })
  const bootMs = own.trial.bootMs === null ? null : (other.trial.bootMs ?? own.trial.bootMs)
  return { trial: { ...own.trial, bootMs, samples }, files }
}

/** A trial with the files of one role from another one, sample by sample. */
function withRole(own: LoadedTrial, other: LoadedTrial, role: string): LoadedTrial {
  const changed = own.trial.samples.flatMap((sample) => {
    const text = textOf(other, counterpart(other.trial.samples, sample), role)
    const name = sample.files[role]
    return text === undefined || name === undefined ? [] : [[name, text] as const]
  })
  return { ...own, files: { ...own.files, ...Object.fromEntries(changed) } }
}

/** Which configuration each is made to be; itself where it is not named. A control goes with what it is a copy of. */
type Mapping = (configuration: Configuration) => Configuration | undefined

/** Each trial measures what the trial of another configuration in the same block did. */
function mapped(experiment: BlockExperiment, mapping: Mapping, measure = measuredAs): Falsify {
  return (loaded: LoadedRun) => {
    const ofExperiment = loaded.trials.filter(({ trial }) => trial.experiment === experiment)
    const sourceOf = ({ trial }: LoadedTrial): LoadedTrial | undefined => {
      const wanted = mapping(trial.configuration)
      if (wanted === undefined) return undefined
      const candidates = ofExperiment.filter((one) => one.trial.configuration === wanted)
      return candidates.find((one) => one.trial.repetition === trial.repetition) ?? candidates.at(-1)
    }
    const trials = loaded.trials.map((one) => {
      const source = one.trial.experiment === experiment ? sourceOf(one) : undefined
      return source === undefined ? one : measure(one, source)
    })
    return { ...loaded, trials }
  }
}

/** What a configuration is a copy of; itself where it is none. */
function original(experiment: BlockExperiment, configuration: Configuration): Configuration {
  const control = controlOf(experiment)
  return control?.of === configuration ? control.against : configuration
}

const exchange =
  (experiment: BlockExperiment, a: Configuration, b: Configuration): Mapping =>
  (configuration) =>
    ({ [a]: b, [b]: a })[original(experiment, configuration)]

/** Configurations measured what others did. */
export const measuring = (
  experiment: BlockExperiment,
  like: Readonly<Partial<Record<Configuration, Configuration>>>,
): Falsify => mapped(experiment, (configuration) => like[original(experiment, configuration)])

/** Two configurations of any experiment measured what the other one did. */
export const swapped = (experiment: BlockExperiment, a: Configuration, b: Configuration): Falsify =>
  mapped(experiment, exchange(experiment, a, b))

/** The same of one kind of file: what was counted goes with the other configuration, what it is held against stays. */
export const swappedRole = (experiment: BlockExperiment, a: Configuration, b: Configuration, role: string): Falsify =>
  mapped(experiment, exchange(experiment, a, b), (own, other) => withRole(own, other, role))

const firstArm = (experiment: BlockExperiment): Configuration => declared[experiment].arms[0] as Configuration

/** Every configuration measured what the first one did. */
export const equal = (experiment: BlockExperiment): Falsify => mapped(experiment, () => firstArm(experiment))

/** The same of one kind of file. */
export const equalRole = (experiment: BlockExperiment, role: string): Falsify =>
  mapped(
    experiment,
    () => firstArm(experiment),
    (own, other) => withRole(own, other, role),
  )

/** The control differs from what it is a copy of by as much as the configuration that this is compared with. */
export function wideControl(experiment: BlockExperiment): Falsify {
  const control = controlOf(experiment)
  const [pair] = declared[experiment].compare.filter((one) => one.some((name) => name === control?.against))
  const other = pair?.find((name) => name !== control?.against) as Configuration | undefined
  return mapped(experiment, (configuration) => (configuration === control?.of ? other : undefined))
}

/** The control measured what it is a copy of did. */
const alikeControl = (experiment: BlockExperiment): Falsify => {
  const control = controlOf(experiment)
  return mapped(experiment, (configuration) => (configuration === control?.of ? control.against : undefined))
}

/** One program measured what another one of the same trial did, and the other way round. */
function swappedPrograms(a: Program, b: string): Falsify {
  const exchanged = (one: LoadedTrial): LoadedTrial => {
    const { samples } = one.trial
    const changed = samples.flatMap((sample) => {
      const probe = sample.probe === a ? b : sample.probe === b ? a : null
      const other = samples.filter((candidate) => candidate.probe === probe).at(-1)
      return Object.entries(sample.files).flatMap(([role, name]) => {
        const text = textOf(one, other, role)
        return text === undefined ? [] : [[name, text] as const]
      })
    })
    return { ...one, files: { ...one.files, ...Object.fromEntries(changed) } }
  }
  return (loaded) => ({ ...loaded, trials: loaded.trials.map(exchanged) })
}

/** Whatever was measured without offloads was measured with them, and the other way round. */
export function offloadsInVain(experiment: BlockExperiment): Falsify {
  return both(
    ...Object.entries(declared[experiment].programs).flatMap(([name, { withoutOffloadsOf }]) =>
      withoutOffloadsOf === undefined ? [] : [swappedPrograms(name as Program, withoutOffloadsOf)],
    ),
    alikeControl(experiment),
  )
}

/** A trial that was planned and not finished. */
export const withoutTrial = (id: string): Falsify => onlyTrials(({ trial }) => trial.id !== id)
