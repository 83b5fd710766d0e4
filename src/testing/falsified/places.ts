import { otherHost } from '../../data/host-name.ts'
import type { LoadedTrial } from '../../data/loaded-run.ts'
import { trialId } from '../../data/trial-id.ts'
import { eachTrial, type Falsify } from './falsify.ts'

/** Every block ran on a boot of the hosts of its own. */
export const freshHosts: Falsify = eachTrial(
  ({ trial }) => trial.block !== null && trial.migration === null,
  ({ trial, files }) => ({ trial: { ...trial, hostBoot: trial.block }, files }),
)

/** The same migration from the other host, as a further repetition. */
function runBack({ trial, files }: LoadedTrial): LoadedTrial[] {
  const { migration } = trial
  if (trial.experiment !== 'matrix' || migration === null) return []
  const repetition = trial.repetition + 1
  const [source, destination] = [otherHost(migration.source), migration.source]
  return [
    {
      trial: {
        ...trial,
        id: trialId({ ...trial, repetition }),
        repetition,
        host: source,
        migration: { ...migration, source, destination },
      },
      files,
    },
  ]
}

/** Every setting was run in the other direction as well. */
export const bothWays: Falsify = ({ run, trials, ...loaded }) => {
  const back = trials.flatMap(runBack)
  return {
    ...loaded,
    run: { ...run, order: [...run.order, ...back.map(({ trial }) => trial.id)] },
    trials: [...trials, ...back],
  }
}
