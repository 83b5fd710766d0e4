import type { LoadedRun, LoadedTrial } from '../../data/loaded-run.ts'

/**
 * FOR TESTS ONLY: a run as it would be if something else had been measured. Raw files are changed, or belong to another
 * trial; nothing that is read from them. What stays as it was is the same object, so that it need not be read again.
 */
export type Falsify = (loaded: LoadedRun) => LoadedRun

/** Each trial that is picked is changed. */
export function eachTrial(pick: (trial: LoadedTrial) => boolean, change: (trial: LoadedTrial) => LoadedTrial): Falsify {
  return (loaded) => ({ ...loaded, trials: loaded.trials.map((trial) => (pick(trial) ? change(trial) : trial)) })
}

/** Trials that are not picked were never finished. */
export const onlyTrials =
  (pick: (trial: LoadedTrial) => boolean): Falsify =>
  (loaded) => ({ ...loaded, trials: loaded.trials.filter(pick) })

/** One after the other. */
export const both =
  (...all: readonly Falsify[]): Falsify =>
  (loaded) =>
    all.reduce((run, falsify) => falsify(run), loaded)
