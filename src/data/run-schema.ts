import { z } from 'zod'
import { SECTIONS } from '../experiments/catalogue.ts'
import { Experiment, ExperimentDesign } from './design-schema.ts'
import { HOSTS } from './host-name.ts'
import { QEMU_SUITES } from './qemu-suite.ts'
import { SCHEMA_VERSION } from './schema-version.ts'
import { StatedText } from './stated-schema.ts'

/** Why hardware KVM can or can't be used, found by trying: see `lab/machines/hosts/kvm-probe.ts`. */
export const KvmVerdict = z.object({
  verdict: z.enum(['usable', 'absent', 'forbidden', 'emulating', 'does-not-boot']),
  /** The rungs that were climbed, in order, with what was seen on each. */
  ladder: z.array(z.object({ rung: StatedText, passed: z.boolean(), evidence: StatedText })),
})
export type KvmVerdict = z.infer<typeof KvmVerdict>

/**
 * Whose QEMU carries the hosts that the lab boots: this computer's, or the lab's own, of the packages that the hosts' system
 * is made of.
 */
export const QemuFrom = z.enum(['computer', 'lab'])
export type QemuFrom = z.infer<typeof QemuFrom>

export const Profile = z.enum(['smoke', 'quick', 'standard', 'thorough'])
export type Profile = z.infer<typeof Profile>

/** Where the VMs' QEMU comes from: see {@link QEMU_SUITES}. */
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

/**
 * The computer that a part of a run was measured on, so that parts of the same one are known as such, by digests: of what its
 * system calls it, and of its boot. Two parts that have either in common are of the same computer.
 */
export const Computer = z.object({
  id: z.string(),
  boot: z.string(),
  /** As its cluster calls it; null where none does. */
  name: z.string().nullable(),
})
export type Computer = z.infer<typeof Computer>

/** A part of a design: a block by its number, or `D1`, `D2` …: what one boot of the hosts holds of section D. */
export const PartName = z.string().regex(/^D?[1-9]\d{0,5}$/)

/** A part that a run was merged of. Its own `run.json` and `environment.json` lie in `parts/<run>/`. */
export const MergedPart = z.object({
  run: z.string(),
  name: PartName,
  computer: Computer,
  /** Boots of the hosts that its trials count from 1 on. */
  hostBoots: z.number().int().nonnegative(),
  /** Its finished trials. */
  trials: z.array(z.string()),
})
export type MergedPart = z.infer<typeof MergedPart>

export const Run = z.object({
  schema: z.literal(SCHEMA_VERSION),
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** `complete` only when every planned trial has its trial.json. */
  status: z.enum(['running', 'complete', 'interrupted', 'failed']),
  /** When status is `failed` or `interrupted`; without a full stop, except in runs of earlier versions. */
  statusReason: StatedText.nullable(),
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
    reason: StatedText,
    /** What this computer's hardware KVM can do; null where the hosts are not booted here. */
    kvm: KvmVerdict.nullable(),
    /**
     * The processors of this computer that each host's QEMU is pinned to, as `taskset -c` takes them; null where nothing
     * pins, as in runs of earlier versions.
     */
    pinned: z.object({ host1: z.string(), host2: z.string() }).nullable().default(null),
    /** Null where the hosts are not booted here, and in runs of earlier versions: then it was the computer's. */
    qemuFrom: QemuFrom.nullable().default(null),
    /** Of the user's own hosts: how ssh reaches them, and what was changed there, sentence by sentence. */
    given: z
      .object({ host1: z.string(), host2: z.string(), changes: z.array(StatedText) })
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
  /** The Debian suite that the VMs' QEMU comes from. */
  qemu: QemuSuite.nullable().default('bookworm'),
  /** Experiments that had enough before their last block, with the width of the interval that sufficed. */
  stopped: z.array(z.object({ experiment: Experiment, afterBlock: z.number().int(), width: z.number() })).default([]),
  /** Which part of the design alone was measured, and on which computer; null where all of it was. */
  part: z.object({ name: PartName, computer: Computer }).nullable().default(null),
  /** What it was merged of, in the order of the design; none where it was measured as one. */
  parts: z.array(MergedPart).default([]),
  /** Where the time of the lab went, one entry a span; summed up by `npm run bench -- --lab`. */
  spans: z.array(Span).default([]),
})
export type Run = z.infer<typeof Run>
