import type { Configuration, Environment, Experiment, ExperimentDesign, Run, Workload } from '../data/schema.ts'

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
  /**
   * A difference is claimed only where the interval excludes 1. `unstable`: it does, but no longer once it is widened by
   * what a configuration differed from itself.
   */
  verdict: 'higher' | 'lower' | 'no-difference' | 'unstable' | 'too-few-trials' | 'not-measured'
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
  /** Clocks against the lab's, ms, before and after; the error is half of the smallest round trip. */
  clocks: Record<'host1' | 'host2' | 'vm', { beforeMs: number; afterMs: number; errorMs: number } | null>
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

/** A configuration compared with itself: what the machine makes of no difference at all. */
export interface Control {
  metric: MetricId
  title: string
  unit: string
  /** `against` and `of`. */
  arms: [Arm, Arm]
  comparison: Comparison
}

/**
 * Whether values change with the time of the run, whatever the configuration. Each trial's median, divided by the
 * geometric mean of its configuration, against the time at which the trial began.
 */
export interface Drift {
  metric: MetricId
  title: string
  points: { trial: string; configuration: Configuration; minutes: number; ratio: number }[]
  /** Factor from the first trial to the last by a straight line through the logarithms; null with too few trials. */
  factor: number | null
  interval: Interval | null
  verdict: 'rising' | 'falling' | 'no-drift' | 'too-few-trials'
}

/** The user's computer while a trial ran, from /proc/stat and /proc/loadavg before and after. */
export interface MachineLoad {
  trial: string
  /** Runnable tasks, the mean over the minute before the trial began. */
  loadBefore: number
  /** Shares of the time of all processors during the trial, 0 to 1. */
  busy: number
  steal: number
}

/** How a migration fared in one cell of the matrix of settings and workloads. */
export interface MatrixCell {
  trial: string
  repetition: number
  setting: Configuration
  workload: Workload
  outcome: 'completed' | 'did-not-converge' | 'failed' | 'not-offered'
  /** QEMU's words, or which capability is lacking. */
  reason: string | null
  capabilities: string[]
  parameters: Record<string, string | number>
  /** null where the migration did not complete, or its files are damaged. */
  result: MigrationResult | null
  /** By QEMU's last word on it, so up to the cancellation where it did not converge; null where there is none. */
  lastedMs: number | null
  transferredBytes: number | null
  remainingBytes: number | null
  /** `dirty-sync-count`. */
  passes: number | null
  /** Pages that the destination asked for; null without post-copy. */
  pagesRequested: number | null
  /**
   * Percent of the cell's own baseline while pages were sent and the VM ran: iperf3's throughput, and the VM's system
   * calls by perf. Null where the workload makes none, or nothing was measured.
   */
  iperf3Percent: number | null
  perfPercent: number | null
  /** By QEMU's `calc-dirty-rate` in the baseline window. */
  dirtyBytesPerSecond: number | null
  /** What the first pass sent, by its duration; null where there was no second one. */
  firstPassBytesPerSecond: number | null
  /** null for post-copy, which is no repeated copying, and where one of the two above is null. */
  prediction: Prediction | null
}

/**
 * Pre-copy's course from its first pass and the dirty rate measured before: each pass copies what the one before let
 * be dirtied (Clark et al. 2005; Akoush et al. 2010).
 */
export interface Prediction {
  converges: boolean
  totalMs: number | null
  downtimeMs: number | null
  /** As QEMU counts them in `dirty-sync-count`: one at the start, one after each pass, one in the stop. */
  passes: number | null
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
  /** What was decided beforehand; null in runs of earlier versions. */
  design: ExperimentDesign | null
  /** Ids of the trials in the order in which they began. */
  orderRun: string[]
  controls: Control[]
  drift: Drift[]
  /** In the order of the trials; empty in runs of earlier versions. */
  machine: MachineLoad[]
}

/** Why the VM was left while a program of section B ran once more under `perf kvm stat`. */
export interface ExitProfile {
  probe: string
  title: string
  reasons: { reason: string; count: number; timePercent: number; averageUs: number }[]
  source: string
}

/** Where the QEMU process was without KVM, while a program of section B ran once more under `perf record`. */
export interface TranslatorProfile {
  probe: string
  title: string
  samples: number
  percent: { translated: number; qemu: number; kernel: number; libraries: number }
  source: string
}

/** This run beside an earlier one. */
export interface RunComparison {
  /** Of the earlier one. */
  run: string
  createdAt: string
  /** What was different beforehand. */
  differences: { name: string; now: string; before: string }[]
  rows: {
    metric: MetricId
    title: string
    unit: string
    configuration: Configuration
    label: string
    now: { value: number; interval: Interval | null; trials: number }
    before: { value: number; interval: Interval | null; trials: number }
    /** This run’s summary divided by the earlier one’s. */
    ratio: number | null
    interval: Interval | null
    verdict: Comparison['verdict']
  }[]
}

/** All that a report may say. Pure: the same run gives the same analysis. */
export interface Analysis {
  run: Run
  environment: Environment
  acceleration: ExperimentResult & { exitProfiles: ExitProfile[]; translatorProfiles: TranslatorProfile[] }
  network: ExperimentResult
  /** Migrations in the order of their repetitions. */
  migration: ExperimentResult & { migrations: MigrationResult[] }
  /** Cells in the order of settings and workloads. */
  matrix: ExperimentResult & {
    cells: MatrixCell[]
    /** Memory of the VM by its command line, bytes; null without trials. */
    memoryBytes: number | null
  }
  /** Where another run was named to compare this one with. */
  compared: RunComparison | null
}
