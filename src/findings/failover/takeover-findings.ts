import { listed, say } from '../../text/phrase.ts'
import { formatWhole } from '../../text/quantities.ts'
import { told as quantitiesTold } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, framing, notMeasuredFinding } from '../model/sentence.ts'
import { kills, logsOf, summaryIn, type Told } from './told.ts'

/** What was put together, and with which QEMU. */
export function setUpFinding({ killed, unprotected, why }: Told): Finding {
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
export function numbersFinding({ killed }: Told): Finding {
  const id = 'F.numbers'
  const several = condition('kills with a secondary', killed.length, '>', 1)
  return framing(
    describedFinding(id, say(several.holds ? 'F.numbers' : 'F.numbers.one'), logsOf(killed, 'noticeMs'), {
      conditions: [several],
    }),
  )
}

/** Whether the secondary went on, and how soon. */
export function takeoverFinding(seen: Told): Finding {
  const { killed, why } = seen
  const id = 'F.failover'
  const [notice, told, takeover] = [
    summaryIn(seen, 'noticeMs'),
    summaryIn(seen, 'toldMs'),
    summaryIn(seen, 'takeoverMs'),
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
export function shortFinding(seen: Told): Finding {
  const { killed, why } = seen
  const id = 'F.short'
  const first = summaryIn(seen, 'firstAnswerMs')
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
export function gapFinding(seen: Told): Finding {
  const { killed, why } = seen
  const [first, gap, before] = [
    summaryIn(seen, 'firstAnswerMs'),
    summaryIn(seen, 'gapMs'),
    summaryIn(seen, 'gapBeforeMs'),
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
