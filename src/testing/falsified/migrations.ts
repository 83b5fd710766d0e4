import { offsetS } from '../../data/clock-reading.ts'
import type { HostName } from '../../data/host-name.ts'
import type { LoadedTrial } from '../../data/loaded-run.ts'
import type { Clocks, Migration } from '../../data/schema.ts'
import { parseClocks, readingsOf } from '../../measurements/clocks/clocks.ts'
import { cancelledLog, isEvent, parsedLog, printedLog, type QmpLine, stopTime } from '../qmp-log.ts'
import { eachTrial, type Falsify, onlyTrials } from './falsify.ts'

type Pick = (trial: LoadedTrial) => boolean
type Files = Readonly<Record<string, string>>

/** Migrations of section D under its own load. */
const isMigration: Pick = ({ trial }) => trial.experiment === 'migration'
const completed: Pick = ({ trial }) => trial.migration?.outcome === 'completed'

/** Changes the files of a migration that completed. */
function changed(
  pick: Pick,
  change: (files: Files, migration: Migration) => { files: Files; migration?: Migration },
): Falsify {
  return eachTrial(
    (one) => pick(one) && completed(one),
    ({ trial, files }) => {
      if (trial.migration === null) return { trial, files }
      const { files: made, migration = trial.migration } = change(files, trial.migration)
      return { trial: { ...trial, migration }, files: { ...files, ...made } }
    },
  )
}

/** The records that the VM wrote to its disk. */
export const diskDamaged = (lost: number, altered: number): Falsify =>
  changed(
    ({ trial }) => trial.experiment === 'migration' && trial.repetition === 1,
    (files) => ({
      files: {
        'writer.txt': (files['writer.txt'] ?? '').replace(
          /records (\d+) intact \d+ lost \d+ altered \d+/,
          (_, all: string) => `records ${all} intact ${Number(all) - lost - altered} lost ${lost} altered ${altered}`,
        ),
      },
    }),
  )

/** Whoever did not look for pages of zeros sent a tenth of what it did. */
export const zerosForNothing: Falsify = changed(
  ({ trial }) => trial.configuration === 'zero-none',
  (files) => ({
    files: {
      'qmp-source.ndjson': (files['qmp-source.ndjson'] ?? '').replaceAll(
        /"transferred": ?(\d+)/g,
        (_, bytes: string) => `"transferred":${Math.round(Number(bytes) / 10)}`,
      ),
    },
  }),
)

/** Whatever was to migrate was cancelled while it copied. */
const cancelledAt = (when: (lines: readonly QmpLine[]) => number): Falsify =>
  changed(completed, (files, migration) => {
    const lines = parsedLog(files['qmp-source.ndjson'] ?? '')
    const cancelledS = when(lines)
    return {
      files: { 'qmp-source.ndjson': printedLog(cancelledLog(lines, cancelledS)) },
      migration: { ...migration, outcome: 'did-not-converge', completedAt: cancelledS },
    }
  })

/** In its last pass. */
export const nothingConverged: Falsify = cancelledAt(stopTime)
/** In its first one. */
export const cutOff: Falsify = cancelledAt(
  (lines) => lines.find((line) => isEvent(line, 'MIGRATION_PASS') && line.received?.data?.pass === 2)?.t ?? NaN,
)

/** Only the first migration was finished. */
export const oneMigration: Falsify = onlyTrials((one) => !isMigration(one) || one.trial.repetition === 1)

/** Another limit had been set for the downtime. */
export const downtimeLimit = (downtimeLimitMs: number): Falsify =>
  changed(isMigration, (_, migration) => ({ files: {}, migration: { ...migration, downtimeLimitMs } }))

/** KVM counted on either host what it counted on the other. */
export const hostsExchanged: Falsify = changed(isMigration, (files) => ({
  files: { 'kvm-host1.csv': files['kvm-host2.csv'] ?? '', 'kvm-host2.csv': files['kvm-host1.csv'] ?? '' },
}))

/** From the lab's clock to a host's, at the beginning of the trial. */
function clockOf(files: Files, host: HostName): (labS: number) => number {
  const { before } = readingsOf(parseClocks(files['clocks.json'] ?? '', 'clocks.json'), host, 'clocks.json')
  return (labS) => labS + offsetS(before)
}

const INTERVAL = /^(\[ *\d+\] +)(\d+\.\d+)-(\d+\.\d+)( +sec +).*Kbits\/sec/

/** A line of iperf3 that carried nothing. */
const carryingNothing = (line: string, from?: string, to?: string): string =>
  line.replace(
    INTERVAL,
    (_, id: string, fromS: string, toS: string, sec: string) =>
      `${id}${from ?? fromS}-${to ?? toS}${sec}0.00 Bytes  0.00 Kbits/sec`,
  )

/** iperf3 carried nothing from the command to the stop. */
export const silentStream: Falsify = changed(isMigration, (files, migration) => {
  const toHost1 = clockOf(files, 'host1')
  const stopS = stopTime(parsedLog(files['qmp-source.ndjson'] ?? ''))
  const times = (files['iperf3.times'] ?? '').split('\n').map(Number)
  const copying = (line: number): boolean => {
    const stamp = times[line] ?? NaN
    return stamp > toHost1(migration.migrateAt) && stamp < toHost1(stopS) + 0.25
  }
  const lines = (files['iperf3.txt'] ?? '').split('\n')
  return { files: { 'iperf3.txt': lines.map((line, i) => (copying(i) ? carryingNothing(line) : line)).join('\n') } }
})

/** QEMU’s log with everything after the stop later by some seconds, and its own account longer by as much. */
function laterLog(text: string, isLater: (line: QmpLine, index: number) => boolean, seconds: number): string {
  const lines = parsedLog(text).map((line, index): QmpLine => {
    if (!isLater(line, index)) return line
    const { received } = line
    const { timestamp, return: reply } = received ?? {}
    const micros = timestamp && timestamp.seconds * 1e6 + timestamp.microseconds + Math.round(seconds * 1e6)
    const longer = (name: string) => {
      const ms = reply?.[name]
      return typeof ms === 'number' && ms > 0 ? { [name]: ms + 1000 * seconds } : {}
    }
    return {
      ...line,
      t: line.t + seconds,
      ...(received === undefined
        ? {}
        : {
            received: {
              ...received,
              ...(micros === undefined
                ? {}
                : { timestamp: { seconds: Math.floor(micros / 1e6), microseconds: micros % 1e6 } }),
              ...(reply === undefined ? {} : { return: { ...reply, ...longer('total-time'), ...longer('downtime') } }),
            },
          }),
    }
  })
  return printedLog(lines)
}

/** fping went on asking, and nobody answered for so long. */
function laterPings(text: string, stopS: number, seconds: number): string {
  const stamps = [...text.matchAll(/^\[(\d+\.\d+)\]/gm)].map(([, stamp]) => Number(stamp))
  const spacing = ((stamps.at(-1) ?? NaN) - (stamps[0] ?? NaN)) / Math.max(1, stamps.length - 1)
  const unanswered = Math.round(seconds / spacing)
  return text
    .replaceAll(/^\[(\d+\.\d+)\](.*) : \[(\d+)\]/gm, (line, stamp: string, address: string, index: string) =>
      Number(stamp) <= stopS
        ? line
        : `[${(Number(stamp) + seconds).toFixed(5)}]${address} : [${Number(index) + unanswered}]`,
    )
    .replace(
      /xmt\/rcv\/%loss = (\d+)\/(\d+)\/\d+%/,
      (_, sent: string, received: string) =>
        `xmt/rcv/%loss = ${Number(sent) + unanswered}/${received}/${Math.floor((100 * unanswered) / Number(sent))}%`,
    )
}

/** iperf3 reported on, and nothing was carried for so long. */
function laterStream(files: Files, stopS: number, seconds: number): Files {
  if (files['iperf3.txt'] === undefined) return {}
  const times = (files['iperf3.times'] ?? '').split('\n')
  const made: [line: string, time: string][] = []
  let inserted = false
  for (const [i, line] of files['iperf3.txt'].split('\n').entries()) {
    const time = times[i] ?? ''
    const [, , from = '', to = ''] = INTERVAL.exec(line) ?? []
    const later = time !== '' && Number(time) > stopS
    if (later && !inserted && from !== '' && !/sender|receiver/.test(line)) {
      inserted = true
      const step = Number(to) - Number(from)
      for (let s = 0; s < seconds - step / 2; s += step) {
        const [begins, ends] = [Number(from) + s, Number(from) + s + step]
        const stamp = Number(time) - step + (ends - Number(from))
        made.push([carryingNothing(line, begins.toFixed(2), ends.toFixed(2)), stamp.toFixed(6)])
      }
    }
    const moved = (s: string): string => (Number(s) + (Number(s) > 0 ? seconds : 0)).toFixed(2)
    made.push([
      later
        ? line.replace(
            /(\d+\.\d+)-(\d+\.\d+)( +sec)/,
            (_, a: string, b: string, sec: string) => `${moved(a)}-${moved(b)}${sec}`,
          )
        : line,
      later ? (Number(time) + seconds).toFixed(6) : time,
    ])
  }
  return {
    'iperf3.txt': made.map(([line]) => line).join('\n'),
    'iperf3.times': made.map(([, time]) => time).join('\n'),
  }
}

/** What perf counted on a host: counts after the stop are later. */
function laterCounts(csv: string, start: string, stopS: number, seconds: number): string {
  const zero = Number(start)
  return csv.replaceAll(/^ *(\d+\.\d+),/gm, (column, s: string) =>
    zero + Number(s) <= stopS ? column : `${(Number(s) + seconds).toFixed(9).padStart(15)},`,
  )
}

/** The VM’s clock stands still while the VM does. */
const laterClocks = (clocks: Clocks, seconds: number): Clocks =>
  clocks.map((clock) =>
    clock.when === 'before'
      ? clock
      : {
          ...clock,
          exchanges: clock.exchanges.map(({ asked, remote, answered }) => ({
            asked: asked + seconds,
            remote: remote + (clock.machine === 'vm' ? 0 : seconds),
            answered: answered + seconds,
          })),
        },
  )

/** The VM stood still for so much longer, by every clock. */
export function longerPause(seconds: number, pick: Pick = isMigration): Falsify {
  return changed(pick, (files, migration) => {
    const source = files['qmp-source.ndjson'] ?? ''
    const lines = parsedLog(source)
    const stopS = stopTime(lines)
    const stopAt = lines.findLastIndex(({ t, received }) => t === stopS && received?.event === 'STOP')
    const host1Stop = clockOf(files, 'host1')(stopS)
    const counted = (host: HostName): Files => {
      const csv = files[`kvm-${host}.csv`]
      const start = files[`kvm-${host}.start`] ?? ''
      return csv === undefined
        ? {}
        : { [`kvm-${host}.csv`]: laterCounts(csv, start, clockOf(files, host)(stopS), seconds) }
    }
    return {
      files: {
        'qmp-source.ndjson': laterLog(source, (_, index) => index > stopAt, seconds),
        'qmp-destination.ndjson': laterLog(files['qmp-destination.ndjson'] ?? '', ({ t }) => t > stopS, seconds),
        'fping.txt': laterPings(files['fping.txt'] ?? '', host1Stop, seconds),
        ...laterStream(files, host1Stop, seconds),
        ...counted('host1'),
        ...counted('host2'),
        'clocks.json': JSON.stringify(laterClocks(parseClocks(files['clocks.json'] ?? '', 'clocks.json'), seconds)),
      },
      migration: {
        ...migration,
        completedAt: migration.completedAt + seconds,
        observedTo: migration.observedTo + seconds,
      },
    }
  })
}

/** The destination of post-copy had timed other waits. */
export const pagesWaited = (buckets: readonly number[], waitedMs: number, meanNs: number): Falsify =>
  changed(isPostcopyTrial, (files) => ({
    files: {
      'qmp-destination.ndjson': (files['qmp-destination.ndjson'] ?? '')
        .replace(/"postcopy-latency-dist":\[[^\]]*\]/, `"postcopy-latency-dist":${JSON.stringify(buckets)}`)
        .replace(/"postcopy-blocktime":\d+/, `"postcopy-blocktime":${waitedMs}`)
        .replace(/"postcopy-latency":\d+/, `"postcopy-latency":${meanNs}`)
        .replace(/"postcopy-vcpu-latency":\[\d+\]/, `"postcopy-vcpu-latency":[${meanNs}]`)
        .replace(/"postcopy-non-vcpu-latency":\d+/, '"postcopy-non-vcpu-latency":0'),
    },
  }))

/** Migrations of the matrix that switch to post-copy. */
export const isPostcopyTrial: Pick = ({ trial }) =>
  trial.experiment === 'matrix' && (trial.migration?.capabilities.includes('postcopy-ram') ?? false)
