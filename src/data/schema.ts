import { z } from 'zod'
import { PROGRAMS } from '../experiments/catalogue.ts'
import { Configuration, Experiment, Workload } from './design-schema.ts'
import { Format } from './format-schema.ts'
import { HOSTS } from './host-name.ts'
import { Place } from './journal-schema.ts'
import { SCHEMA_VERSION } from './schema-version.ts'
import { StatedText } from './stated-schema.ts'

/**
 * The files of a run, as they stand under `data/runs/<run>/`:
 *
 *     run.json               what was planned, and how far it came
 *     environment.json       machines, versions, addresses
 *     journal.ndjson         each executed instruction, one JSON object a line
 *     trials/<trial>/trial.json   written last: a folder without it is an unfinished trial
 *     trials/<trial>/*       raw outputs, byte for byte as the tools printed them
 *     parts/<run>/*          run.json and environment.json of each part that the run was merged of
 *     logs/*                 ends of the hosts' consoles and QEMUs' words, when the last attempt failed
 *
 * Only the lab writes them, and the import of measurements that were made by hand; everything that is parsed or concluded
 * is computed again at each render.
 */
export { Clocks } from './clocks-schema.ts'
export { Configuration, Experiment, ExperimentDesign, Workload } from './design-schema.ts'
export { Environment } from './environment-schema.ts'
export { Format } from './format-schema.ts'
export { JournalEntry, Place } from './journal-schema.ts'
export { Computer, Failure, KvmVerdict, MergedPart, Profile, QemuFrom, QemuSuite, Run, Span } from './run-schema.ts'
export { SCHEMA_VERSION } from './schema-version.ts'

/**
 * What ran, and what its `output` file holds, stands in `src/experiments/`. Other roles of files: `exits` (`perf stat -x,`
 * CSV of kvm:* tracepoints on the host, within the sample where there is a `window`, else around it), `window` (when the
 * program and the counting began and ended, by the host's /proc/uptime), `cpu-before`/`cpu-after` (the host's /proc/stat and its
 * QEMU's /proc/PID/stat), `offloads` (`ethtool -k` in the VM).
 */
export const Program = z.enum(PROGRAMS)
export type Program = z.infer<typeof Program>

export const Sample = z.object({
  probe: Program,
  /** 1-based within trial and probe. */
  index: z.number().int(),
  /** Dropped by rule from summaries, shown as such. */
  warmup: z.boolean(),
  place: Place,
  /** Empty where it was measured by hand. */
  argv: z.array(z.string()),
  /** The perf that counted on the host meanwhile: by its options one knows what stands where in `exits`. */
  counting: z.array(z.string()).optional(),
  /** null where it was measured by hand, like `durationMs`. */
  exitCode: z.number().int().nullable(),
  /** From giving the command to having its answer, by the lab's clock: the start of perf and the way there included. */
  durationMs: z.number().nullable(),
  /** The same by the VM's clock, from the command's start to its end in the VM: what is left of the way there is not in it. */
  vmElapsedMs: z.number().optional(),
  /** How many operations the command does: turns of a loop, processes, round trips, copies, calls. */
  operations: z.number().nullable(),
  /** Role to file name within the trial's folder. */
  files: z.record(z.string(), z.string()),
  /** What `output` holds, where it was made by hand; the lab's own needs no telling. */
  format: Format.optional(),
})
export type Sample = z.infer<typeof Sample>

/**
 * Every trial also has machine.before.txt and machine.after.txt: /proc/loadavg and /proc/stat of the user's computer. One
 * of section B has clock.txt: the clock source of the machine that programs run on, and readings of its clock, s since the
 * epoch, one right after the other; and clocks.json, as below, of that machine.
 *
 * One live migration. Raw files beside trial.json, all times in seconds since the epoch on the named clock:
 *  qmp-source.ndjson, qmp-destination.ndjson  {"t": <lab clock>, "sent": {...}} or {"t": ..., "received": {...}}:
 *                       QMP as spoken; events carry QEMU's own timestamp (clock of that host); query-migrate
 *                       polled on the source at least every 0.1 s
 *  downtime-source.txt, downtime-destination.txt  where QEMU has a disk of its own: its trace events `vmstate_downtime_*`
 *                       with the time of each (clock of that host)
 *  iperf3.txt           `iperf3 -c <vm> -i 0.25 -f k --forceflush` on host1, as printed
 *  iperf3.times         for each line of iperf3.txt the time at which it was printed (host1 clock)
 *  fping.txt            `fping -D -l -i 1 -p 5 -t 10000 <vm>` on host1, a probe every 5 ms (host1 clock)
 *  perf-vm.csv          `perf stat -a -I 250 -x, -e ...` in the VM; perf-vm.start: its start (VM clock)
 *  kvm-host1.csv, kvm-host2.csv  `perf stat -a -I 250 -x, -e kvm:...` on the hosts; *.start (host's clock)
 *  writer.txt           the disk writer's report: `written N`, then `records N intact N lost N altered N`
 *  capabilities.txt     in the matrix: names of the capabilities that QEMU has, a line each
 *  parameters.txt       where QEMU lacks what a setting takes: names of its migration parameters, a line each
 *  clocks.json          Clocks: exchanges between the lab and each machine before and after
 */
export const Migration = z.object({
  source: z.enum(HOSTS),
  destination: z.enum(HOSTS),
  /** Task 3 as the assignment has it is typed into the telnet monitor; the others go through QMP. */
  via: z.enum(['telnet', 'qmp']),
  /** Lab clock, seconds since the epoch. */
  observedFrom: z.number(),
  migrateAt: z.number(),
  completedAt: z.number(),
  observedTo: z.number(),
  /** `query-migrate-parameters` as far as it limits the migration. */
  maxBandwidthBytesPerSecond: z.number(),
  downtimeLimitMs: z.number(),
  /** `did-not-converge`: cancelled at the time limit, the VM runs on at the source. */
  outcome: z.enum(['completed', 'did-not-converge', 'failed']).default('completed'),
  /** QEMU's words where it failed. */
  reason: z.string().nullable().default(null),
  /** Migration capabilities and parameters that were set, as given to QMP. */
  capabilities: z.array(z.string()).default([]),
  parameters: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
  /** The perf that counted on both hosts; absent in runs of earlier versions. */
  counting: z.array(z.string()).optional(),
})
export type Migration = z.infer<typeof Migration>

/**
 * A run of a program of section B by which the work of samples was sized: of few operations before the samples, or one that
 * was meant as a sample and was shorter than a second.
 */
export const Calibration = z.object({
  probe: Program,
  operations: z.number().int(),
  /** The program's own time. */
  elapsedMs: z.number(),
  /** Operations of the samples that came after it. */
  chosen: z.number().int(),
  file: z.string(),
})
export type Calibration = z.infer<typeof Calibration>

/**
 * A stretch of seconds in which a program of section B, or none, runs by itself in the VM, nothing goes over the serial
 * line, and the host counts. Roles of files:
 *  output      what the program reported at its end; of none, nothing
 *  times       the host's clock, s since the epoch: before and after counting was switched on, before and after it was
 *              switched off
 *  counts      with KVM `perf kvm stat report --event=vmexit`; without it `perf report --sort dso` of the QEMU process
 *  jit-before, jit-after   without KVM HMP `info jit`, right before and after
 */
export const SteadyWindow = z.object({
  /** null: nothing, which is what everything else is held against. */
  probe: Program.nullable(),
  tool: z.enum(['perf-kvm-stat', 'perf-record']),
  /** perf's command line on the host. */
  argv: z.array(z.string()),
  operations: z.number().int().nullable(),
  /** Whether the program was still running when the window was over. */
  ranThroughout: z.boolean(),
  /** Bytes over the serial line within the window, in both directions. */
  serialBytes: z.number().int(),
  files: z.record(z.string(), z.string()),
})
export type SteadyWindow = z.infer<typeof SteadyWindow>

/** In runs of earlier versions, a program run once more while the host counted, the lab's own traffic with it included. */
export const Evidence = z.object({
  probe: Program,
  /** `perf kvm stat report` on the host, or `perf report` of the QEMU process by object. */
  tool: z.enum(['perf-kvm-stat', 'perf-record']),
  argv: z.array(z.string()),
  file: z.string(),
})
export type Evidence = z.infer<typeof Evidence>

/**
 * A fault of a VM that served a client on host 1: its QEMU was killed, or its secondary's, or the cable between both pulled. Raw files beside trial.json, times in seconds since the epoch:
 *  qmp-primary.ndjson, qmp-secondary.ndjson  as in a migration; without protection there is no secondary
 *  stream.json          `iperf3 -c <vm> -t 8 --json` before all else
 *  asked.txt, answered.txt  `<host1 clock> <number>` for each request, one every 50 ms on one TCP connection, and each answer
 *  iperf3.txt, iperf3.times  `iperf3 -c <vm> -b 400k …` on host1, as in a migration; it may end with an error
 *  cable.txt            `<host clock> <bytes sent>` of the primary's end of the cable, before the kill, twice
 *  acknowledged.txt     `<host1 clock> <number>` for each record that the VM said to be on its disk
 *  kill.txt             the host's clock right before and right after the fault
 *  writer.txt           with a survivor: its disk read back, as far as records were acknowledged: `written N`, then
 *                       `records N intact N lost N altered N`
 *  clocks.json          Clocks: exchanges between the lab and each host before and after
 */
export const Failover = z.object({
  /** As both QEMUs say it, e.g. `11.1.3`. */
  qemuVersion: z.string(),
  /** Where the VM ran until the fault. */
  primary: z.enum(HOSTS),
  /** Where the secondary ran; null without protection. */
  secondary: z.enum(HOSTS).nullable(),
  /** As it was set; null without protection. */
  checkpointDelayMs: z.number().nullable(),
  /** Lab clock, seconds since the epoch: when both VMs were equal, as QEMU says; null without protection. */
  protectedAt: z.number().nullable(),
  /** From when client, probe and writer were at work. */
  observedFrom: z.number(),
  /** When the fault was asked for, at a moment that the run's seed had drawn. */
  killAskedAt: z.number(),
  /** When the lab's connection to the killed QEMU ended, by which it notices; of a cable, when both sides were told. */
  noticedAt: z.number(),
  /** When the survivor was sent `x-colo-lost-heartbeat`; null where nobody was. */
  toldAt: z.number().nullable(),
  observedTo: z.number(),
})
export type Failover = z.infer<typeof Failover>

export const Trial = z.object({
  schema: z.literal(SCHEMA_VERSION),
  /** e.g. `acceleration-tcg-2` */
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  experiment: Experiment,
  configuration: Configuration,
  /** 1-based within the configuration. */
  repetition: z.number().int(),
  /** Of measurements by hand it is not known: then both are the time of the import. */
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** From QEMU's start to the agent's first answer; null where no VM was started. */
  bootMs: z.number().nullable(),
  /** QEMU's arguments as executed on the host. */
  vmArgv: z.array(z.string()).nullable(),
  samples: z.array(Sample),
  migration: Migration.nullable(),
  /** 1-based: the block of the design that the trial belongs to; null in runs of earlier versions. */
  block: z.number().int().nullable().default(null),
  /** What the VM did while it was migrated, for a trial of the matrix. */
  workload: Workload.nullable().default(null),
  /** Why nothing was measured though the trial was run: the installed QEMU lacks a capability. */
  skipped: StatedText.nullable().default(null),
  /** Where it was measured; of a migration the host that the VM left. Null in runs of earlier versions, and by hand. */
  host: z.enum(HOSTS).nullable().default(null),
  /** 1-based: which boot of the hosts it ran on, those of earlier attempts included. Null as above. */
  hostBoot: z.number().int().positive().nullable().default(null),
  evidence: z.array(Evidence).default([]),
  calibrations: z.array(Calibration).default([]),
  windows: z.array(SteadyWindow).default([]),
  failover: Failover.nullable().default(null),
})
export type Trial = z.infer<typeof Trial>
