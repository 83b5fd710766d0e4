import { bestReading } from '../../data/clock-reading.ts'
import type { LoadedTrial } from '../../data/loaded-run.ts'
import { RAW_FILES } from '../../data/raw-files.ts'
import type { Configuration } from '../../data/schema.ts'
import { parseClockSteps } from '../../measurements/clocks/clock-steps.ts'
import { parseClocks } from '../../measurements/clocks/clocks.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { say, type Text } from '../../text/phrase.ts'
import { unlessDamaged } from './damaged.ts'
import { readOnce } from './once.ts'
import { trialFiles } from './trial-files.ts'

export const CLOCK_FILE = 'clock.txt'
const EXCHANGES_FILE = RAW_FILES.clocks

/** The clock by which the programs of a trial are timed. */
export interface MachineClock {
  trial: string
  configuration: Configuration
  /** What the kernel takes it from. */
  source: string
  /** The smallest step that was seen in it, an upper bound of its resolution, ms. */
  stepMs: number
  /** Its seconds for each second of the lab's while the programs were measured, known to within `rateError`. */
  rate: number
  rateError: number
  files: string[]
}

/** @throws ParseError */
const readClock = readOnce('machine-clock', (loaded): MachineClock => {
  const files = trialFiles(loaded)
  const { id, configuration } = loaded.trial
  const steps = files.read(CLOCK_FILE, parseClockSteps)
  const { file } = files.open(EXCHANGES_FILE)
  const clocks = files.read(EXCHANGES_FILE, parseClocks)
  const machine = clocks[0]?.machine
  const [before, after] = (['before', 'after'] as const).map((when) => machine && bestReading(clocks, machine, when))
  if (!before || !after) throw new ParseError(file, null, say('expected.readings-of-a-clock-before-and-after'))
  const seconds = after.labS - before.labS
  if (seconds <= 0) throw new ParseError(file, null, say('expected.readings-that-follow-one-another'))
  return {
    trial: id,
    configuration,
    source: steps.source,
    stepMs: 1000 * steps.stepS,
    rate: (after.remoteS - before.remoteS) / seconds,
    rateError: (before.errorS + after.errorS) / seconds,
    files: [files.open(CLOCK_FILE).file, file],
  }
})

/** The clocks of the trials that looked at theirs, and why another one can't be read. */
export function readClocks(trials: readonly LoadedTrial[]): { clocks: MachineClock[]; damaged: Text[] } {
  const damaged: Text[] = []
  const clocks = trials
    .filter(({ files }) => CLOCK_FILE in files)
    .flatMap((loaded) => {
      const clock = unlessDamaged(
        () => readClock(loaded),
        (reason) => damaged.push(reason),
      )
      return clock === null ? [] : [clock]
    })
  return { clocks, damaged }
}
