import type { LoadedRun } from '../data/loaded-run.ts'
import type { Experiment } from '../experiments/catalogue.ts'
import { spoken } from '../text/spoken.ts'
import { ENGLISH, type Words } from '../text/words.ts'
import { analyseAcceleration } from './acceleration/acceleration.ts'
import type { Analysis, Results } from './analysis.ts'
import { analyseFailover } from './failover/failover.ts'
import { analyseMatrix } from './matrix/matrix.ts'
import { analyseMigration } from './migration/migration.ts'
import { analyseNetwork } from './network/network.ts'

/** What is made of the trials of each experiment. */
export const ANALYSE: Readonly<{ [E in Experiment]: (loaded: LoadedRun) => Results[E] }> = {
  acceleration: analyseAcceleration,
  network: analyseNetwork,
  migration: analyseMigration,
  matrix: analyseMatrix,
  failover: analyseFailover,
}

/**
 * Everything that may be said of a run. Pure: the same run gives the same analysis. A missing or damaged trial or file
 * becomes a sentence in `notMeasured`, never a number and never an error.
 *
 * @param words in which it is said
 */
export function analyse(loaded: LoadedRun, words: Words = ENGLISH): Analysis {
  const results: Results = {
    acceleration: ANALYSE.acceleration(loaded),
    network: ANALYSE.network(loaded),
    migration: ANALYSE.migration(loaded),
    matrix: ANALYSE.matrix(loaded),
    failover: ANALYSE.failover(loaded),
  }
  return { run: loaded.run, environment: loaded.environment, compared: null, ...spoken(results, words) }
}
