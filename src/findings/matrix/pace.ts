import { RAW_FILES } from '../../data/raw-files.ts'
import type { Migration } from '../../data/schema.ts'
import { parseClocks } from '../../measurements/clocks/clocks.ts'
import type { QmpLog } from '../../measurements/qemu/qmp.ts'
import { type Account, alignClocks, milestonesOf } from '../reading/milestones.ts'
import { iperf3Intervals, perfRates, type TrialFiles } from '../reading/trial-files.ts'
import { meanOver, type Span, type TimedValue } from '../reading/windows.ts'

/** Below this many system calls per second in the baseline, perf's own are most of them, and a share says nothing. */
const NEARLY_NONE = 100

interface Windows {
  baseline: Span
  /** In which pages were sent while the VM ran on the source. */
  moving: Span
  /** In post-copy, in which they followed it while it ran on the destination. */
  following: Span | null
  /** Between the two the VM stood still; the same moment where it was never stopped. */
  stopS: number
  resumeS: number
}

/**
 * From the beginning of the first pass to STOP, or to the cancellation where it did not converge; in post-copy besides,
 * and never as one with it, from RESUME to the completion, as the VM waits for its pages then.
 */
function windowsOf(migration: Migration, source: Account, destination: () => Account): Windows {
  const at = (status: string): number | undefined => {
    const event = source.log.events.find(({ name, data }) => name === 'MIGRATION' && data.status === status)
    return event && source.toS(event.atS)
  }
  const baseline = { fromS: migration.observedFrom - migration.migrateAt, toS: 0 }
  if (migration.outcome !== 'completed') {
    const endS = migration.completedAt - migration.migrateAt
    return {
      baseline,
      moving: { fromS: Math.max(0, at('active') ?? 0), toS: endS },
      following: null,
      stopS: endS,
      resumeS: endS,
    }
  }
  const { activeS, stopS, resumeS } = milestonesOf(source, destination())
  const moving = { fromS: Math.max(0, activeS), toS: stopS }
  const completedS = at('completed')
  const follows = at('postcopy-active') !== undefined && completedS !== undefined
  return { baseline, moving, following: follows ? { fromS: resumeS, toS: completedS } : null, stopS, resumeS }
}

function percentOf(
  intervals: readonly TimedValue[],
  { baseline }: Windows,
  span: Span | null,
  atLeast: number,
): number | null {
  const before = meanOver(intervals, [baseline])
  const meanwhile = span && meanOver(intervals, [span])
  return before === null || meanwhile === null || before <= atLeast ? null : (100 * meanwhile) / before
}

/** What the VM still got done while it was moved, in percent of its baseline: means, as what is throttled comes in bursts. */
export interface Pace {
  /** iperf3's throughput while pages were sent before the stop. @throws ParseError */
  iperf3: () => number | null
  /** System calls in the VM then, by perf. @throws ParseError */
  perf: () => number | null
  /** The same in post-copy from RESUME to the completion; null where no interval lies wholly in it. @throws ParseError */
  perfFollowing: () => number | null
}

/** @throws ParseError where the clocks or events that the windows rest on can't be read */
export function paceOf(files: TrialFiles, migration: Migration, log: QmpLog): Pace {
  const { open, read, qmp } = files
  const clocks = alignClocks(read(RAW_FILES.clocks, parseClocks), migration, open(RAW_FILES.clocks).file)
  const source = { log, file: open(RAW_FILES.qmpSource).file, toS: clocks.host(migration.source) }
  const windows = windowsOf(migration, source, () => ({
    log: qmp(RAW_FILES.qmpDestination),
    file: open(RAW_FILES.qmpDestination).file,
    toS: clocks.host(migration.destination),
  }))
  const calls = (): TimedValue[] => perfRates(files, 'vm', () => clocks.vm(windows))['raw_syscalls:sys_enter'] ?? []
  return {
    iperf3: () => percentOf(iperf3Intervals(files, clocks.host('host1')), windows, windows.moving, 0),
    perf: () => percentOf(calls(), windows, windows.moving, NEARLY_NONE),
    perfFollowing: () => percentOf(calls(), windows, windows.following, NEARLY_NONE),
  }
}
