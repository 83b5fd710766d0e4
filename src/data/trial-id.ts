import {
  type Configuration,
  declared,
  EXPERIMENTS,
  type Experiment,
  WORKLOAD_NAMES,
  type Workload,
} from '../experiments/catalogue.ts'

/** What a trial's id says: `acceleration-kvm-control-2`, `matrix-xbzrle-memory-1`. */
export interface TrialName {
  experiment: Experiment
  configuration: Configuration
  /** null outside the matrix. */
  workload: Workload | null
  /** 1-based within the configuration. */
  repetition: number
}

/** `kvm-control`, `xbzrle-memory`: what was done in a trial, without its experiment. */
const doneIn = ({ configuration, workload }: Omit<TrialName, 'repetition'>): string =>
  workload === null ? configuration : `${configuration}-${workload}`

const beginOf = (name: Omit<TrialName, 'repetition'>): string => `${name.experiment}-${doneIn(name)}`

/** The id of a trial, which is the name of its folder, too. */
export const trialId = (name: TrialName): string => `${beginOf(name)}-${name.repetition}`

const BEGINS = new Map(
  EXPERIMENTS.flatMap((experiment) =>
    (Object.keys(declared[experiment].configurations) as Configuration[]).flatMap((configuration) =>
      [null, ...WORKLOAD_NAMES].map((workload) => {
        const name = { experiment, configuration, workload }
        return [beginOf(name), name] as const
      }),
    ),
  ),
)

/** Reads an id; null for one that no trial of the catalogue's experiments has. */
export function trialNamed(id: string): TrialName | null {
  const end = id.lastIndexOf('-')
  const begin = BEGINS.get(id.slice(0, end))
  const repetition = Number(id.slice(end + 1))
  return begin === undefined || !Number.isInteger(repetition) || repetition < 1 ? null : { ...begin, repetition }
}

/** The id of a trial where its experiment is known, as in `kvm-control-2`; all of an id that no trial has. */
export function withinExperiment(id: string): string {
  const name = trialNamed(id)
  return name === null ? id : `${doneIn(name)}-${name.repetition}`
}
