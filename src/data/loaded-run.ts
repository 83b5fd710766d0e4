import type { Environment, JournalEntry, Run, Trial } from './schema.ts'

/** A finished trial with its raw files, exactly as the tools printed them. */
export interface LoadedTrial {
  trial: Trial
  /** File name within the trial's folder to text. */
  files: Record<string, string>
}

/** A finished trial of which trial.json alone was read: raw files may be more than memory holds. */
export interface ListedTrial {
  trial: Trial
  /** File names within the trial's folder, without `trial.json`. */
  files: string[]
}

/** Whoever knows trials by their files, as they were read before. */
export interface TrialStore {
  /** The trial of a folder that has these files; null where its files are not those of a known one. */
  known(folder: string, names: readonly string[]): LoadedTrial | null
  /** Learns of the trial that was read from these files. */
  learn(files: ReadonlyMap<string, Buffer>, trial: LoadedTrial): void
}

/** What is kept of a part that a run was merged of. */
export interface LoadedPart {
  run: Run
  environment: Environment
}

/** What a run holds beside its trials. */
export interface RunFrame {
  run: Run
  /** Of a merged run that of its first part. */
  environment: Environment
  /** In the order of `run.parts`. */
  parts: LoadedPart[]
  journal: JournalEntry[]
}

/** A whole run in memory. */
export interface LoadedRun extends RunFrame {
  trials: LoadedTrial[]
  /** Trials whose folder can't be used, each with the reason as a sentence. */
  unusable: { trial: string; reason: string }[]
}
