import type { HostName } from '../../data/host-name.ts'
import type { LoadedTrial } from '../../data/loaded-run.ts'
import { RAW_FILES } from '../../data/raw-files.ts'
import type { Migration } from '../../data/schema.ts'
import { EXIT_EVENT, REGISTER_FILTER } from '../../experiments/exit-kinds.ts'
import { parseClocks } from '../../measurements/clocks/clocks.ts'
import { parseWriter } from '../../measurements/disk/writer.ts'
import { parseFping } from '../../measurements/ping/fping.ts'
import type { PingResult } from '../../measurements/ping/ping.ts'
import { parseDowntimeTrace } from '../../measurements/qemu/downtime-trace.ts'
import { asSentence } from '../../text/clause.ts'
import { say, type Text } from '../../text/phrase.ts'
import { unlessDamaged } from '../reading/damaged.ts'
import { type Account, alignClocks, milestonesOf, phasesOf, type ToS } from '../reading/milestones.ts'
import { iperf3Intervals, perfRates, trialFiles } from '../reading/trial-files.ts'
import { meanWithin, pointsOf, type TimedValue, type WindowRates, windowRates } from '../reading/windows.ts'
import { halvesFactor } from './baseline.ts'
import { accountOf, type TracedSide } from './pause-account.ts'
import { probesOf } from './probes.ts'
import { copyingSeries, finalPoll } from './qemu-account.ts'
import type { MigrationResult } from './result.ts'
import { serviceOf } from './service.ts'
import { silenceOf } from './silence.ts'

const mapValues = <A, B>(record: Record<string, A>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))

/** Which files a trial has beside those that every migration has: what is not expected is not missed. */
export interface Expected {
  iperf3: boolean
  writer: boolean
}

/**
 * Puts one migration together from its raw files. Without QMP's logs and the clocks there is no result; whatever else
 * is missing or damaged is named in `notMeasured`.
 * @throws ParseError
 */
export function readMigration(
  loaded: LoadedTrial,
  migration: Migration,
  expected: Expected = { iperf3: true, writer: true },
  files = trialFiles(loaded),
): MigrationResult {
  const { trial } = loaded
  const { open, read, qmp } = files
  const notMeasured: Text[] = []
  const readable = <T>(get: () => T): T | null => unlessDamaged(get, (reason) => notMeasured.push(asSentence(reason)))

  const source = qmp(RAW_FILES.qmpSource)
  const final = finalPoll(source, migration, open(RAW_FILES.qmpSource).file)
  const clocks = alignClocks(read(RAW_FILES.clocks, parseClocks), migration, open(RAW_FILES.clocks).file)
  const account = (name: string, host: HostName): Account => ({
    log: qmp(name),
    file: open(name).file,
    toS: clocks.host(host),
  })
  const milestones = milestonesOf(
    account(RAW_FILES.qmpSource, migration.source),
    account(RAW_FILES.qmpDestination, migration.destination),
  )
  const phases = phasesOf(migration, milestones)
  const windows = (intervals: readonly TimedValue[]): WindowRates => windowRates(intervals, phases)
  const host1ToS = clocks.host('host1')

  const iperf3 = (expected.iperf3 ? readable(() => iperf3Intervals(files, host1ToS)) : null) ?? []
  const ping: PingResult = readable(() => read(RAW_FILES.fping, parseFping)) ?? { sent: 0, replies: [] }
  const rates = (place: 'vm' | HostName, toS: () => ToS): Record<string, TimedValue[]> =>
    readable(() => perfRates(files, place, toS)) ?? {}
  const throughput = {
    baseline: meanWithin(iperf3, phases, 'baseline'),
    copying: meanWithin(iperf3, phases, 'copying'),
    after: meanWithin(iperf3, phases, 'after'),
  }
  const missing = (reason: Text) => notMeasured.push(asSentence(say('missing.of-trial', { trial: trial.id, reason })))
  if (iperf3.length > 0) {
    for (const window of ['baseline', 'copying', 'after'] as const) {
      if (throughput[window] === null) missing(say(`reason.no-interval.${window}`, { tool: 'iperf3' }))
    }
  }
  const perfVm = rates('vm', () => clocks.vm(milestones))
  const kvm = {
    host1: rates('host1', () => clocks.host('host1')),
    host2: rates('host2', () => clocks.host('host2')),
  }
  const service = throughput.baseline === null ? null : serviceOf(iperf3, phases)
  if (throughput.baseline !== null && service === null) {
    missing(say('reason.nothing-before', { tool: 'iperf3' }))
  }
  const { longestGapMs, pings } = probesOf(ping, host1ToS, milestones, phases)
  if (ping.replies.length > 0 && longestGapMs === null) {
    missing(say('reason.no-answer-after'))
  }
  const stoodStillMs = (milestones.resumeS - milestones.stopS) * 1000
  if (stoodStillMs < 0) {
    missing(say('reason.clocks-too-coarse'))
  }
  const traced = (name: string, host: HostName): TracedSide => ({
    trace: read(name, parseDowntimeTrace),
    file: open(name).file,
    toS: clocks.host(host),
  })
  // Only a QEMU that is new enough notes it.
  const isTraced = [RAW_FILES.downtimeSource, RAW_FILES.downtimeDestination].some((name) => name in loaded.files)
  const accounted =
    isTraced && stoodStillMs >= 0
      ? readable(() =>
          accountOf(
            traced(RAW_FILES.downtimeSource, migration.source),
            traced(RAW_FILES.downtimeDestination, migration.destination),
            milestones,
          ),
        )
      : null
  if (final.downtimeMs === null) missing(say('reason.no-own-downtime'))

  return {
    trial: trial.id,
    repetition: trial.repetition,
    source: migration.source,
    destination: migration.destination,
    via: migration.via,
    totalMs: final.totalMs,
    setupMs: final.setupMs,
    downtimeMs: { qemu: final.downtimeMs, events: stoodStillMs < 0 ? null : stoodStillMs, probe: longestGapMs },
    account: accounted,
    transferredBytes: final.transferredBytes,
    pages: final.pages,
    silence: silenceOf(
      source,
      migration,
      phases.find(({ name }) => name === 'baseline'),
      iperf3,
    ),
    passes: final.passes,
    throughput,
    baselineFactor: halvesFactor(iperf3, phases),
    registersOnce: migration.counting?.includes(REGISTER_FILTER) ?? false,
    rates: {
      perfVm: mapValues(perfVm, windows),
      kvm: { host1: mapValues(kvm.host1, windows), host2: mapValues(kvm.host2, windows) },
    },
    service,
    pings,
    disk: expected.writer ? readable(() => read(RAW_FILES.writer, parseWriter)) : null,
    clockErrorMs: clocks.errorMs,
    downtimeLimitMs: migration.downtimeLimitMs,
    clocks: clocks.clocks,
    maxBandwidthBytesPerSecond: migration.maxBandwidthBytesPerSecond,
    phases,
    passStarts: milestones.passStarts,
    series: {
      iperf3: pointsOf(iperf3),
      perfVm: mapValues(perfVm, pointsOf),
      exits: { host1: pointsOf(kvm.host1[EXIT_EVENT] ?? []), host2: pointsOf(kvm.host2[EXIT_EVENT] ?? []) },
      ...copyingSeries(source, migration),
    },
    notMeasured,
  }
}
