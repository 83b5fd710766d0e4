/** Folder of a run in which each trial has one of its own. */
export const TRIALS_FOLDER = 'trials'

/** Folder of a merged run in which each of its parts has one of its own. */
export const PARTS_FOLDER = 'parts'

/** What is kept of a part that a run was merged of, relative to its folder. @param run the part's id */
export const partFolder = (run: string): string => `${PARTS_FOLDER}/${run}`

/** A trial's folder, relative to its run's. */
export const trialFolder = (trial: string): string => `${TRIALS_FOLDER}/${trial}`

/** A file of a trial, relative to its run's folder: `trials/acceleration-tcg-2/cpu-loop.1.csv`. */
export const trialPath = (trial: string, name: string): string => `${trialFolder(trial)}/${name}`

/** The trial and the name in the path of a trial’s file; null for any other path. */
export function trialFileOf(path: string): { trial: string; name: string } | null {
  const [folder, trial, ...name] = path.split('/')
  return folder === TRIALS_FOLDER && trial && name.length > 0 ? { trial, name: name.join('/') } : null
}

/** Written last: a folder without it is an unfinished trial. */
export const TRIAL_FILE = 'trial.json'
