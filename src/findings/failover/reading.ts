import { median } from 'simple-statistics'
import type { LoadedTrial } from '../../data/loaded-run.ts'
import { RAW_FILES } from '../../data/raw-files.ts'
import type { Clocks, Failover } from '../../data/schema.ts'
import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import { parseClocks, readingsOf, toLabClock } from '../../measurements/clocks/clocks.ts'
import { parseWriter } from '../../measurements/disk/writer.ts'
import { parseCable } from '../../measurements/failover/cable.ts'
import { parseKill } from '../../measurements/failover/kill.ts'
import { parseNumbered } from '../../measurements/failover/numbered.ts'
import { parseIperf3Json } from '../../measurements/iperf/iperf3.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { checkpointsOf } from '../../measurements/qemu/checkpoints.ts'
import { asSentence } from '../../text/clause.ts'
import { say, type Text } from '../../text/phrase.ts'
import { unlessDamaged } from '../reading/damaged.ts'
import { type TrialFiles, trialFiles } from '../reading/trial-files.ts'
import type { Point } from '../reading/windows.ts'
import type { FailoverResult } from './result.ts'

/** Both hosts' clocks on the lab's, and within what, s. */
function clocksOf(clocks: Clocks, file: string) {
  const pairs = { host1: readingsOf(clocks, 'host1', file), host2: readingsOf(clocks, 'host2', file) }
  const errors = Object.values(pairs).flatMap(({ before, after }) => [before.errorS, after.errorS])
  return {
    toLab: (host: 'host1' | 'host2', remoteS: number) => toLabClock(pairs[host], remoteS),
    errorS: Math.max(...errors),
  }
}

const mostOf = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.max(...values))
const medianOf = (values: readonly number[]): number | null => (values.length === 0 ? null : median([...values]))

/** The longest of the gaps between answers, s after the kill, of those that end when it is asked; null where there is none. */
function longestGapMs(answers: readonly number[], endsThen: (s: number) => boolean): number | null {
  const longest = mostOf(answers.slice(1).flatMap((s, i) => (endsThen(s) ? [s - (answers[i] ?? s)] : [])))
  return longest === null ? null : longest * 1000
}

/** A checkpoint that begins so much sooner than the interval that was set, as a share of it, was not caused by its end. */
const EARLY = 0.75

type Stretch = FailoverResult['course']['checkpoints'][number]

/** What the checkpoints of an observed time were like. @param delayMs as it was set */
function checkpointsIn(pauses: readonly Stretch[], fromS: number, delayMs: number): FailoverResult['checkpoints'] {
  const intervalsMs = pauses.slice(1).map((one, i) => (one.fromS - (pauses[i]?.fromS ?? one.fromS)) * 1000)
  const last = pauses.at(-1)
  return {
    count: pauses.length,
    early: intervalsMs.filter((ms) => ms < EARLY * delayMs).length,
    pauseMs: medianOf(pauses.map((one) => (one.toS - one.fromS) * 1000)),
    intervalMs: medianOf(intervalsMs),
    stillPercent:
      last === undefined
        ? null
        : (100 * pauses.reduce((sum, one) => sum + one.toS - one.fromS, 0)) / (last.toS - fromS),
  }
}

/** Requests in the order of their answers, by when these came and how long they waited. @throws ParseError */
function roundTripsOf({ open, read }: TrialFiles, toS: (remoteS: number) => number): Point[] {
  const asked = read(RAW_FILES.asked, parseNumbered)
  const { file } = open(RAW_FILES.answered)
  return read(RAW_FILES.answered, parseNumbered).map(({ atS, number }) => {
    const request = asked[number - 1]
    if (request === undefined || request.atS > atS)
      throw new ParseError(file, number, say('expected.answer-to-what-was-asked'), `${number}`)
    return { s: toS(atS), value: (atS - request.atS) * 1000 }
  })
}

/**
 * Puts one failover together from its raw files. Without the clocks and the moment of the kill there is no result; whatever
 * else is missing or damaged is named in `notMeasured`.
 * @throws ParseError
 */
export function readFailover(loaded: LoadedTrial, failover: Failover): FailoverResult {
  const { trial } = loaded
  const raw = trialFiles(loaded)
  const { open, read, qmp } = raw
  const notMeasured: Text[] = []
  const readable = <T>(get: () => T): T | null => unlessDamaged(get, (reason) => notMeasured.push(asSentence(reason)))
  const { primary, secondary } = failover

  const { toLab, errorS } = clocksOf(read(RAW_FILES.clocks, parseClocks), open(RAW_FILES.clocks).file)
  const kill = read(RAW_FILES.kill, parseKill)
  const configuration = trial.configuration as ConfigurationOf<'failover'>
  const faultOn = configuration === 'colo' || configuration === 'unprotected' ? primary : (secondary ?? primary)
  const killS = toLab(faultOn, (kill.afterS + kill.beforeS) / 2)
  const observedFrom = failover.observedFrom - killS
  const fromClient = (remoteS: number) => toLab('host1', remoteS) - killS

  const pauses =
    secondary === null
      ? null
      : readable(() =>
          checkpointsOf(qmp(RAW_FILES.qmpPrimary), open(RAW_FILES.qmpPrimary).file)
            .map(({ stopS, resumeS }) => ({
              fromS: toLab(primary, stopS) - killS,
              toS: toLab(primary, resumeS) - killS,
            }))
            .filter(({ fromS, toS }) => fromS >= observedFrom && toS <= 0),
        )
  const resumeS =
    secondary === null || configuration === 'secondary-killed'
      ? null
      : readable(() => {
          const after = qmp(RAW_FILES.qmpSecondary).events.filter(
            ({ name, heardS }) => name === 'RESUME' && heardS >= failover.killAskedAt,
          )
          const last = after.at(-1)
          return last === undefined ? null : toLab(secondary, last.atS) - killS
        })
  const roundTrips = readable(() => roundTripsOf(raw, fromClient)) ?? []
  const answers = roundTrips.map(({ s }) => s)
  const records = readable(() => read(RAW_FILES.acknowledged, parseNumbered))?.map(
    ({ atS, number }): Point => ({ s: fromClient(atS), value: number }),
  )
  const stream = readable(() => read(RAW_FILES.stream, parseIperf3Json))
  const cable = readable(() => read(RAW_FILES.cable, parseCable))
  const sentWhile =
    cable &&
    pauses?.filter(
      ({ fromS }) => fromS >= toLab(primary, cable.fromS) - killS && fromS <= toLab(primary, cable.toS) - killS,
    )
  const disk =
    secondary === null || (configuration === 'colo' && resumeS === null)
      ? null
      : readable(() => read(RAW_FILES.writer, parseWriter))
  const noticedS = failover.noticedAt - killS
  return {
    trial: trial.id,
    repetition: trial.repetition,
    configuration,
    qemuVersion: failover.qemuVersion,
    checkpointDelayMs: failover.checkpointDelayMs,
    noticeMs: noticedS * 1000,
    takeoverMs: resumeS === null ? null : (resumeS - noticedS) * 1000,
    gapMs: answers.some((s) => s > noticedS) ? longestGapMs(answers, (s) => s > 0) : null,
    gapBeforeMs: longestGapMs(answers, (s) => s <= 0 && s > observedFrom),
    waitMs:
      resumeS === null
        ? null
        : mostOf(roundTrips.filter(({ s, value }) => s > 0 && s - value / 1000 < resumeS).map(({ value }) => value)),
    roundTripMs: medianOf(roundTrips.filter(({ s }) => s < 0).map(({ value }) => value)),
    streamMegabitsPerSecond: stream && stream.bitsPerSecond / 1e6,
    checkpoints: pauses && checkpointsIn(pauses, observedFrom, failover.checkpointDelayMs ?? 0),
    megabytesPerCheckpoint: cable && sentWhile && sentWhile.length > 0 ? cable.bytes / 1e6 / sentWhile.length : null,
    acknowledged: records?.at(-1)?.value ?? (records ? 0 : null),
    missing: disk && disk.lost + disk.altered,
    connectionKept: resumeS === null || !records ? null : records.some(({ s }) => s > resumeS),
    clockErrorMs: errorS * 1000,
    killErrorMs: ((kill.beforeS - kill.afterS) / 2) * 1000,
    course: {
      fromS: observedFrom,
      toS: failover.observedTo - killS,
      resumeS,
      checkpoints: pauses ?? [],
      roundTrips,
      records: records ?? [],
    },
    notMeasured,
  }
}
