import { joined, say } from '../../text/phrase.ts'
import { formatQuantity, formatWhole } from '../../text/quantities.ts'
import { told as quantitiesTold } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { type Key, logsOf, summaryIn, sumOf, type Told } from './told.ts'

/** What checkpoints take of the VM and of the cable while nothing fails, and what caused them. */
export function checkpointsFinding(seen: Told): Finding {
  const { killed, why } = seen
  const id = 'F.checkpoints'
  const [pause, interval] = [summaryIn(seen, 'checkpointPauseMs'), summaryIn(seen, 'checkpointIntervalMs')]
  const [still, sent] = [summaryIn(seen, 'stillPercent'), summaryIn(seen, 'megabytesPerCheckpoint')]
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
export function priceFinding(seen: Told): Finding {
  const { killed, unprotected, why } = seen
  const id = 'F.price'
  const both = (key: Key) => {
    const [colo, alone] = [summaryIn(seen, key), summaryIn(seen, key, 'unprotected')]
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
