import type { HostName } from '../../data/host-name.ts'
import type { LoadedTrial } from '../../data/loaded-run.ts'
import { RAW_FILES } from '../../data/raw-files.ts'
import type { Configuration, Migration, Trial, Workload } from '../../data/schema.ts'
import { settingOf } from '../../experiments/catalogue.ts'
import { FAULT_LATENCY } from '../../experiments/matrix.ts'
import type { QmpLog } from '../../measurements/qemu/qmp.ts'
import { asSentence } from '../../text/clause.ts'
import { say, type Text } from '../../text/phrase.ts'
import { statedText } from '../../text/stated.ts'
import { isCopying } from '../migration/copying.ts'
import { readMigration } from '../migration/reading.ts'
import type { MigrationResult, MigrationSummary } from '../migration/result.ts'
import { unlessDamaged } from '../reading/damaged.ts'
import { passesIn } from '../reading/milestones.ts'
import { trialFiles } from '../reading/trial-files.ts'
import { type Acted, actedOf } from './acted.ts'
import { type FaultLatency, faultLatencyOf } from './fault-latency.ts'
import { paceOf } from './pace.ts'
import { type FirstPass, type Prediction, predictPrecopy } from './precopy-model.ts'
import { wasSwitched } from './switch.ts'
import { dirtyRingOf } from './vm-memory.ts'

/** How a migration fared in one cell of the matrix of settings and workloads. */
export interface MatrixCell {
  trial: string
  repetition: number
  setting: Configuration
  workload: Workload
  /** The host that the VM left, or was to leave; null where nothing was tried. */
  source: HostName | null
  /** `cut-off`: cancelled at the time limit in its first pass, which tells nothing about whether it converges. */
  outcome: 'completed' | 'did-not-converge' | 'cut-off' | 'failed' | 'not-offered'
  /** QEMU's words, or which capability is lacking. */
  reason: Text | null
  capabilities: string[]
  parameters: Record<string, string | number>
  /** Entries of the ring in which KVM counted what the VM dirtied; null where it did so in a bitmap. */
  dirtyRing: number | null
  /** Each part of the setting: whether it did anything; empty for the default, and where nothing is known. */
  acted: Acted[]
  /** To post-copy. */
  switched: boolean
  /** null where the migration did not complete, or its files are damaged. */
  result: MigrationSummary | null
  /** By QEMU's last word on it, so up to the cancellation where it did not converge; null where there is none. */
  lastedMs: number | null
  transferredBytes: number | null
  remainingBytes: number | null
  /** Passes over the memory that began while the VM ran on the source. */
  passes: number | null
  /** What was in pages that went as a note that they hold zeros only. */
  zeroBytes: number | null
  /** Pages that the destination asked for; null without post-copy. */
  pagesRequested: number | null
  /** Pages that went as differences, and their size in percent of a page; those that could not. null without XBZRLE. */
  xbzrle: { pages: number; encodedPercent: number | null; overflow: number; misses: number } | null
  /**
   * Percent of the cell's own baseline while pages were sent before the stop: iperf3's throughput, and the VM's system
   * calls by perf. Null where the workload makes (nearly) none, or nothing was measured.
   */
  iperf3Percent: number | null
  perfPercent: number | null
  /** The same of perf in post-copy from RESUME to the completion; null where none of its intervals lies wholly in it. */
  perfFollowingPercent: number | null
  /** Of post-copy, where the destination told it. */
  faults: FaultLatency | null
  /** By QEMU's `calc-dirty-rate` in the baseline window, which gives whole MiB a second. */
  dirtyMebibytesPerSecond: number | null
  /** What the first pass sent, by its duration; null where there was no second one. */
  firstPassBytesPerSecond: number | null
  /** null for post-copy, which is no repeated copying, and where one of the two above is null. */
  prediction: Prediction | null
}

export const isPostcopy = ({ setting }: Pick<MatrixCell, 'setting'>): boolean => settingOf(setting)?.postcopy === true

/** What QEMU said of memory in this migration; its answers before `migrate` are about an earlier one. */
function pollsOf({ polls }: QmpLog, { migrateAt }: Migration) {
  return polls.flatMap(({ atS, reply }) => (reply.ram && atS >= migrateAt ? [{ atS, reply, ram: reply.ram }] : []))
}

/** Bytes sent by a time of the lab, between two answers by a straight line. */
function sentBy(heardS: number, log: QmpLog, migration: Migration): number {
  let [fromS, from] = [migration.migrateAt, 0]
  for (const { atS, ram } of pollsOf(log, migration)) {
    if (atS >= heardS && atS > fromS)
      return from + ((ram.transferred - from) * Math.max(0, heardS - fromS)) / (atS - fromS)
    ;[fromS, from] = [atS, ram.transferred]
  }
  return from
}

/** The first pass lasts until the second begins; both ends are on the clock of the source. */
function firstPassOf(log: QmpLog, migration: Migration): Pick<FirstPass, 'setupSeconds' | 'seconds' | 'bytes'> | null {
  const [first, second] = log.events.filter(({ name }) => name === 'MIGRATION_PASS')
  if (!first || !second || second.atS <= first.atS) return null
  const setup = log.events.find(({ name, data }) => name === 'MIGRATION' && data.status === 'setup')
  return {
    setupSeconds: setup ? Math.max(0, first.atS - setup.atS) : 0,
    seconds: second.atS - first.atS,
    bytes: sentBy(second.heardS, log, migration) - sentBy(first.heardS, log, migration),
  }
}

type Account = Pick<
  MatrixCell,
  | 'lastedMs'
  | 'transferredBytes'
  | 'remainingBytes'
  | 'passes'
  | 'zeroBytes'
  | 'pagesRequested'
  | 'xbzrle'
  | 'dirtyMebibytesPerSecond'
  | 'firstPassBytesPerSecond'
  | 'prediction'
>

const NO_ACCOUNT: Account = {
  lastedMs: null,
  transferredBytes: null,
  remainingBytes: null,
  passes: null,
  zeroBytes: null,
  pagesRequested: null,
  xbzrle: null,
  dirtyMebibytesPerSecond: null,
  firstPassBytesPerSecond: null,
  prediction: null,
}

function xbzrleOf(last: ReturnType<typeof pollsOf>[number] | undefined): MatrixCell['xbzrle'] {
  const cache = last?.reply['xbzrle-cache']
  if (!last || !cache) return null
  const { pages, bytes, overflow, 'cache-miss': misses } = cache
  return { pages, encodedPercent: pages > 0 ? (100 * bytes) / (pages * last.ram['page-size']) : null, overflow, misses }
}

/** What QEMU's log tells of any migration, one that was cancelled included. */
function accountOf(log: QmpLog, migration: Migration, postcopy: boolean): Account {
  const polls = pollsOf(log, migration)
  const last = polls.at(-1)
  const copying = polls.findLast(({ reply }) => isCopying(reply))
  const pass = firstPassOf(log, migration)
  const { dirtyMebibytesPerSecond } = log
  const { downtimeLimitMs } = migration
  return {
    // An answer from before QEMU had summed up has a total of 0.
    lastedMs: last?.reply['total-time'] || copying?.reply['total-time'] || null,
    transferredBytes: last?.ram.transferred ?? null,
    remainingBytes: last?.ram.remaining ?? null,
    passes: passesIn(log) ?? last?.ram['dirty-sync-count'] ?? null,
    zeroBytes: last?.ram.duplicate === undefined ? null : last.ram.duplicate * last.ram['page-size'],
    pagesRequested: postcopy ? (last?.ram['postcopy-requests'] ?? null) : null,
    xbzrle: xbzrleOf(last),
    dirtyMebibytesPerSecond,
    firstPassBytesPerSecond: pass && pass.bytes > 0 ? pass.bytes / pass.seconds : null,
    prediction:
      pass === null || dirtyMebibytesPerSecond === null || postcopy
        ? null
        : predictPrecopy({ ...pass, dirtyBytesPerSecond: dirtyMebibytesPerSecond * 2 ** 20, downtimeLimitMs }),
  }
}

/** A cell, or none where the trial has no migration, and sentences for what is missing. */
export interface ReadCell {
  cell: MatrixCell | null
  notMeasured: Text[]
}

/** Puts the cell of one trial together. A damaged file takes away what is read from it and nothing else. */
export function readCell(loaded: LoadedTrial): ReadCell {
  const { trial } = loaded
  const { workload, migration, skipped } = trial
  if (workload === null) return { cell: null, notMeasured: [asSentence(say('missing.workload', { trial: trial.id }))] }
  const source = migration?.source ?? null
  const nothing = {
    ...namesOf(trial),
    workload,
    source,
    dirtyRing: dirtyRingOf(trial.vmArgv),
    ...NO_ACCOUNT,
    acted: [],
    switched: false,
    result: null,
    iperf3Percent: null,
    perfPercent: null,
    perfFollowingPercent: null,
    faults: null,
  }
  if (skipped !== null) {
    return {
      cell: { ...nothing, outcome: 'not-offered', reason: statedText(skipped), capabilities: [], parameters: {} },
      notMeasured: [],
    }
  }
  if (migration === null)
    return { cell: null, notMeasured: [asSentence(say('missing.migration', { trial: trial.id }))] }

  const notMeasured = new Set<Text>()
  const readable = <T>(read: () => T): T | null => unlessDamaged(read, (reason) => notMeasured.add(asSentence(reason)))
  const { outcome, reason, capabilities, parameters } = migration
  const files = trialFiles(loaded)
  const hasIperf3 = workload === 'network'
  const log = readable(() => files.qmp(RAW_FILES.qmpSource))
  const result =
    outcome === 'completed'
      ? readable(() => withoutSeries(readMigration(loaded, migration, { iperf3: hasIperf3, writer: false }, files)))
      : null
  for (const sentence of result?.notMeasured ?? []) notMeasured.add(sentence)
  const account = log ? accountOf(log, migration, isPostcopy({ setting: trial.configuration })) : NO_ACCOUNT
  const pace = log && outcome !== 'failed' ? readable(() => paceOf(files, migration, log)) : null
  const isTimed = outcome === 'completed' && capabilities.includes(FAULT_LATENCY.capability)
  const there = isTimed ? readable(() => files.qmp(RAW_FILES.qmpDestination)) : null
  const faults = there && faultLatencyOf(there)
  if (there !== null && faults === null) notMeasured.add(asSentence(say('missing.faults', { trial: trial.id })))
  return {
    cell: {
      ...nothing,
      ...account,
      acted: log ? actedOf(trial.configuration, log, migration, resumedAt(result)) : [],
      switched: log !== null && wasSwitched(log),
      outcome: outcome === 'did-not-converge' && account.passes === 1 ? 'cut-off' : outcome,
      reason,
      capabilities,
      parameters,
      result,
      lastedMs: result?.totalMs ?? account.lastedMs,
      passes: result?.passes ?? account.passes,
      iperf3Percent: pace && hasIperf3 ? readable(pace.iperf3) : null,
      perfPercent: pace && readable(pace.perf),
      perfFollowingPercent: pace && readable(pace.perfFollowing),
      faults,
    },
    notMeasured: [...notMeasured],
  }
}

/** Nothing is drawn of a cell over time. */
function withoutSeries({ series: _, ...result }: MigrationResult): MigrationSummary {
  return result
}

/** RESUME on the destination, seconds after `migrate`. */
const resumedAt = (result: Pick<MigrationResult, 'phases'> | null): number | null =>
  result?.phases.find(({ name }) => name === 'after')?.fromS ?? null

const namesOf = ({ id, repetition, configuration }: Trial) => ({ trial: id, repetition, setting: configuration })
