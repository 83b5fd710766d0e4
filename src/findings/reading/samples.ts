import type { LoadedTrial } from '../../data/loaded-run.ts'
import type { Sample } from '../../data/schema.ts'
import { TRIAL_FILE, trialPath } from '../../data/trial-path.ts'
import { parseClockSteps } from '../../measurements/clocks/clock-steps.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { say, type Text } from '../../text/phrase.ts'
import { unlessDamaged } from './damaged.ts'
import type { Extent, Open } from './extent.ts'
import { hostValues } from './host-counts.ts'
import { CLOCK_FILE } from './machine-clock.ts'
import type { Measurement } from './measurement.ts'
import { readOnce } from './once.ts'
import { readProgram } from './programs.ts'
import { stalledStream } from './stalled.ts'
import type { Unfit } from './unfit.ts'

/** What the raw files of samples gave, and why the rest is missing. */
export interface Readings {
  measurements: Measurement[]
  /** Each names the trial and the file; what many samples may have in common is told beside it. */
  reasons: {
    configuration: Measurement['configuration']
    probe: string
    /** The only metric of the program that is meant. */
    metric?: string
    reason: Text
    unfit?: Unfit
  }[]
  /** What perf says that it ran, where somebody measured by hand. */
  commands: { configuration: Measurement['configuration']; probe: string; command: string }[]
  /** Tests of iperf that somebody ran, over their time. */
  streams: HandMadeStream[]
  /** How long programs ran that say so, warm-ups left out. */
  lengths: {
    trial: string
    configuration: Measurement['configuration']
    probe: string
    index: number
    elapsedMs: number
    source: string
  }[]
}

/** A test of iperf that somebody ran. */
export interface HandMadeStream {
  trial: string
  repetition: number
  /** As the client counted them. */
  intervals: NonNullable<Extent['intervals']>
  /** Before its end, so that the other side’s count is missing. */
  stopped: boolean
  source: string
}

/** A time that is shorter than this many steps of its clock is no measurement of it. */
const STEPS_OF_A_TIME = 100

/** The smallest step that was seen in the clock of a trial's programs, ms; null in runs that did not look. */
function stepMsOf({ trial, files }: LoadedTrial): number | null {
  const text = files[CLOCK_FILE]
  const clock =
    text === undefined
      ? null
      : unlessDamaged(
          () => parseClockSteps(text, trialPath(trial.id, CLOCK_FILE)),
          () => undefined,
        )
  return clock === null ? null : 1000 * clock.stepS
}

/** Reads one sample; what can't be understood becomes a reason, and what can is kept. */
function readSample({ trial, files }: LoadedTrial, sample: Sample, stepMs: number | null, readings: Readings): void {
  const path = (name: string): string => trialPath(trial.id, name)
  const open: Open = (role) => {
    const name = sample.files[role]
    if (name === undefined) {
      throw new ParseError(
        path(TRIAL_FILE),
        null,
        say('expected.file-of-the-role-for', { role, probe: sample.probe, index: sample.index }),
      )
    }
    const text = files[name]
    if (text === undefined) throw new ParseError(path(name), null, say('expected.file-but-there-is-none'))
    return { text, file: path(name) }
  }
  const missing = (reason: Text, unfit?: Unfit): void => {
    readings.reasons.push({
      configuration: trial.configuration,
      probe: sample.probe,
      reason,
      ...(unfit === undefined ? {} : { unfit }),
    })
  }
  const readable = <T>(read: () => T): T | null => unlessDamaged(read, missing)
  const names = { trial: trial.id, program: sample.probe, index: sample.index }
  // ping ends with 1 where an answer is missing, which is a result.
  if (sample.exitCode !== null && sample.exitCode !== 0 && !(sample.probe === 'ping' && sample.exitCode === 1)) {
    missing(say('missing.exit-code', { ...names, code: sample.exitCode }))
    return
  }
  const extent = readable(() => readProgram({ ...sample, experiment: trial.experiment }, sample.format, open('output')))
  if (!extent) return
  const stalled = readable(() => ({ unfit: stalledStream(sample, extent, open) }))
  if (stalled === null) return
  if (stalled.unfit !== null) {
    const { reason, ...unfit } = stalled.unfit
    missing(reason, unfit)
    return
  }
  const { elapsedMs } = extent
  if (elapsedMs !== null && stepMs !== null && elapsedMs < STEPS_OF_A_TIME * stepMs) {
    const lasted = { elapsed: elapsedMs.toFixed(1), steps: STEPS_OF_A_TIME, step: stepMs }
    missing(say('missing.below-clock', { ...names, ...lasted }))
    return
  }
  if (elapsedMs !== null && !sample.warmup)
    readings.lengths.push({
      trial: trial.id,
      configuration: trial.configuration,
      probe: sample.probe,
      index: sample.index,
      elapsedMs,
      source: open('output').file,
    })
  for (const { metric, reason } of extent.unused ?? [])
    readings.reasons.push({
      configuration: trial.configuration,
      probe: sample.probe,
      metric: `${sample.probe}.${metric}`,
      reason,
    })
  if (extent.command !== undefined)
    readings.commands.push({ configuration: trial.configuration, probe: sample.probe, command: extent.command })
  if (extent.intervals !== undefined)
    readings.streams.push({
      trial: trial.id,
      repetition: trial.repetition,
      intervals: extent.intervals,
      stopped: extent.stopped ?? false,
      source: open('output').file,
    })
  const values = [...extent.values]
  if ('exits' in sample.files || 'cpu-before' in sample.files) {
    const counted = readable(() => hostValues({ sample, open, extent }))
    values.push(...(counted?.values ?? []))
    for (const { reason, ...unfit } of counted?.unfit ?? []) missing(reason, unfit)
  }
  for (const { metric, value, file } of values) {
    readings.measurements.push({
      experiment: trial.experiment,
      configuration: trial.configuration,
      trial: trial.id,
      block: trial.block,
      index: sample.index,
      warmup: sample.warmup,
      metric: `${sample.probe}.${metric}`,
      value,
      source: file,
    })
  }
}

const samplesOf = readOnce('samples', (loaded): Readings => {
  const readings: Readings = { measurements: [], reasons: [], lengths: [], commands: [], streams: [] }
  const stepMs = stepMsOf(loaded)
  for (const sample of loaded.trial.samples) readSample(loaded, sample, stepMs, readings)
  const { id, experiment, configuration, block, bootMs } = loaded.trial
  if (bootMs !== null) {
    readings.measurements.push({
      experiment,
      configuration,
      trial: id,
      block,
      index: 1,
      warmup: false,
      metric: 'boot.seconds',
      value: bootMs / 1000,
      source: trialPath(id, TRIAL_FILE),
    })
  }
  return readings
})

/** All measurements that the samples of the trials hold, in the order of the trials. */
export function readSamples(trials: readonly LoadedTrial[]): Readings {
  const all = trials.map(samplesOf)
  return {
    measurements: all.flatMap(({ measurements }) => measurements),
    reasons: all.flatMap(({ reasons }) => reasons),
    lengths: all.flatMap(({ lengths }) => lengths),
    commands: all.flatMap(({ commands }) => commands),
    streams: all.flatMap(({ streams }) => streams),
  }
}
