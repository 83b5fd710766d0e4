import { CATALOGUE } from '../../experiments/catalogue.ts'
import { namesOf } from '../../experiments/names.ts'
import { MAIN_CELLS, NO_FAILOVERS, type Repetitions } from './profiles.ts'

/** What a plan has besides section F. */
interface Wanted {
  /** Sections B and C. */
  inBlocks: boolean
  /** Section D. */
  moving: boolean
}

/**
 * One step down: the matrix first, which section D can do best without, then whatever takes longest. Cells are given up
 * rather than one of the two directions of each. Null where nothing is left to be given up.
 */
export function reduced(r: Repetitions, { inBlocks, moving }: Wanted): Repetitions | null {
  const { cells, repetitions } = r.matrix
  if (repetitions > 2) return { ...r, matrix: { cells, repetitions: repetitions - 1 } }
  if (moving && cells.length > MAIN_CELLS.length) return { ...r, matrix: { cells: cells.slice(0, -1), repetitions } }
  if (inBlocks && r.blocks.maximum > 3) {
    const maximum = r.blocks.maximum - 1
    return { ...r, blocks: { minimum: Math.min(r.blocks.minimum, maximum), maximum } }
  }
  const { colo } = r.failovers
  if (colo > 2) return { ...r, failovers: fewerFailovers(r.failovers) }
  if (moving && r.migrations > 5) return { ...r, migrations: r.migrations - 1 }
  if (moving && cells.length > 0) return { ...r, matrix: { cells: cells.slice(0, -1), repetitions } }
  if (colo > 0 && (inBlocks || moving)) return { ...r, failovers: NO_FAILOVERS }
  if (moving && r.hostBoots.migrations > 1) return { ...r, hostBoots: { ...r.hostBoots, migrations: 1 } }
  if (inBlocks && r.samples > 2) return { ...r, samples: r.samples - 1 }
  if (inBlocks && r.controls) return { ...r, controls: false }
  if (moving && r.migrations > 2) return { ...r, migrations: r.migrations - 1 }
  if (inBlocks && r.blocks.maximum > 2) return { ...r, blocks: { minimum: 2, maximum: 2 } }
  return null
}

/** One kill with a secondary less, and of nothing else more than of those. */
function fewerFailovers(failovers: Repetitions['failovers']): Repetitions['failovers'] {
  const most = failovers.colo - 1
  const fewer = { ...failovers }
  for (const configuration of namesOf(CATALOGUE.failover.configurations))
    fewer[configuration] = Math.min(failovers[configuration], most)
  return fewer
}
