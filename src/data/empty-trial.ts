import { SCHEMA_VERSION, type Trial } from './schema.ts'

/** What is known of a trial from the start. */
type Begun = Pick<Trial, 'id' | 'experiment' | 'configuration' | 'repetition' | 'startedAt' | 'finishedAt'>

/** A trial in which nothing has been measured yet, with what more is known of it. Its fields stand in the order of the file. */
export function emptyTrial(begun: Begun & Partial<Trial>): Trial {
  const { id, experiment, configuration, repetition, startedAt, finishedAt } = begun
  return {
    schema: SCHEMA_VERSION,
    ...{ id, experiment, configuration, repetition, startedAt, finishedAt },
    bootMs: null,
    vmArgv: null,
    samples: [],
    migration: null,
    block: null,
    workload: null,
    skipped: null,
    host: null,
    hostBoot: null,
    evidence: [],
    calibrations: [],
    windows: [],
    failover: null,
    ...begun,
  }
}
