import type { ExperimentDesign, Run } from '../../data/schema.ts'
import type { Progress } from '../../progress.ts'
import type { Hosts } from '../machines/hosts/host.ts'
import type { Images } from '../machines/images/images.ts'
import type { Spans } from '../tools/spans.ts'
import type { Journal } from './journal.ts'

/** What every part of the lab is given of the run that it measures. */
export interface RunContext {
  run: Run
  runFolder: string
  /** Trials that an earlier attempt finished. */
  finished: ReadonlySet<string>
  hosts: Hosts
  images: Images
  scratch: string
  journal: Journal
  spans: Spans
  /** How wide the interval is that an experiment's stopping rule looks at; null while there is none. */
  widthOf: (design: ExperimentDesign) => number | null
  /** Notes that an experiment has had enough. */
  stop: (stopped: Run['stopped'][number]) => void
  signal: AbortSignal
  progress: Progress
}
