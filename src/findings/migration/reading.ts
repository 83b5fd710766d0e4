import { max } from 'simple-statistics'
import type { HostName } from '../../data/host-name.ts'
import type { LoadedTrial } from '../../data/loaded-run.ts'
import { RAW_FILES } from '../../data/raw-files.ts'
import type { Migration } from '../../data/schema.ts'
import { EXIT_EVENT, REGISTER_FILTER } from '../../experiments/exit-kinds.ts'
import { parseClocks } from '../../measurements/clocks/clocks.ts'
import { parseWriter } from '../../measurements/disk/writer.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { parseFping } from '../../measurements/ping/fping.ts'
import type { PingReply, PingResult } from '../../measurements/ping/ping.ts'
import { type Hole, lossOf } from '../../measurements/ping/ping-loss.ts'
import type { QmpLog } from '../../measurements/qemu/qmp.ts'
import { say, type Text } from '../../text/phrase.ts'
import { asSentence } from '../model/missing.ts'
import { unlessDamaged } from '../reading/damaged.ts'
import {
  type Account,
  alignClocks,
  type Milestones,
  milestonesOf,
  passesIn,
  phasesOf,
  SEARCHES_IN_STOP,
  type ToS,
} from '../reading/milestones.ts'
import { iperf3Intervals, perfRates, trialFiles } from '../reading/trial-files.ts'
import { meanWithin, pointsOf, type TimedValue, type WindowRates, windowRates } from '../reading/windows.ts'
import { isCopying } from './copying.ts'
import type { MigrationResult } from './result.ts'
import { serviceOf } from './service.ts'
import { type Pages, pagesOf, silenceOf } from './silence.ts'

/** How long after RESUME a gap of the probe still belongs to the migration: the network has to learn the new place. */
const AFTERMATH_S = 2

/**
 * The longest gap: the longest time between two successive answers that the client received, by when they came, of those
 * gaps that reach into the stop or the time just after it, ms.
 */
function longestGapMs(replies: readonly PingReply[], toS: ToS, { stopS, resumeS }: Milestones): number | null {
  const received = replies
    .map(({ sentAtS, roundTripMs }) => toS(sentAtS + roundTripMs / 1000))
    .toSorted((a, b) => a - b)
  const gaps = received.slice(1).map((s, i) => ({ fromS: received[i] ?? s, toS: s }))
  const near = gaps.filter((gap) => gap.toS >= stopS && gap.fromS <= resumeS + AFTERMATH_S)
  // Without an answer on both sides of the stop, there is no end to the gap.
  if (near.length === 0 || !near.some((gap) => gap.toS >= resumeS)) return null
  return max(near.map((gap) => gap.toS - gap.fromS)) * 1000
}

/** Lost requests of gaps in the sequence that were sent, in part at least, while the VM stood still. */
function lostAround(holes: readonly Hole[], toS: ToS, { stopS, resumeS }: Milestones): number {
  return holes
    .filter(
      ({ afterS, beforeS }) => afterS !== null && toS(afterS) <= resumeS && (beforeS === null || toS(beforeS) >= stopS),
    )
    .reduce((sum, { count }) => sum + count, 0)
}

const mapValues = <A, B>(record: Record<string, A>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))

type CopyingSeries = Pick<
  MigrationResult['series'],
  'migrationBitsPerSecond' | 'remainingBytes' | 'dirtyPagesPerSecond'
>

/**
 * What query-migrate said while pages were copied. QEMU works out how fast pages are dirtied when it searches for dirty
 * ones and repeats that figure until the next search, so only the first answer after a search counts.
 */
function copyingSeries(source: QmpLog, migration: Migration): CopyingSeries {
  const active = source.polls.flatMap(({ atS, reply }) =>
    isCopying(reply) && reply.ram ? [{ s: atS - migration.migrateAt, ram: reply.ram }] : [],
  )
  return {
    migrationBitsPerSecond: active.map(({ s, ram }) => ({ s, value: ram.mbps * 1e6 })),
    remainingBytes: active.map(({ s, ram }) => ({ s, value: ram.remaining })),
    dirtyPagesPerSecond: active.flatMap(({ s, ram }, index) => {
      const before = active[index - 1]
      const searched = before !== undefined && ram['dirty-sync-count'] > before.ram['dirty-sync-count']
      return searched ? [{ s, value: ram['dirty-pages-rate'] }] : []
    }),
  }
}

/** From the event of the setup to that of the completion, on the clock of the source. */
function betweenEventsMs({ events }: QmpLog, file: string): number {
  const at = (status: string) => events.find(({ name, data }) => name === 'MIGRATION' && data.status === status)?.atS
  const [setup, completed] = [at('setup'), at('completed')]
  if (setup === undefined || completed === undefined)
    throw new ParseError(file, null, 'the events of setup and completion')
  return (completed - setup) * 1000
}

/** QEMU's own account once the migration is over. What it said before `migrate` is about an earlier one. */
function finalPoll(
  log: QmpLog,
  migration: Migration,
  file: string,
): {
  totalMs: number
  setupMs: number
  downtimeMs: number | null
  transferredBytes: number
  pages: Pages | null
  passes: number
} {
  const source = { ...log, polls: log.polls.filter(({ atS }) => atS >= migration.migrateAt) }
  const failed = source.polls.find(({ reply }) => reply.status === 'failed' || reply.status === 'cancelled')
  if (failed) {
    const { status, 'error-desc': description } = failed.reply
    throw new ParseError(file, null, 'a migration that completed', description ?? status)
  }
  const reply = source.polls.findLast((poll) => poll.reply.status === 'completed')?.reply
  if (!reply?.ram || reply['total-time'] === undefined || reply['setup-time'] === undefined) {
    throw new ParseError(file, null, 'an answer to query-migrate with the status completed')
  }
  // QEMU sets the status before it sums up: an answer from in between has zeros. Its events tell the total all the same.
  const summedUp = reply['total-time'] > 0
  return {
    totalMs: summedUp ? reply['total-time'] : betweenEventsMs(source, file),
    setupMs: reply['setup-time'],
    downtimeMs: summedUp ? (reply.downtime ?? null) : null,
    transferredBytes: reply.ram.transferred,
    pages: pagesOf(reply.ram),
    passes: passesIn(log) ?? Math.max(1, reply.ram['dirty-sync-count'] - SEARCHES_IN_STOP),
  }
}

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
  const readable = <T>(get: () => T): T | null => unlessDamaged(get, (reason) => notMeasured.push(`${reason}.`))

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
  const loss = lossOf(ping)
  const probe = ping.replies.length > 0 ? longestGapMs(ping.replies, host1ToS, milestones) : null
  if (ping.replies.length > 0 && probe === null) {
    missing(say('reason.no-answer-after'))
  }
  const stoodStillMs = (milestones.resumeS - milestones.stopS) * 1000
  if (stoodStillMs < 0) {
    missing(say('reason.clocks-too-coarse'))
  }
  if (final.downtimeMs === null) missing(say('reason.no-own-downtime'))

  return {
    trial: trial.id,
    repetition: trial.repetition,
    source: migration.source,
    destination: migration.destination,
    via: migration.via,
    totalMs: final.totalMs,
    setupMs: final.setupMs,
    downtimeMs: { qemu: final.downtimeMs, events: stoodStillMs < 0 ? null : stoodStillMs, probe },
    transferredBytes: final.transferredBytes,
    pages: final.pages,
    silence: silenceOf(
      source,
      migration,
      phases.find(({ name }) => name === 'baseline'),
      { iperf3, exits: kvm[migration.source][EXIT_EVENT] ?? [] },
    ),
    passes: final.passes,
    throughput,
    registersOnce: migration.counting?.includes(REGISTER_FILTER) ?? false,
    rates: {
      perfVm: mapValues(perfVm, windows),
      kvm: { host1: mapValues(kvm.host1, windows), host2: mapValues(kvm.host2, windows) },
    },
    service,
    pings: {
      sent: ping.sent,
      lost: loss.lost,
      aroundStop: lostAround(loss.holes, host1ToS, milestones),
      onTheWay: loss.onTheWay,
    },
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
      kvm: { host1: mapValues(kvm.host1, pointsOf), host2: mapValues(kvm.host2, pointsOf) },
      ...copyingSeries(source, migration),
      ping: ping.replies.map(({ sentAtS, roundTripMs }) => ({ s: host1ToS(sentAtS), value: roundTripMs })),
    },
    notMeasured,
  }
}
