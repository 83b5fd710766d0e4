import type { Sample } from '../../data/schema.ts'
import type { Experiment } from '../../experiments/catalogue.ts'
import type { Output } from '../../experiments/formats.ts'
import type { Extent, Raw } from './extent.ts'

/** What a sample must be known by: the rest is in its file. */
export type Sampled = Pick<Sample, 'probe' | 'place' | 'operations'> & {
  /** What it belongs to; null where it is of no trial. */
  experiment: Experiment | null
}

/** The output of a program, and who had it printed: the lab asked for all that it reads, people may not have. */
export interface Printed {
  sample: Sampled
  output: Output
  raw: Raw
  byHand: boolean
}
/** What the output of a program says. @throws ParseError */
export type Reader = (printed: Printed) => Extent
