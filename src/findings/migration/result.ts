import type { HostName } from '../../data/host-name.ts'
import type { Text } from '../../text/phrase.ts'
import type { ClockOffsets } from '../reading/milestones.ts'
import type { Phase, Point, WindowRates } from '../reading/windows.ts'
import type { PauseAccount } from './pause-account.ts'
import type { Pages, Silence } from './silence.ts'

/** What one migration was, put together from its raw files. */
export interface MigrationResult {
  trial: string
  repetition: number
  source: HostName
  destination: HostName
  via: 'telnet' | 'qmp'
  totalMs: number
  setupMs: number
  /**
   * Downtime by three clocks; null with a reason in `notMeasured`. By the probe: the longest time between two successive
   * answers that the client received, of those around the stop.
   */
  downtimeMs: { qemu: number | null; events: number | null; probe: number | null }
  /** What the time between the events is made of; null where neither QEMU noted it, or where a reason stands in `notMeasured`. */
  account: PauseAccount | null
  transferredBytes: number
  pages: Pages | null
  /** null where the stream never fell silent. */
  silence: Silence | null
  /** Passes over the memory that began while the VM ran on the source; the search for dirty pages in the stop begins none. */
  passes: number
  /**
   * iperf3, bits per second that the client on host 1 handed to its kernel: means of the windows, as a slow stream comes
   * in bursts.
   */
  throughput: { baseline: number | null; copying: number | null; after: number | null }
  /** How far its baseline's halves are apart, the more by the less; null where one of them has nothing. */
  baselineFactor: number | null

  /** Register accesses on the hosts, each counted once; earlier versions counted a read that QEMU answers twice. */
  registersOnce: boolean
  /** perf's counts in the windows, by event name. */
  rates: { perfVm: Record<string, WindowRates>; kvm: Record<HostName, Record<string, WindowRates>> }
  /**
   * Throughput against its baseline: seconds from RESUME until the end of the first interval that reached 90 % of the
   * baseline's median (null where none did in the seconds observed), and the integral of what was missing of its
   * mean. Null where not measured.
   */
  service: { recoveryS: number | null; observedS: number; lostS: number } | null
  /**
   * By the sequence numbers. `aroundStop` are those of the lost whose gap in the sequence was sent around the pause;
   * `unansweredMs` is the longest time that one such gap covers, from when its first probe was sent to when the next with an
   * answer was; null where there is none. `gapCopyingMs` is the longest time between two successive answers that came while
   * pages were copied; the round trips are medians of what was sent in a phase and answered. `onTheWay` were not lost, and had no answer only because the probe was stopped, about.
   */
  pings: {
    sent: number
    lost: number
    aroundStop: number
    unansweredMs: number | null
    gapCopyingMs: number | null
    roundTripBaselineMs: number | null
    roundTripCopyingMs: number | null
    onTheWay: number
  }
  disk: { written: number; intact: number; lost: number; altered: number } | null
  /** Half of the smallest round trip used for alignment, the larger of both hosts, ms. */
  clockErrorMs: number
  /** As it was set; QEMU's default where nothing was. */
  downtimeLimitMs: number
  clocks: Record<HostName | 'vm', ClockOffsets | null>
  maxBandwidthBytesPerSecond: number
  phases: Phase[]
  /** Starts of the passes, seconds after `migrate`. */
  passStarts: { pass: number; s: number }[]
  series: {
    /** iperf3, bits per second. */
    iperf3: Point[]
    /** perf in the VM, events per second by event name. */
    perfVm: Record<string, Point[]>
    /** perf on the hosts, exits of KVM per second. */
    exits: Record<HostName, Point[]>
    /** query-migrate: bits per second copied, bytes remaining; pages dirtied per second where QEMU searched for them. */
    migrationBitsPerSecond: Point[]
    remainingBytes: Point[]
    dirtyPagesPerSecond: Point[]
  }
  notMeasured: Text[]
}

/** The same without its course over time. */
export type MigrationSummary = Omit<MigrationResult, 'series'>
