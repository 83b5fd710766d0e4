import { say } from '../../text/phrase.ts'
import { decimal, linesOf, ParseError } from '../parse-error.ts'

/** A machine's clock: what the kernel takes it from, and the smallest step that was seen in it, s. */
export interface ClockSteps {
  source: string
  stepS: number
}

/**
 * Reads the kernel's clock source followed by readings of the clock, one right after the other, in seconds since the epoch.
 * The step is an upper bound of the clock's resolution: a clock may be finer than it can be read.
 * @throws ParseError where a reading is none, or the clock never moved or went back
 */
export function parseClockSteps(text: string, file: string): ClockSteps {
  const [first, second] = linesOf(text, file)
  const source = first?.text.trim() ?? ''
  if (!/^[a-z][a-z0-9_-]*$/.test(source)) throw new ParseError(file, 1, say('expected.name-of-a-clock-source'), source)
  if (second === undefined || second.text.trim() === '')
    throw new ParseError(file, 2, say('expected.readings-of-the-clock'))
  const readings = second.text
    .trim()
    .split(/\s+/)
    .map((reading) => decimal(reading, file, second.number, say('expected.seconds-since-the-epoch')))
  const steps = readings.slice(1).map((reading, i) => reading - (readings[i] ?? reading))
  if (steps.some((step) => step < 0))
    throw new ParseError(file, second.number, say('expected.clock-that-does-not-go-back'))
  const moved = steps.filter((step) => step > 0)
  if (moved.length === 0) throw new ParseError(file, second.number, say('expected.clock-that-moves'))
  // Readings have six decimals, of which a difference of such large numbers keeps no more.
  return { source, stepS: Math.round(Math.min(...moved) * 1e6) / 1e6 }
}
