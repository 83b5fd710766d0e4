import type { Centre } from '../statistics/summary.ts'
import type { Text } from '../text/phrase.ts'
import type { Format, Output } from './formats.ts'
import type { Keys } from './names.ts'

/** One quantity of a program, or of a trial as a whole. Its id is `<program>.<key>`, e.g. `memcpy.megabytesPerSecond`. */
export interface MetricDeclaration {
  /** What the reader calls it, given what the program is called. */
  title: (program: Text) => Text
  /** The same below a heading that names the program, where several of its metrics stand together. */
  within?: Text
  /** As printed. */
  unit: Text
  better: 'lower' | 'higher' | 'neither'
  /** `headline` answers the section's question, `cost` says what that takes, `evidence` explains it. */
  role: 'headline' | 'cost' | 'evidence'
  /** Not every machine or tool gives it: where nothing was measured it is left out instead of called not measured. */
  optional?: true
  /**
   * How trials become one number; without it the geometric mean over boots of their medians, and the median over
   * migrations. A metric whose values may be 0 has no geometric mean, and takes the mean then.
   */
  centre?: Centre
  /** Shown for each arm and not compared: with each comparison the others of its section can claim less. */
  described?: true
  /** The only arms that can have it; otherwise all. */
  only?: readonly string[]
  /** Only the lab gives it, or only a measurement by hand; otherwise both. */
  from?: 'lab' | 'hand'
}

/** What runs the VM's code, as `-accel` has it. */
export type Accelerator = 'kvm' | 'tcg'
/** The VM's network card, as `-device` has it. */
export type Card = 'virtio-net-pci' | 'e1000'

/** What runs in a trial, or what somebody ran by hand. */
export interface ProgramDeclaration {
  /** What the reader calls it. */
  name: Text
  /** What the lab has it print; null where only a measurement by hand has it. */
  prints: Output | null
  /**
   * What is taken of it when somebody measured by hand, the benchmark of `perf bench` that it then is, and what it is
   * called where it may have been something else.
   */
  byHand: { formats: readonly Format[]; benchmark?: string; name?: Text } | null
  /** Data of iperf comes from here. */
  sender?: 'host' | 'vm'
  /** Of `iperf3 -b` over TCP: the rate that it is asked for, Mbit/s. */
  fixedRate?: number
  /** Of `iperf3 --udp`: bytes a datagram. */
  datagramBytes?: number
  /** With the offloads of the VM’s card switched off; then this program is the same with them. */
  withoutOffloadsOf?: string
  /** Measured once in a trial, where it is measured at all, and not in rounds: takes about so long. */
  onceSeconds?: number
  /** Of one sample of it no difference is claimed, so where time is short it goes to what is compared. */
  spared?: true
  /** Runs once more in a steady window, under `perf kvm stat` (kvm) or `perf record` (tcg). */
  profiled?: readonly Accelerator[]
  metrics: Readonly<Record<string, MetricDeclaration>>
  /** Stored runs have it; no lab runs it any more. */
  retired?: true
}

/** How the VM of a configuration is started. */
export interface VmDeclaration {
  accelerator: Accelerator
  cpu: string
  nic: Card
}

/** What is set about a migration, on both sides, before it begins; in QEMU's names. */
export interface MigrationSetting {
  capabilities: readonly string[]
  parameters: Readonly<Record<string, number | string>>
  /** Switches to post-copy once the first pass is over. */
  postcopy: boolean
  /** Its source counts dirtied pages in a ring of so many entries for each processor of the VM, and not in a bitmap. */
  dirtyRing?: number
  /** When it is given up, where it is given longer than the others, ms. */
  limitMs?: number
  /** The first QEMU that has it, where an earlier one may be chosen, as `8.1`. */
  since?: string
}

/** One way to run the VM. */
export interface ConfigurationDeclaration {
  /** What is repeated, and counted in n. */
  repetition: 'boot' | 'round' | 'migration' | 'failover'
  /**
   * About how long a trial takes on emulated hosts: its boot, each round of its programs, and what is measured beside
   * rounds. For balanced lists and the estimate shown.
   */
  seconds: number
  roundSeconds?: number
  extraSeconds?: number
  /** null: no VM of its own; the host itself is measured, or the VM that migrates. */
  vm: VmDeclaration | null
  /** The same configuration under a second name, so that it can be compared with itself. */
  controlOf?: string
  setting?: MigrationSetting
  /** Of a setting: the work of the VM that tests it most, where that is not the writer to memory. */
  testedBy?: string
  /** Short enough for the quick profile. */
  quick?: true
  /** Stored runs have it; no lab measures it any more. */
  retired?: true
}

/**
 * All that is decided about an experiment before anything is measured. Plan, stopping rule, command line, import, drift
 * and vocabulary of the templates derive from it; code attaches by records that are exhaustive over its names.
 */
export interface Declaration {
  /** The section of the report that it answers. */
  section: string
  /**
   * `blocks`: trials on each host by itself, in blocks that hold every configuration once. `migrations`: the VM moves
   * between both hosts. `failovers`: the VM is booted, and its QEMU is killed.
   */
  carriedOut: 'blocks' | 'migrations' | 'failovers'
  /** What is repeated as a whole and independent of the others. */
  unit: 'boot' | 'migration' | 'failover'
  /**
   * Its samples are long and leave out their own beginning: none of them is dropped as a warm-up, and half as many as of
   * other programs will do.
   */
  longSamples?: true
  /** In the order in which the plan draws them: changing it changes the plans of stored seeds. */
  configurations: Readonly<Record<string, ConfigurationDeclaration>>
  /** Those that a reader sees, in the order of tables and figures. */
  arms: readonly string[]
  /** `of` and `against`: the comparisons that are made. */
  compare: readonly (readonly [string, string])[]
  /** What is varied on purpose, with its levels. */
  factors: readonly { name: string; levels: readonly string[] }[]
  programs: Readonly<Record<string, ProgramDeclaration>>
  /** The work of its programs is sized by runs before the samples. These warm up as well: no sample is dropped. */
  calibrated?: true
  /** Of every program alike, from counters around its samples. */
  evidence: Readonly<Record<string, MetricDeclaration>>
  /** Of a trial as a whole, by what is measured: `boot.seconds`, `migration.total`. */
  own: Readonly<Record<string, Readonly<Record<string, MetricDeclaration>>>>
  /**
   * The metric by which drift and the stopping rule judge, what its course over the run is called, and the ratio that the
   * stopping rule looks at.
   */
  main: { metric: string; title: Text; of?: string; against?: string } | null
  /** What somebody may have measured by hand of it; null where nothing can be taken over. */
  byHand: { what: string; configurations: readonly string[]; programs: readonly string[] } | null
  figures: readonly string[]
  tables: readonly string[]
  /** Ids of its findings, those that depend on the machine included. */
  findings: readonly string[]
}

/** What must name something that the same declaration declares. */
interface Consistent<D extends Declaration> {
  arms: readonly Keys<D['configurations']>[]
  compare: readonly (readonly [Keys<D['configurations']>, Keys<D['configurations']>])[]
}

/** Declares an experiment; names keep their literal types. */
export const experiment = <const D extends Declaration>(declaration: D & Consistent<D>): D => declaration
