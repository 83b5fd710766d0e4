import type { Text } from '../../text/phrase.ts'

/**
 * What could be read and is no measurement of what was asked: a host too busy for a cost, a stream that missed its rate or stood still, a
 * program that ended while the host still counted. Many samples may be so for one reason, which is then said once.
 */
export interface Unfit {
  kind: 'host-busy' | 'rate-missed' | 'cut-short' | 'stalled'
  /** What was run. */
  program: Text
  /** How busy, percent, or what was reached, Mbit/s or s; null where there is nothing to tell. */
  value: number | null
}

/** The same with the file that shows it, as a clause about that one. */
export interface UnfitReading extends Unfit {
  reason: Text
}
