import { median } from 'simple-statistics'
import type { HostName } from '../../data/host-name.ts'
import type { LoadedTrial } from '../../data/loaded-run.ts'
import { RAW_FILES } from '../../data/raw-files.ts'
import type { Failover } from '../../data/schema.ts'
import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import { strikesPrimary } from '../../experiments/failover.ts'
import { parseClocks } from '../../measurements/clocks/clocks.ts'
import { parseWriter } from '../../measurements/disk/writer.ts'
import { parseCable } from '../../measurements/failover/cable.ts'
import { type DiskRecords, parseDiskRecords } from '../../measurements/failover/disk-records.ts'
import { parseKill } from '../../measurements/failover/kill.ts'
import { type Numbered, parseNumbered } from '../../measurements/failover/numbered.ts'
import { parseIperf3Json } from '../../measurements/iperf/iperf3.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { checkpointsOf } from '../../measurements/qemu/checkpoints.ts'
import type { QmpLog } from '../../measurements/qemu/qmp.ts'
import { asSentence } from '../../text/clause.ts'
import { say, type Text } from '../../text/phrase.ts'
import { unlessDamaged } from '../reading/damaged.ts'
import { hostClocks } from '../reading/milestones.ts'
import { type TrialFiles, trialFiles } from '../reading/trial-files.ts'
import type { Point } from '../reading/windows.ts'
import type { FailoverResult } from './result.ts'

const medianOf = (values: readonly number[]): number | null => (values.length === 0 ? null : median([...values]))

/** The longest of the gaps between answers, s after the kill, of those that end when it is asked; null where there is none. */
function longestGapMs(answers: readonly number[], endsThen: (s: number) => boolean): number | null {
  const gaps = answers.slice(1).flatMap((s, i) => (endsThen(s) ? [s - (answers[i] ?? s)] : []))
  return gaps.length === 0 ? null : Math.max(...gaps) * 1000
}

/** A checkpoint that begins so much sooner than the interval that was set, as a share of it, was not caused by its end. */
const EARLY = 0.75
/** A client that is answered at all is answered within that of the end of the time observed, s. */
const END_S = 2

type Stretch = FailoverResult['course']['checkpoints'][number]

/** What the checkpoints of an observed time were like. @param delayMs as it was set */
function checkpointsIn(pauses: readonly Stretch[], delayMs: number): FailoverResult['checkpoints'] {
  const intervalsMs = pauses.slice(1).map((one, i) => (one.fromS - (pauses[i]?.fromS ?? one.fromS)) * 1000)
  const [first, last] = [pauses.at(0), pauses.at(-1)]
  return {
    count: pauses.length,
    early: intervalsMs.filter((ms) => ms < EARLY * delayMs).length,
    pauseMs: medianOf(pauses.map((one) => (one.toS - one.fromS) * 1000)),
    intervalMs: medianOf(intervalsMs),
    // Whole cycles, from one STOP to the last.
    stillPercent:
      first === undefined || last === undefined || first === last
        ? null
        : (100 * pauses.slice(0, -1).reduce((sum, one) => sum + one.toS - one.fromS, 0)) / (last.fromS - first.fromS),
  }
}

/** Requests in the order of their answers, by when these came and how long they waited. @throws ParseError */
function roundTripsOf(raw: TrialFiles, toS: (remoteS: number) => number): Point[] {
  const asked = toldIn(raw, RAW_FILES.asked)
  const { file } = raw.open(RAW_FILES.answered)
  return toldIn(raw, RAW_FILES.answered).map(({ atS, number }) => {
    const request = asked[number - 1]
    if (request === undefined || request.atS > atS)
      throw new ParseError(file, number, say('expected.answer-to-what-was-asked'), `${number}`)
    return { s: toS(atS), value: (atS - request.atS) * 1000 }
  })
}

/** A checkpoint that the fault cut off, if there was one: it reaches up to it. */
function cutOff(log: Pick<QmpLog, 'events'> | null, toS: (atS: number) => number): Stretch[] {
  const last = log?.events.filter(({ name, atS }) => (name === 'STOP' || name === 'RESUME') && toS(atS) <= 0).at(-1)
  return last?.name === 'STOP' ? [{ fromS: toS(last.atS), toS: 0 }] : []
}

/** The last RESUME after the fault; null where none came. */
function resumeOf({ events }: QmpLog, { killAskedAt }: Failover, toS: (atS: number) => number): number | null {
  const last = events.filter(({ name, heardS }) => name === 'RESUME' && heardS >= killAskedAt).at(-1)
  return last === undefined ? null : toS(last.atS)
}

/** On which of two disks each record is that was looked for on both. */
function heldBy(primary: DiskRecords, secondary: DiskRecords): NonNullable<FailoverResult['disks']> {
  const both = [...primary.intact].filter((number) => secondary.intact.has(number)).length
  const [primaryAlone, secondaryAlone] = [primary.intact.size - both, secondary.intact.size - both]
  return { both, primaryAlone, secondaryAlone, neither: primary.written - both - primaryAlone - secondaryAlone }
}

/** What the client was told on one connection; without a line of it nobody knows whether it was told anything. @throws ParseError */
function toldIn({ open, read }: TrialFiles, name: string): Numbered[] {
  const list = read(name, parseNumbered)
  if (list.length === 0) throw new ParseError(open(name).file, null, say('expected.at-least-one-line-of-a-client'))
  return list
}

/**
 * Puts one failover together from its raw files. That something did not happen is only said where the record of it is whole: without
 * the clocks, the moment of the fault, what QEMUs said and what the client saw there is no result. Whatever else is missing or
 * damaged is named in `notMeasured`.
 * @throws ParseError
 */
export function readFailover(loaded: LoadedTrial, failover: Failover): FailoverResult {
  const { trial } = loaded
  const raw = trialFiles(loaded)
  const { open, read, qmp } = raw
  const notMeasured: Text[] = []
  const readable = <T>(get: () => T): T | null => unlessDamaged(get, (reason) => notMeasured.push(asSentence(reason)))
  const { primary, secondary } = failover

  const { toLab, errorMs } = hostClocks(read(RAW_FILES.clocks, parseClocks), open(RAW_FILES.clocks).file)
  const kill = read(RAW_FILES.kill, parseKill)
  const configuration = trial.configuration as ConfigurationOf<'failover'>
  const killed = (kill.afterS + kill.beforeS) / 2
  // Of a host that is killed the moment is by the lab's clock.
  const killS =
    configuration === 'host-killed'
      ? killed
      : toLab(strikesPrimary(configuration) ? primary : (secondary ?? primary), killed)
  const observedFrom = failover.observedFrom - killS
  const fromClient = (remoteS: number) => toLab('host1', remoteS) - killS

  const [noticedS, observedTo] = [failover.noticedAt - killS, failover.observedTo - killS]
  const onPrimary = (atS: number) => toLab(primary, atS) - killS
  const spoken = secondary === null ? null : qmp(RAW_FILES.qmpPrimary)
  const pauses =
    spoken &&
    checkpointsOf(spoken, open(RAW_FILES.qmpPrimary).file)
      .map(({ stopS, resumeS }) => ({ fromS: onPrimary(stopS), toS: onPrimary(resumeS) }))
      .filter(({ fromS, toS }) => fromS >= observedFrom && toS <= 0)
  const roundTrips = roundTripsOf(raw, fromClient).filter(({ s }) => s <= observedTo)
  const answers = roundTrips.map(({ s }) => s)
  const firstAnswerS = answers.find((s) => s > noticedS) ?? null
  const resumeS =
    secondary === null || configuration === 'secondary-killed' || configuration === 'disk-full'
      ? null
      : resumeOf(qmp(RAW_FILES.qmpSecondary), failover, (atS) => toLab(secondary, atS) - killS)
  const isTakenOver = secondary !== null && strikesPrimary(configuration)
  if (isTakenOver && resumeS === null && firstAnswerS !== null)
    throw new ParseError(open(RAW_FILES.qmpSecondary).file, null, say('expected.resume-since-answers-came'))
  const untold = (event: string, name: string, host: HostName | null): number | null => {
    if (configuration !== 'disk-full' || host === null) return null
    const first = qmp(name).events.find(
      (one) => one.name === event && one.heardS >= failover.killAskedAt && one.heardS < (failover.toldAt ?? Infinity),
    )
    return first === undefined ? null : (toLab(host, first.atS) - killS) * 1000
  }
  const records = toldIn(raw, RAW_FILES.acknowledged).map(
    ({ atS, number }): Point => ({ s: fromClient(atS), value: number }),
  )
  const acknowledged = records.at(-1)?.value ?? 0
  const stream = readable(() => read(RAW_FILES.stream, parseIperf3Json))
  const cable = readable(() => read(RAW_FILES.cable, parseCable))
  const sentWhile =
    cable &&
    pauses?.filter(
      ({ fromS }) => fromS >= toLab(primary, cable.fromS) - killS && fromS <= toLab(primary, cable.toS) - killS,
    )
  const isParted = configuration === 'cable-pulled'
  const ofAcknowledged = <T extends { written: number }>(name: string, parse: (text: string, file: string) => T): T => {
    const report = read(name, parse)
    if (report.written === acknowledged) return report
    const wanted = say('expected.as-many-records-as-acknowledged', { told: `${acknowledged}` })
    throw new ParseError(open(name).file, null, wanted, `${report.written}`)
  }
  const disk =
    secondary === null || isParted || (isTakenOver && resumeS === null)
      ? null
      : readable(() => ofAcknowledged(RAW_FILES.writer, parseWriter))
  const disks = isParted
    ? readable(() =>
        heldBy(
          ofAcknowledged(RAW_FILES.diskPrimary, parseDiskRecords),
          ofAcknowledged(RAW_FILES.diskSecondary, parseDiskRecords),
        ),
      )
    : null
  return {
    trial: trial.id,
    repetition: trial.repetition,
    configuration,
    qemuVersion: failover.qemuVersion,
    checkpointDelayMs: failover.checkpointDelayMs,
    noticeMs: noticedS * 1000,
    toldMs: failover.toldAt === null ? null : (failover.toldAt - failover.noticedAt) * 1000,
    takeoverMs: resumeS === null || failover.toldAt === null ? null : (resumeS - (failover.toldAt - killS)) * 1000,
    noSpaceMs: untold('BLOCK_IO_ERROR', RAW_FILES.qmpSecondary, secondary),
    coloEndMs: untold('COLO_EXIT', RAW_FILES.qmpPrimary, primary),
    resumed: resumeS !== null,
    firstAnswerMs: firstAnswerS === null ? null : firstAnswerS * 1000,
    answeredAtEnd: answers.some((s) => s > observedTo - END_S),
    watchedS: observedTo,
    gapMs: firstAnswerS === null ? null : longestGapMs(answers, (s) => s > 0),
    gapBeforeMs: longestGapMs(answers, (s) => s <= 0 && s > observedFrom),
    roundTripMs: medianOf(roundTrips.filter(({ s }) => s > observedFrom && s < 0).map(({ value }) => value)),
    streamMegabitsPerSecond: stream && stream.bitsPerSecond / 1e6,
    checkpoints: pauses && checkpointsIn(pauses, failover.checkpointDelayMs ?? 0),
    megabytesPerCheckpoint: cable && sentWhile && sentWhile.length > 0 ? cable.bytes / 1e6 / sentWhile.length : null,
    acknowledged,
    acknowledgedBefore: records.filter(({ s }) => s <= 0).length,
    missing: disk && disk.lost + disk.altered,
    disks,
    connectionKept: resumeS === null ? null : records.some(({ s }) => s > resumeS),
    clockErrorMs: errorMs,
    killErrorMs: ((kill.beforeS - kill.afterS) / 2) * 1000,
    course: {
      fromS: observedFrom,
      toS: failover.observedTo - killS,
      resumeS,
      checkpoints: [...(pauses ?? []), ...cutOff(spoken, onPrimary)],
      roundTrips,
      records,
    },
    notMeasured,
  }
}
