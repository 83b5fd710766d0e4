import type { LoadedRun } from '../data/loaded-run.ts'
import type { Analysis } from './analysis.ts'
import { trialsOf } from './missing.ts'
import { rigourOf } from './rigour.ts'

/** Settings of the migration times workloads of the VM, one migration a cell. */
export function analyseMatrix(loaded: LoadedRun): Analysis['matrix'] {
  const { notMeasured, ...trials } = trialsOf(loaded, 'matrix')
  return { metrics: [], findings: [], trials, notMeasured, limits: [], cells: [], ...rigourOf(loaded, 'matrix', []) }
}
