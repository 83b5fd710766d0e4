import type { LoadedRun } from '../data/loaded-run.ts'
import { analyseAcceleration } from './acceleration/acceleration.ts'
import type { Analysis } from './analysis.ts'
import { analyseMatrix } from './matrix/matrix.ts'
import { analyseMigration } from './migration/migration.ts'
import { analyseNetwork } from './network/network.ts'
import { spoken } from '../text/say.ts'
import { ENGLISH, type Words } from '../text/words.ts'

/**
 * Everything that may be said of a run. Pure: the same run gives the same analysis. A missing or damaged trial or file
 * becomes a sentence in `notMeasured`, never a number and never an error.
 *
 * @param words in which it is said
 */
export function analyse(loaded: LoadedRun, words: Words = ENGLISH): Analysis {
  const analysis: Omit<Analysis, 'run' | 'environment'> = {
    acceleration: analyseAcceleration(loaded),
    network: analyseNetwork(loaded),
    migration: analyseMigration(loaded),
    matrix: analyseMatrix(loaded),
    compared: null,
  }
  return { run: loaded.run, environment: loaded.environment, ...spoken(analysis, words) }
}
