import { say } from '../../text/phrase.ts'
import { formatQuantity, formatWhole } from '../../text/quantities.ts'
import { told as quantitiesTold } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { kills, logsOf, sumOf, type Told } from './told.ts'

/** Whether what the client was told to be on the disk was there afterwards. */
export function recordsFinding({ killed, why }: Told): Finding {
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
export function connectionFinding({ killed, why }: Told): Finding {
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
export function unprotectedFinding({ unprotected, why }: Told): Finding {
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
