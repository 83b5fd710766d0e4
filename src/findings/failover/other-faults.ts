import { say } from '../../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { told as quantitiesTold } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { type Key, logsOf, summaryIn, sumOf, type Told } from './told.ts'

/** Where the one is killed that only stands by. */
export function secondaryFinding(seen: Told): Finding {
  const id = 'F.secondary'
  const { secondaryKilled, why } = seen
  if (secondaryKilled.length === 0) return notMeasuredFinding(id, say('F.secondary.title'), why('secondary-killed'))
  const survived = secondaryKilled.filter(({ firstAnswerMs }) => firstAnswerMs !== null)
  const all = condition(
    'kills of the secondary after which the primary went on',
    survived.length,
    '=',
    secondaryKilled.length,
  )
  const [n, gap] = [formatCount(secondaryKilled.length, 'trial'), summaryIn(seen, 'gapMs', 'secondary-killed')]
  return describedFinding(
    id,
    gap === null
      ? say('F.secondary.never', { n })
      : say('F.secondary', { n, survived: formatWhole(survived.length), gap: gap.text }),
    logsOf(secondaryKilled, 'gapMs'),
    { conditions: [all], quantities: quantitiesTold(gap?.quantity) },
  )
}

/** Where nothing is left of the primary's host. */
export function hostFinding(seen: Told): Finding {
  const id = 'F.host'
  const { hostKilled, why } = seen
  if (hostKilled.length === 0) return notMeasuredFinding(id, say('F.host.title'), why('host-killed'))
  const survived = hostKilled.filter(({ resumed }) => resumed)
  const all = condition('kills of a host after which the secondary went on', survived.length, '=', hostKilled.length)
  const of = (key: Key) => summaryIn(seen, key, 'host-killed')
  const [first, gap, notice] = [of('firstAnswerMs'), of('gapMs'), of('noticeMs')]
  const n = formatCount(hostKilled.length, 'trial')
  const isAnswered = first !== null && gap !== null && notice !== null
  return describedFinding(
    id,
    isAnswered
      ? say('F.host', {
          ...{ n, survived: formatWhole(survived.length) },
          ...{ first: first.text, gap: gap.text, notice: notice.text },
        })
      : say('F.host.never', { n }),
    logsOf(hostKilled, 'gapMs', 'takeoverMs'),
    {
      conditions: [all],
      quantities: isAnswered ? quantitiesTold(first.quantity, gap.quantity, notice.quantity) : [],
    },
  )
}

/** Where neither can tell whether the other is gone. */
export function cableFinding(seen: Told): Finding {
  const id = 'F.cable'
  const { cablePulled, why } = seen
  if (cablePulled.length === 0) return notMeasuredFinding(id, say('F.cable.title'), why('cable-pulled'))
  const untoldMs = Math.max(...cablePulled.map(({ noticeMs }) => noticeMs))
  const n = formatCount(cablePulled.length, 'trial')
  const gap = summaryIn(seen, 'gapMs', 'cable-pulled')
  const two = cablePulled.filter(({ firstAnswerMs, resumed }) => firstAnswerMs !== null && resumed)
  const some = condition('pulled cables after which both VMs ran', two.length, '>', 0)
  const untold = formatQuantity(untoldMs / 1000, 's')
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
  return describedFinding(
    id,
    ended ?? say('F.cable.silent', { n, untold }),
    logsOf(cablePulled, 'gapMs', 'takeoverMs'),
    {
      conditions: [
        some,
        silent,
        condition('cables pulled', cablePulled.length, '>', 0),
        condition('time until both were told, s, at most', untoldMs / 1000, '>', 0),
      ],
      quantities: quantitiesTold(gap?.quantity),
    },
  )
}

/** On which of two disks that went on apart the records are that the client was told of. */
export function disksFinding({ cablePulled, why }: Told): Finding {
  const id = 'F.disks'
  const read = cablePulled.filter(({ disks }) => disks !== null)
  const [acknowledged, both] = [sumOf('acknowledged', read), sumOf('onBoth', read)]
  const [primary, secondary] = [sumOf('onPrimaryAlone', read), sumOf('onSecondaryAlone', read)]
  const neither = sumOf('onNeither', read)
  if (acknowledged === null || both === null || primary === null || secondary === null || neither === null)
    return notMeasuredFinding(id, say('F.disks.title'), why('cable-pulled'))
  const torn = read.filter(
    ({ disks }) => disks !== null && disks.neither + Math.min(disks.primaryAlone, disks.secondaryAlone) > 0,
  )
  const some = condition('trials after which neither disk had all records acknowledged', torn.length, '>', 0)
  const values = {
    ...{ acknowledged: formatWhole(acknowledged.value), both: formatWhole(both.value) },
    ...{ primary: formatWhole(primary.value), secondary: formatWhole(secondary.value) },
    neither: formatWhole(neither.value),
  }
  const disks = say('F.disks', values)
  return describedFinding(
    id,
    some.holds
      ? say('F.disks.torn', { disks, torn: formatCount(torn.length, 'trial') })
      : say('F.disks.whole', { disks }),
    logsOf(read, 'acknowledged', 'onPrimaryAlone', 'onSecondaryAlone'),
    { conditions: [some], quantities: quantitiesTold(acknowledged, both, primary, secondary, neither) },
  )
}

/** Where the secondary's disk takes no more. */
export function fullFinding(seen: Told): Finding {
  const id = 'F.full'
  const { diskFull, why } = seen
  if (diskFull.length === 0) return notMeasuredFinding(id, say('F.full.title'), why('disk-full'))
  const of = (key: Key) => summaryIn(seen, key, 'disk-full')
  const [space, end, gap] = [of('noSpaceMs'), of('coloEndMs'), of('gapMs')]
  const ended = diskFull.filter(({ coloEndMs }) => coloEndMs !== null)
  const all = condition('full disks after which COLO ended by itself', ended.length, '=', diskFull.length)
  const held = diskFull.filter(
    ({ firstAnswerMs, noticeMs, toldMs }) => firstAnswerMs === null || firstAnswerMs > noticeMs + (toldMs ?? 0),
  )
  const some = condition('full disks after which no answer came until the primary was told', held.length, '>', 0)
  const n = formatCount(diskFull.length, 'trial')
  const ends = space !== null && end !== null && all.holds
  const full = ends ? say('F.full', { n, space: space.text, end: end.text }) : say('F.full.unnoticed', { n })
  return describedFinding(
    id,
    gap === null
      ? say('F.full.never', { full })
      : some.holds
        ? say('F.full.held', { full, held: formatCount(held.length, 'trial'), gap: gap.text })
        : say('F.full.alone', { full, gap: gap.text }),
    logsOf(diskFull, 'noSpaceMs', 'coloEndMs', 'gapMs'),
    {
      conditions: [all, some],
      quantities: quantitiesTold(...(ends ? [space.quantity, end.quantity] : []), gap?.quantity),
    },
  )
}
