import type { Configuration, Environment, Experiment, Run } from '../data/schema.ts'

/** A 95 % confidence interval. */
export interface Interval {
  low: number
  high: number
}

/** One number with its unit and the raw file that it was read from. */
export interface Measurement {
  experiment: Experiment
  configuration: Configuration
  trial: string
  /** 1-based within trial and metric. */
  index: number
  warmup: boolean
  metric: MetricId
  value: number
  /** Path relative to the run's folder, e.g. `trials/acceleration-tcg-2/cpu-loop.1.csv`. */
  source: string
}

/** e.g. `cpu-loop.elapsedMs`, `iperf3-to-vm.bitsPerSecond`, `iperf3-to-vm.mmioExitsPerMegabyte`. */
export type MetricId = string

/** All that was measured of one metric in one configuration. */
export interface Arm {
  configuration: Configuration
  /** How the reader sees the configuration, e.g. `with -enable-kvm`. */
  label: string
  /** Every sample, warm-ups included. */
  samples: Measurement[]
  /** Trials (boots) with at least one sample that counts. */
  trials: number
  /** Summary over trials of the trials' medians; null where nothing was measured. */
  summary: { value: number; interval: Interval | null } | null
  /** Why there is no summary. */
  notMeasured: string | null
}

export interface Comparison {
  /** `ratio` = summary of `of` divided by summary of `against`. */
  of: Configuration
  against: Configuration
  ratio: number | null
  interval: Interval | null
  /** A difference is claimed only where the interval excludes 1. */
  verdict: 'higher' | 'lower' | 'no-difference' | 'too-few-trials' | 'not-measured'
}

export interface Metric {
  id: MetricId
  /** e.g. `Shell loop of 5,000 additions` */
  title: string
  /** As printed, e.g. `ms`, `Mbit/s`, `µs per operation`; values in arms are in this unit. */
  unit: string
  better: 'lower' | 'higher' | 'neither'
  arms: Arm[]
  comparisons: Comparison[]
}

/** A sentence that the data supports, with what supports it. */
export interface Finding {
  id: string
  /** Markdown, complete, with effect, interval and n. */
  sentence: string
  /** `described`: nothing is compared, the sentence gives a quantity. */
  verdict: Comparison['verdict'] | 'described'
  /** Raw files and counts behind it. */
  evidence: string[]
}

/** A value at a time, seconds after the `migrate` command, on the lab's clock. */
export interface Point {
  s: number
  value: number
}

export interface Phase {
  name: 'baseline' | 'setup' | 'copying' | 'stop-and-copy' | 'after'
  fromS: number
  toS: number
}

/** Of one event, the intervals of `perf stat -I` that lie wholly within a window. */
export interface Window {
  count: number
  seconds: number
  /** Median over the intervals; for what comes in bursts, count / seconds says more. */
  medianPerSecond: number
}

/** The windows in which the VM runs; null where no interval lies wholly within. */
export type WindowRates = Record<'baseline' | 'copying' | 'after', Window | null>

export interface MigrationResult {
  trial: string
  repetition: number
  source: 'host1' | 'host2'
  destination: 'host1' | 'host2'
  via: 'telnet' | 'qmp'
  totalMs: number
  setupMs: number
  /** Downtime by three clocks; null with a reason in `notMeasured`. */
  downtimeMs: { qemu: number | null; events: number | null; probe: number | null }
  transferredBytes: number
  /** `dirty-sync-count` of the last `query-migrate`. */
  passes: number
  /** iperf3, bits per second: means of the windows, as a slow stream comes in bursts. */
  throughput: { baseline: number | null; copying: number | null; after: number | null }
  /** perf's counts in the windows, by event name. */
  rates: { perfVm: Record<string, WindowRates>; kvm: Record<'host1' | 'host2', Record<string, WindowRates>> }
  /**
   * Throughput against its baseline: seconds from RESUME until the end of the first interval that reached 90 % of the
   * baseline's median (null where none did in the seconds observed), and the integral of what was missing of its
   * mean. Null where not measured.
   */
  service: { recoveryS: number | null; observedS: number; lostS: number } | null
  pings: { sent: number; lost: number }
  disk: { written: number; intact: number; lost: number; altered: number } | null
  /** Half of the smallest round trip used for alignment, the larger of both hosts, ms. */
  clockErrorMs: number
  maxBandwidthBytesPerSecond: number
  phases: Phase[]
  /** Starts of the passes, seconds after `migrate`. */
  passStarts: { pass: number; s: number }[]
  series: {
    /** iperf3, bits per second. */
    iperf3: Point[]
    /** perf in the VM, events per second by event name. */
    perfVm: Record<string, Point[]>
    /** perf on the hosts, kvm tracepoints per second: `host1` and `host2`, by event name. */
    kvm: Record<'host1' | 'host2', Record<string, Point[]>>
    /** query-migrate: bits per second copied, bytes remaining, pages dirtied per second. */
    migrationBitsPerSecond: Point[]
    remainingBytes: Point[]
    dirtyPagesPerSecond: Point[]
    /** Round-trip times in ms at the time of sending. */
    ping: Point[]
  }
  notMeasured: string[]
}

/** What an experiment gave: its metrics, the findings made from them, and why anything is missing. */
export interface ExperimentResult {
  metrics: Metric[]
  findings: Finding[]
  /** Planned, finished and missing trials. */
  trials: { planned: number; finished: number }
  /** Reasons, in sentences, for what is missing. Plain text, as they may quote raw files. */
  notMeasured: string[]
  /** "What this does not show", sentences in plain text written from the run; empty where there is nothing to say. */
  limits: string[]
}

/** All that a report may say. Pure: the same run gives the same analysis. */
export interface Analysis {
  run: Run
  environment: Environment
  acceleration: ExperimentResult
  network: ExperimentResult
  /** Migrations in the order of their repetitions. */
  migration: ExperimentResult & { migrations: MigrationResult[] }
}
