import type { Sample } from '../../data/schema.ts'
import { programDeclaration } from '../../experiments/catalogue.ts'
import { parseIperf3Length } from '../../measurements/iperf/iperf3.ts'
import { say } from '../../text/phrase.ts'
import { formatQuantity } from '../../text/quantities.ts'
import type { Extent, Open } from './extent.ts'
import type { UnfitReading } from './unfit.ts'

/** A stream whose receiver counted a smaller part of the time that was asked for stood still for the rest, or began late. */
const LEAST_COUNTED = 0.9

/**
 * Why a stream of the lab is none of the length that was asked for: iperf3 ends in time all the same, and gives the rate of what
 * little it counted, while the host counted beside an idle VM. Null where it ran as long as it should.
 * @throws ParseError
 */
export function stalledStream(
  sample: Pick<Sample, 'probe' | 'format'>,
  { seconds }: Extent,
  open: Open,
): UnfitReading | null {
  const { name: program, prints } = programDeclaration(sample.probe)
  // Whoever measures by hand may stop a test.
  if (prints !== 'iperf3-json' || sample.format !== undefined || seconds === null) return null
  const { text, file } = open('output')
  const { countedS } = parseIperf3Length(text, file)
  if (seconds >= LEAST_COUNTED * countedS) return null
  const [counted, asked] = [formatQuantity(seconds, 's'), formatQuantity(countedS, 's')]
  return { kind: 'stalled', program, value: seconds, reason: say('reason.stalled', { file, counted, asked }) }
}
