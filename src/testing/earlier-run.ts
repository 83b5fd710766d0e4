import path from 'node:path'
import { loadRun } from '../data/load.ts'
import type { LoadedRun } from '../data/loaded-run.ts'

/** For tests: a run that was really measured, by an earlier version of the lab; see `runs/README.md`. */
export const earlierRun = (): LoadedRun => loadRun(path.join(import.meta.dirname, 'runs', 'before-windows'))
