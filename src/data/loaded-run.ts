import type { Environment, JournalEntry, Run, Trial } from './schema.ts'

/** A finished trial with its raw files, exactly as the tools printed them. */
export interface LoadedTrial {
  trial: Trial
  /** File name within the trial's folder to text. */
  files: Record<string, string>
}

/** A whole run in memory. */
export interface LoadedRun {
  run: Run
  environment: Environment
  journal: JournalEntry[]
  trials: LoadedTrial[]
  /** Trials whose folder can't be used, each with the reason as a sentence. */
  unusable: { trial: string; reason: string }[]
}
