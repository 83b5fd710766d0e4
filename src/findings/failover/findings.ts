import { trialPath } from '../../data/trial-path.ts'
import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { type Arm, armIn, type Metric } from '../model/metric.ts'
import { originsIn, overTrials, type Quantity, told as quantitiesTold, summaryQuantity } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, framing, notMeasuredFinding } from '../model/sentence.ts'
import { spreadClause, spreadOf } from '../model/spread.ts'
import { SOURCES } from './metrics.ts'
import type { FailoverResult } from './result.ts'

type Key = keyof typeof SOURCES

/** What the sentences are made of. */
interface Told {
  /** With a secondary, and without one. */
  killed: readonly FailoverResult[]
  unprotected: readonly FailoverResult[]
  /** Other faults of a pair. */
  secondaryKilled: readonly FailoverResult[]
  cablePulled: readonly FailoverResult[]
  metrics: readonly Metric[]
  /** Why nothing is known of a kind of fault, a clause. */
  why: (configuration: ConfigurationOf<'failover'>) => Text
}

const logsOf = (list: readonly FailoverResult[], ...keys: readonly Key[]): string[] =>
  list.flatMap(({ trial }) => keys.map((key) => trialPath(trial, SOURCES[key].file)))

const kills = (list: readonly unknown[]): Text => formatCount(list.length, 'failover')

/** A median with its range, as `F.numbers` says once, or the value of the one kill. */
function briefText({ unit }: Metric, { summary, trials }: Arm): Text | null {
  if (summary === null) return null
  const value = formatQuantity(summary.value, unit)
  return trials === 1 ? value : say('summary', { value, range: spreadClause(spreadOf(summary)) })
}

/** What was put together, and with which QEMU. */
function setUpFinding({ killed, unprotected, why }: Told): Finding {
  const id = 'F.set-up'
  const all = [...killed, ...unprotected]
  const versions = [...new Set(all.map(({ qemuVersion }) => qemuVersion))]
  if (versions.length === 0) return notMeasuredFinding(id, say('F.failover.title'), why('colo'))
  return framing(
    describedFinding(id, say('F.set-up', { version: listed(versions, 'and') }), logsOf(all, 'noticeMs'), {
      conditions: [condition('versions of QEMU', versions.length, '>', 0)],
    }),
  )
}

/** What numbers are where nothing else is said. */
function numbersFinding({ killed }: Told): Finding {
  const id = 'F.numbers'
  const several = condition('kills with a secondary', killed.length, '>', 1)
  return framing(
    describedFinding(id, say(several.holds ? 'F.numbers' : 'F.numbers.one'), logsOf(killed, 'noticeMs'), {
      conditions: [several],
    }),
  )
}

/** A summary in words with the quantity behind it; null where nothing was measured. */
function summaryIn({ metrics }: Told, key: Key, configuration: ConfigurationOf<'failover'> = 'colo') {
  const metric = metrics.find(({ id }) => id === `failover.${key}`)
  const arm = armIn(metric, configuration)
  const text = metric && arm ? briefText(metric, arm) : null
  return metric && text !== null ? { text, quantity: summaryQuantity(metric, arm) } : null
}

/** Whether the secondary went on, and how soon. */
function takeoverFinding(told_: Told): Finding {
  const { killed, why } = told_
  const id = 'F.failover'
  const [notice, told, takeover] = [
    summaryIn(told_, 'noticeMs'),
    summaryIn(told_, 'toldMs'),
    summaryIn(told_, 'takeoverMs'),
  ]
  if (killed.length === 0 || notice === null) return notMeasuredFinding(id, say('F.failover.title'), why('colo'))
  const survived = killed.filter(({ resumed }) => resumed)
  const all = condition('kills after which the secondary went on', survived.length, '=', killed.length)
  const values = { n: kills(killed), notice: notice.text }
  const went =
    takeover === null || told === null
      ? null
      : { ...values, told: told.text, takeover: takeover.text, survived: formatWhole(survived.length) }
  return describedFinding(
    id,
    went === null ? say('F.failover.none', values) : say('F.failover.some', went),
    logsOf(killed, 'noticeMs', 'takeoverMs'),
    {
      conditions: [all],
      quantities: quantitiesTold(notice.quantity, ...(went === null ? [] : [told?.quantity, takeover?.quantity])),
    },
  )
}

/** Both in two sentences. */
function shortFinding(told_: Told): Finding {
  const { killed, why } = told_
  const id = 'F.short'
  const first = summaryIn(told_, 'firstAnswerMs')
  if (first === null) return notMeasuredFinding(id, say('F.failover.title'), why('colo'))
  const survived = killed.filter(({ resumed }) => resumed)
  return describedFinding(
    id,
    say('F.short', { survived: formatWhole(survived.length), n: kills(killed), first: first.text }),
    logsOf(killed, 'takeoverMs', 'firstAnswerMs'),
    {
      conditions: [condition('kills after which the secondary went on', survived.length, '=', killed.length)],
      quantities: quantitiesTold(first.quantity),
    },
  )
}

/** When the client was answered again, and the longest time without an answer beside what is usual. */
function gapFinding(told_: Told): Finding {
  const { killed, why } = told_
  const [first, gap, before] = [
    summaryIn(told_, 'firstAnswerMs'),
    summaryIn(told_, 'gapMs'),
    summaryIn(told_, 'gapBeforeMs'),
  ]
  if (first === null || gap === null || before === null)
    return notMeasuredFinding('F.gap', say('F.gap.title'), why('colo'))
  return describedFinding(
    'F.gap',
    say('F.gap', { first: first.text, gap: gap.text, before: before.text }),
    logsOf(killed, 'gapMs'),
    { quantities: quantitiesTold(first.quantity, gap.quantity, before.quantity) },
  )
}

/** What checkpoints take of the VM and of the cable while nothing fails, and what caused them. */
function checkpointsFinding(told_: Told): Finding {
  const { killed, why } = told_
  const id = 'F.checkpoints'
  const [pause, interval] = [summaryIn(told_, 'checkpointPauseMs'), summaryIn(told_, 'checkpointIntervalMs')]
  const [still, sent] = [summaryIn(told_, 'stillPercent'), summaryIn(told_, 'megabytesPerCheckpoint')]
  const [count, early] = [sumOf('checkpoints', killed), sumOf('checkpointsEarly', killed)]
  const delayMs = killed.find(({ checkpointDelayMs }) => checkpointDelayMs !== null)?.checkpointDelayMs ?? null
  if (pause === null || interval === null || still === null || count === null || early === null || delayMs === null)
    return notMeasuredFinding(id, say('F.checkpoints.title'), why('colo'))
  const none = condition('checkpoints that began early', early.value, '=', 0)
  const values = { count: formatWhole(count.value), delay: formatQuantity(delayMs / 1000, 's') }
  const sentences = [
    say('F.checkpoints', { pause: pause.text, interval: interval.text, still: still.text }),
    ...(sent === null ? [] : [say('F.checkpoints.cable', { megabytes: sent.text })]),
    none.holds
      ? say('F.checkpoints.none-early', values)
      : say('F.checkpoints.early', { ...values, early: formatWhole(early.value) }),
  ]
  return describedFinding(id, joined(sentences, ' '), logsOf(killed, 'checkpointPauseMs', 'megabytesPerCheckpoint'), {
    conditions: [none, condition('checkpoint interval that was set, s', delayMs / 1000, '>', 0)],
    quantities: quantitiesTold(
      pause.quantity,
      interval.quantity,
      still.quantity,
      sent?.quantity,
      count,
      none.holds ? null : early,
    ),
  })
}

/** What a client gives for it while nothing fails. */
function priceFinding(told_: Told): Finding {
  const { killed, unprotected, why } = told_
  const id = 'F.price'
  const both = (key: Key) => {
    const [colo, alone] = [summaryIn(told_, key), summaryIn(told_, key, 'unprotected')]
    return colo && alone && { colo, alone }
  }
  const [stream, roundTrip] = [both('streamMegabitsPerSecond'), both('roundTripMs')]
  const texts = ({ colo, alone }: NonNullable<typeof stream>) => ({ colo: colo.text, alone: alone.text })
  const sentences = [
    ...(stream === null ? [] : [say('F.price.stream', texts(stream))]),
    ...(roundTrip === null ? [] : [say('F.price.round-trip', texts(roundTrip))]),
  ]
  if (sentences.length === 0) return notMeasuredFinding(id, say('F.price.title'), why('colo'))
  return describedFinding(
    id,
    joined(sentences, ' '),
    logsOf([...killed, ...unprotected], 'streamMegabitsPerSecond', 'roundTripMs'),
    {
      quantities: quantitiesTold(
        stream?.colo.quantity,
        stream?.alone.quantity,
        roundTrip?.colo.quantity,
        roundTrip?.alone.quantity,
      ),
    },
  )
}

const sumOf = (key: Key, list: readonly FailoverResult[]): Quantity | null =>
  overTrials('sum', '', originsIn(`failover.${key}`, SOURCES[key].file, list, SOURCES[key].value))

/** Whether what the client was told to be on the disk was there afterwards. */
function recordsFinding({ killed, why }: Told): Finding {
  const id = 'F.records'
  const read = killed.filter(({ missing, acknowledged }) => missing !== null && acknowledged !== null)
  const [acknowledged, missing] = [sumOf('acknowledged', read), sumOf('missing', read)]
  const before = sumOf('acknowledgedBefore', read)
  if (acknowledged === null || missing === null || before === null)
    return notMeasuredFinding(id, say('F.records.title'), why('colo'))
  const none = condition('records acknowledged and missing', missing.value, '=', 0)
  const values = {
    n: kills(read),
    acknowledged: formatWhole(acknowledged.value),
    before: formatWhole(before.value),
  }
  return describedFinding(
    id,
    none.holds
      ? say('F.records.none', values)
      : say('F.records.some', { ...values, missing: formatWhole(missing.value) }),
    logsOf(read, 'acknowledged', 'missing'),
    { conditions: [none], quantities: quantitiesTold(acknowledged, before, none.holds ? null : missing) },
  )
}

/** Whether the client's connection went on. */
function connectionFinding({ killed, why }: Told): Finding {
  const id = 'F.connection'
  const known = killed.filter(({ connectionKept }) => connectionKept !== null)
  if (known.length === 0) return notMeasuredFinding(id, say('F.connection.title'), why('colo'))
  const kept = known.filter(({ connectionKept }) => connectionKept)
  const all = condition('failovers after which the connection went on', kept.length, '=', known.length)
  return describedFinding(
    id,
    all.holds
      ? say('F.connection.kept', { n: kills(known) })
      : say('F.connection.some', { n: kills(known), kept: formatWhole(kept.length) }),
    logsOf(known, 'acknowledged'),
    { conditions: [all] },
  )
}

/** The control: the same kill with nobody beside it. */
function unprotectedFinding({ unprotected, why }: Told): Finding {
  const id = 'F.unprotected'
  if (unprotected.length === 0) return notMeasuredFinding(id, say('F.unprotected.title'), why('unprotected'))
  const answered = unprotected.filter(({ firstAnswerMs }) => firstAnswerMs !== null)
  const watchedS = Math.min(...unprotected.map((one) => one.watchedS))
  const silent = unprotected.length - answered.length
  const none = condition('kills without a secondary after which no answer came', silent, '=', unprotected.length)
  return describedFinding(
    id,
    none.holds
      ? say('F.unprotected.silent', { n: kills(unprotected), watched: formatQuantity(watchedS, 's') })
      : say('F.unprotected.answered', { n: kills(unprotected), answered: formatWhole(answered.length) }),
    logsOf(unprotected, 'firstAnswerMs'),
    { conditions: [none, condition('time that the client was watched, s', watchedS, '>', 0)] },
  )
}

/** Where the one is killed that only stands by. */
function secondaryFinding(told_: Told): Finding {
  const id = 'F.secondary'
  const { secondaryKilled, why } = told_
  if (secondaryKilled.length === 0) return notMeasuredFinding(id, say('F.secondary.title'), why('secondary-killed'))
  const survived = secondaryKilled.filter(({ firstAnswerMs }) => firstAnswerMs !== null)
  const all = condition(
    'kills of the secondary after which the primary went on',
    survived.length,
    '=',
    secondaryKilled.length,
  )
  const [n, gap] = [formatCount(secondaryKilled.length, 'trial'), summaryIn(told_, 'gapMs', 'secondary-killed')]
  return describedFinding(
    id,
    gap === null
      ? say('F.secondary.never', { n })
      : say('F.secondary', { n, survived: formatWhole(survived.length), gap: gap.text }),
    logsOf(secondaryKilled, 'gapMs'),
    { conditions: [all], quantities: quantitiesTold(gap?.quantity) },
  )
}

/** Where neither can tell whether the other is gone. */
function cableFinding(told_: Told): Finding {
  const id = 'F.cable'
  const { cablePulled, why } = told_
  const untoldMs = mostOf(cablePulled.map(({ noticeMs }) => noticeMs))
  if (untoldMs === null) return notMeasuredFinding(id, say('F.cable.title'), why('cable-pulled'))
  const n = formatCount(cablePulled.length, 'trial')
  const gap = summaryIn(told_, 'gapMs', 'cable-pulled')
  const two = cablePulled.filter(({ firstAnswerMs, resumed }) => firstAnswerMs !== null && resumed)
  const some = condition('pulled cables after which both VMs ran', two.length, '>', 0)
  const untold = formatQuantity(untoldMs / 1000, 's')
  const [acknowledged, missing] = [sumOf('acknowledged', cablePulled), sumOf('missing', cablePulled)]
  const lost = condition('records acknowledged and missing on the primary’s disk', missing?.value ?? 0, '>', 0)
  const alone = gap && say('F.cable', { n, untold, gap: gap.text })
  const cable =
    alone && some.holds ? say('F.cable.both', { cable: alone, both: formatCount(two.length, 'trial') }) : alone
  const silent = condition(
    'trials in which the client was not answered at the end',
    cablePulled.filter(({ answeredAtEnd }) => !answeredAtEnd).length,
    '>',
    0,
  )
  const ended =
    cable !== null && silent.holds ? say('F.cable.end', { cable, silent: formatCount(silent.value, 'trial') }) : cable
  const isTold = ended !== null && some.holds && acknowledged !== null && missing !== null && lost.holds
  return describedFinding(
    id,
    ended === null
      ? say('F.cable.silent', { n, untold })
      : isTold
        ? say('F.cable.records', {
            cable: ended,
            missing: formatWhole(missing.value),
            acknowledged: formatWhole(acknowledged.value),
          })
        : ended,
    logsOf(cablePulled, 'gapMs', 'takeoverMs', 'missing'),
    {
      conditions: [
        some,
        lost,
        silent,
        condition('cables pulled', cablePulled.length, '>', 0),
        condition('time until both were told, s, at most', untoldMs / 1000, '>', 0),
      ],
      quantities: quantitiesTold(gap?.quantity, ...(isTold ? [acknowledged, missing] : [])),
    },
  )
}

const mostOf = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.max(...values))

/** What may be said of kills with a secondary and without one. @param why nothing is known of a kind of fault, a clause */
export function failoverFindings(
  failovers: readonly FailoverResult[],
  metrics: readonly Metric[],
  why: Told['why'],
): Finding[] {
  const of = (configuration: ConfigurationOf<'failover'>) =>
    failovers.filter((one) => one.configuration === configuration)
  const all: Told = {
    ...{ killed: of('colo'), unprotected: of('unprotected') },
    ...{ secondaryKilled: of('secondary-killed'), cablePulled: of('cable-pulled') },
    ...{ metrics, why },
  }
  return [
    shortFinding,
    setUpFinding,
    numbersFinding,
    takeoverFinding,
    gapFinding,
    checkpointsFinding,
    priceFinding,
    recordsFinding,
    connectionFinding,
    unprotectedFinding,
    secondaryFinding,
    cableFinding,
  ].map((make) => make(all))
}
