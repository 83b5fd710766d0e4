import { bestReading, type ClockReading, offsetS } from '../../data/clock-reading.ts'
import { Clocks } from '../../data/schema.ts'
import { say } from '../../text/phrase.ts'
import { jsonValue, ParseError } from '../parse-error.ts'

export type Machine = Clocks[number]['machine']

/** The readings of one machine's clock before and after the trial. */
export interface ClockPair {
  before: ClockReading
  after: ClockReading
}

/** Reads clocks.json. @throws ParseError */
export function parseClocks(text: string, file: string): Clocks {
  const clocks = Clocks.safeParse(jsonValue(text, file, null, say('expected.whole-json-array'), text.slice(-60)))
  if (!clocks.success) {
    throw new ParseError(
      file,
      null,
      say('expected.readings-of-clocks-at', { value: clocks.error.issues[0]?.path.join('.') || 'the top' }),
    )
  }
  return clocks.data
}

/**
 * The best reading before and after.
 * @throws ParseError where the machine's clock was not read both before and after, or an answer came before its question
 */
export function readingsOf(clocks: Clocks, machine: Machine, file: string): ClockPair {
  const impossible = clocks
    .filter((clock) => clock.machine === machine)
    .flatMap(({ exchanges }) => exchanges)
    .find(({ asked, answered }) => answered < asked)
  if (impossible)
    throw new ParseError(file, null, say('expected.answer-after-its-question'), String(impossible.answered))
  const best = (when: Clocks[number]['when']): ClockReading => {
    const reading = bestReading(clocks, machine, when)
    if (!reading)
      throw new ParseError(
        file,
        null,
        say('expected.reading-of-the-clock-of-the-migration', { machine, when: say(`expected.${when}`) }),
      )
    return reading
  }
  return { before: best('before'), after: best('after') }
}

/** From a host's clock to the lab's: linear between the two readings, a constant offset outside of them. */
export function toLabClock({ before, after }: ClockPair, remoteS: number): number {
  const span = after.remoteS - before.remoteS
  const share = span <= 0 ? 1 : Math.min(1, Math.max(0, (remoteS - before.remoteS) / span))
  return remoteS - (offsetS(before) * (1 - share) + offsetS(after) * share)
}

/**
 * From the VM's clock to the lab's. The VM does not run between STOP and RESUME, and its clock may stand still
 * meanwhile, so the offset jumps there: the reading before holds up to STOP, the reading after from RESUME on.
 * @param stopS, resumeS on the lab's clock
 */
export function vmToLabClock({ before, after }: ClockPair, stopS: number, resumeS: number, vmS: number): number {
  const early = vmS - offsetS(before)
  if (early <= stopS) return early
  return Math.max(resumeS, vmS - offsetS(after))
}
