/** Folder of a run in which each trial has one of its own. */
export const TRIALS_FOLDER = 'trials'

/** A trial's folder, relative to its run's. */
export const trialFolder = (trial: string): string => `${TRIALS_FOLDER}/${trial}`

/** A file of a trial, relative to its run's folder: `trials/acceleration-tcg-2/cpu-loop.1.csv`. */
export const trialPath = (trial: string, name: string): string => `${trialFolder(trial)}/${name}`

/** Written last: a folder without it is an unfinished trial. */
export const TRIAL_FILE = 'trial.json'
