import { z } from 'zod'
import { PROGRAMS, SECTIONS } from '../experiments/catalogue.ts'
import { Configuration, Experiment, ExperimentDesign, Workload } from './design-schema.ts'
import { Format } from './format-schema.ts'
import { HOSTS } from './host-name.ts'
import { QEMU_SUITES } from './qemu-suite.ts'

export { Configuration, Experiment, ExperimentDesign, Workload } from './design-schema.ts'
export { Format } from './format-schema.ts'

/**
 * The files of a run, as they stand under `data/runs/<run>/`:
 *
 *     run.json               what was planned, and how far it came
 *     environment.json       machines, versions, addresses
 *     journal.ndjson         each executed instruction, one JSON object a line
 *     trials/<trial>/trial.json   written last: a folder without it is an unfinished trial
 *     trials/<trial>/*       raw outputs, byte for byte as the tools printed them
 *     logs/*                 ends of the hosts' consoles and QEMUs' words, when the last attempt failed
 *
 * Only the lab writes them, and the import of measurements that were made by hand; everything that is parsed or concluded
 * is computed again at each render.
 */
export const SCHEMA_VERSION = 1

/** Why hardware KVM can or can't be used, found by trying: see `lab/machines/hosts/kvm-probe.ts`. */
export const KvmVerdict = z.object({
  verdict: z.enum(['usable', 'absent', 'forbidden', 'emulating', 'does-not-boot']),
  /** The rungs that were climbed, in order, with what was seen on each. */
  ladder: z.array(z.object({ rung: z.string(), passed: z.boolean(), evidence: z.string() })),
})
export type KvmVerdict = z.infer<typeof KvmVerdict>

export const Profile = z.enum(['smoke', 'quick', 'standard', 'thorough'])
export type Profile = z.infer<typeof Profile>

/** Where the hosts' QEMU comes from: Debian 12's own, or the newest that is built for it. */
export const QemuSuite = z.enum(QEMU_SUITES)
export type QemuSuite = z.infer<typeof QemuSuite>

/** A stretch of the lab's time, seconds since the run was begun; those of two hosts overlap. */
export const Span = z.object({
  what: z.enum(['boot-hosts', 'prepare', 'boot-vm', 'measure', 'migrate']),
  place: z.enum(['lab', ...HOSTS]),
  fromS: z.number(),
  toS: z.number(),
})
export type Span = z.infer<typeof Span>

/** The facts of a run's `statusReason`, where the lab failed. */
export const Failure = z.object({
  /** What the lab was doing. */
  step: z.string(),
  /** Where; empty where it was no host in particular. */
  hosts: z.array(z.enum(HOSTS)),
  at: z.iso.datetime(),
  /** Since this attempt began. */
  afterMs: z.number(),
  /** How a process that the lab needs had ended: what ended it, or its own exit code. */
  signal: z.string().nullable(),
  exitCode: z.number().int().nullable(),
  /** Whether ends of the hosts' consoles and QEMUs' words lie in `logs/`. */
  logs: z.boolean(),
})
export type Failure = z.infer<typeof Failure>

export const Run = z.object({
  schema: z.literal(SCHEMA_VERSION),
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** `complete` only when every planned trial has its trial.json. */
  status: z.enum(['running', 'complete', 'interrupted', 'failed']),
  /** One sentence, when status is `failed` or `interrupted`. */
  statusReason: z.string().nullable(),
  /** The same as facts, when status is `failed`; absent in runs of earlier versions. */
  failure: Failure.optional(),
  /** null where it was measured by hand. */
  profile: Profile.nullable(),
  /** Seeds the order of the trials and every resampling in the report. */
  seed: z.number().int().nonnegative(),
  hosts: z.object({
    /**
     * Booted by the lab with or without hardware KVM, or the user's own, reached by ssh; or `by-hand`: somebody measured on
     * machines of which nothing is known, and `npm run import` took it over.
     */
    kind: z.enum(['emulated', 'kvm', 'ssh', 'by-hand']),
    reason: z.string(),
    /** What this computer's hardware KVM can do; null where the hosts are not booted here. */
    kvm: KvmVerdict.nullable(),
    /** Of the user's own hosts: how ssh reaches them, and what was changed there, sentence by sentence. */
    given: z
      .object({ host1: z.string(), host2: z.string(), changes: z.array(z.string()) })
      .nullable()
      .default(null),
  }),
  /** Trial ids in the order in which they are planned; when each was really run stands in its trial.json. */
  order: z.array(z.string()),
  /** What was fixed before anything was measured; empty in runs of earlier versions. */
  design: z.array(ExperimentDesign).default([]),
  /** The section that was measured alone, and the time that the plan had to fit into: both make the same plan again. */
  only: z.enum(SECTIONS).nullable().default(null),
  budgetSeconds: z.number().nullable().default(null),
  /** The Debian suite that the hosts' QEMU comes from. */
  qemu: QemuSuite.nullable().default('bookworm'),
  /** Experiments that had enough before their last block, with the width of the interval that sufficed. */
  stopped: z.array(z.object({ experiment: Experiment, afterBlock: z.number().int(), width: z.number() })).default([]),
  /** Where the time of the lab went, one entry a span; summed up by `npm run bench -- --lab`. */
  spans: z.array(Span).default([]),
})
export type Run = z.infer<typeof Run>

/** Null is not known, here and below: of machines on which somebody measured by hand. */
const known = z.string().nullable()

const Machine = z.object({
  cpuModel: known,
  cpus: z.number().int().nullable(),
  memoryMiB: z.number().nullable(),
  kernel: known,
  os: known,
})

export const Environment = z.object({
  schema: z.literal(SCHEMA_VERSION),
  /** The user's computer. */
  lab: Machine.extend({ qemuVersion: known, nodeVersion: known }),
  /** host1 and host2 are booted alike; this is host1 as seen from inside. */
  host: Machine.extend({
    qemuVersion: known,
    perfVersion: known,
    iperf3Version: known,
    /** What the host itself runs on: software, KVM, another hypervisor, or nothing but its hardware. */
    accelerator: z.enum(['tcg', 'kvm', 'other', 'none']).nullable(),
  }),
  vm: Machine,
  addresses: z
    .object({ host1: z.string(), host2: z.string(), vm: z.string(), prefixLength: z.number().int() })
    .nullable(),
  /** Whether `perf stat -e cycles,instructions` counts inside a machine, or why it doesn't. */
  hardwareCounters: z.object({ host1: known, vm: known }),
  /** Path, size and sha256 of the images' recipe, for the appendix. */
  images: z.object({ recipeHash: z.string(), suite: z.string() }).nullable(),
})
export type Environment = z.infer<typeof Environment>

/** Where a command ran: the user's computer, a host, the VM (through its serial agent) or QEMU's monitor. */
export const Place = z.enum(['lab', ...HOSTS, 'vm', 'monitor1', 'monitor2'])
export type Place = z.infer<typeof Place>

/** One executed command. `instruction` names the entry of the procedure that it executes, or null. */
export const JournalEntry = z.object({
  sequence: z.number().int(),
  instruction: z.string().nullable(),
  place: Place,
  argv: z.array(z.string()),
  stdin: z.string().nullable(),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  /** null while it goes on in the background, as QEMU does. */
  exitCode: z.number().int().nullable(),
  output: z.string(),
})
export type JournalEntry = z.infer<typeof JournalEntry>

/**
 * What ran, and what its `output` file holds, stands in `src/experiments/`. Other roles of files: `exits` (`perf stat -x,`
 * CSV of kvm:* tracepoints on the host during the sample), `kvm-before`/`kvm-after` (`grep . /sys/kernel/debug/kvm/*`,
 * cumulative counters), `jit-before`/`jit-after` (HMP `info jit`), `cpu-before`/`cpu-after` (the host's /proc/stat and its
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
  /** null where it was measured by hand, like `durationMs`. */
  exitCode: z.number().int().nullable(),
  /** From giving the command to having its answer, by the lab's clock: the start of perf and the way there included. */
  durationMs: z.number().nullable(),
  /** How many operations the command does, where a metric is per operation (loop turns, processes). */
  operations: z.number().nullable(),
  /** Role to file name within the trial's folder. */
  files: z.record(z.string(), z.string()),
  /** What `output` holds, where it was made by hand; the lab's own needs no telling. */
  format: Format.optional(),
})
export type Sample = z.infer<typeof Sample>

/**
 * Every trial also has machine.before.txt and machine.after.txt: /proc/loadavg and /proc/stat of the user's computer.
 *
 * One live migration. Raw files beside trial.json, all times in seconds since the epoch on the named clock:
 *  qmp-source.ndjson, qmp-destination.ndjson  {"t": <lab clock>, "sent": {...}} or {"t": ..., "received": {...}}:
 *                       QMP as spoken; events carry QEMU's own timestamp (clock of that host); query-migrate
 *                       polled on the source at least every 0.1 s
 *  iperf3.txt           `iperf3 -c <vm> -i 0.25 -f k --forceflush` on host1, as printed
 *  iperf3.times         for each line of iperf3.txt the time at which it was printed (host1 clock)
 *  fping.txt            `fping -D -l -i 1 -p 5 -t 10000 <vm>` on host1, a probe every 5 ms (host1 clock)
 *  perf-vm.csv          `perf stat -a -I 250 -x, -e ...` in the VM; perf-vm.start: its start (VM clock)
 *  kvm-host1.csv, kvm-host2.csv  `perf stat -a -I 250 -x, -e kvm:...` on the hosts; *.start (host's clock)
 *  writer.txt           the disk writer's report: `written N`, then `records N intact N lost N altered N`
 *  capabilities.txt     in the matrix: names of the capabilities that QEMU has, a line each
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
})
export type Migration = z.infer<typeof Migration>

/** A program run once more to see where its time goes, apart from the samples: profiling slows it down. */
export const Evidence = z.object({
  probe: Program,
  /** `perf kvm stat report` on the host, or `perf report` of the QEMU process by object. */
  tool: z.enum(['perf-kvm-stat', 'perf-record']),
  argv: z.array(z.string()),
  file: z.string(),
})
export type Evidence = z.infer<typeof Evidence>

export const Clocks = z.array(
  z.object({
    machine: z.enum([...HOSTS, 'vm']),
    when: z.enum(['before', 'after']),
    /** Lab clock when asked, the machine's clock when answering, lab clock when the answer came; seconds. */
    exchanges: z.array(z.object({ asked: z.number(), remote: z.number(), answered: z.number() })).min(1),
  }),
)
export type Clocks = z.infer<typeof Clocks>

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
  skipped: z.string().nullable().default(null),
  evidence: z.array(Evidence).default([]),
})
export type Trial = z.infer<typeof Trial>
