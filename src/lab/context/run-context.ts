import type { ExperimentDesign, Run } from '../../data/schema.ts'
import type { Progress } from '../../progress.ts'
import type { Hosts } from '../machines/hosts/host.ts'
import type { Images } from '../machines/images/images.ts'
import type { Spans } from '../tools/spans.ts'
import type { ElapsedMsOf } from './elapsed.ts'
import type { Journal } from './journal.ts'

/** What every part of the lab is given of the run that it measures, on one boot of the hosts. */
export interface RunContext {
  run: Run
  runFolder: string
  /** Trials that an earlier attempt finished. */
  finished: ReadonlySet<string>
  hosts: Hosts
  /** 1-based: which boot of the hosts this is, those of earlier attempts included. */
  hostBoot: number
  images: Images
  scratch: string
  journal: Journal
  spans: Spans
  /** How wide the interval is that an experiment's stopping rule looks at; null while there is none. */
  widthOf: (design: ExperimentDesign) => number | null
  elapsedMsOf: ElapsedMsOf
  /** Notes that an experiment has had enough. */
  stop: (stopped: Run['stopped'][number]) => void
  signal: AbortSignal
  progress: Progress
}

/** What is known before the hosts are booted, and from one boot to the next. */
export type RunOutset = Omit<RunContext, 'hosts' | 'hostBoot'>

/** Boots the hosts, gives them to the work, and ends them. */
export type OnHosts = (work: (context: RunContext) => Promise<void>) => Promise<void>
