import type { HostName } from '../../data/host-name.ts'
import type { LoadedTrial } from '../../data/loaded-run.ts'
import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { iperf3StartS, parseIperf3Text } from '../../measurements/iperf/iperf3.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { parsePerfIntervals } from '../../measurements/perf/perf-stat.ts'
import { say } from '../../text/phrase.ts'
import { ratesOf, type ToS } from './milestones.ts'
import type { TimedValue } from './windows.ts'

/** The raw files of a trial, named in errors as they lie in the run's folder. */
export interface TrialFiles {
  /** @throws ParseError where there is none */
  open: (name: string) => { text: string; file: string }
  /** @throws ParseError */
  read: <T>(name: string, parse: (text: string, file: string) => T) => T
}

export function trialFiles({ trial, files }: LoadedTrial): TrialFiles {
  const open: TrialFiles['open'] = (name) => {
    const text = files[name]
    const file = trialPath(trial.id, name)
    if (text === undefined) throw new ParseError(file, null, say('expected.file-but-there-is-none'))
    return { text, file }
  }
  return {
    open,
    read: (name, parse) => {
      const { text, file } = open(name)
      return parse(text, file)
    },
  }
}

/** Throughput of iperf3, bits per second, in seconds after `migrate`. @throws ParseError */
export function iperf3Intervals({ open, read }: TrialFiles, host1ToS: ToS): TimedValue[] {
  const intervals = read(RAW_FILES.iperf3, parseIperf3Text)
  const times = open(RAW_FILES.iperf3Times)
  const startS = iperf3StartS(intervals, times.text, times.file)
  return intervals.map(({ fromS, toS, bitsPerSecond }) => ({
    fromS: host1ToS(startS + fromS),
    toS: host1ToS(startS + toS),
    value: bitsPerSecond,
  }))
}

/**
 * Rates per second by event of the VM's `perf stat -I`, or a host's, in seconds after `migrate`.
 * @param toS asked for only once the files are there
 * @throws ParseError
 */
export function perfRates(
  { open, read }: TrialFiles,
  place: 'vm' | HostName,
  toS: () => ToS,
): Record<string, TimedValue[]> {
  const start = open(RAW_FILES.perfStart[place])
  const counts = place === 'vm' ? RAW_FILES.perfVm : RAW_FILES.kvm[place]
  return ratesOf(read(counts, parsePerfIntervals), start.text, start.file, toS())
}
