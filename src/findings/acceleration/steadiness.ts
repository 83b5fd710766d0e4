import { IDLE } from '../../experiments/acceleration.ts'
import { say, text } from '../../text/phrase.ts'
import { formatBytes, formatCount, formatNumber, formatQuantity } from '../../text/quantities.ts'
import { extremesOf, originOf, told } from '../model/quantity.ts'
import { condition, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { countOfExits, type Steady } from '../reading/steady.ts'
import { type ExitProfile, totalQuantity } from './profiles.ts'

/** Of what is counted, the lab's own doing may be less than this, percent. */
const LITTLE_PERCENT = 5
/** A byte over the serial line costs the VM an access to the line's data and its state each, at most. */
const EXITS_A_BYTE = 2

/** How much of what was counted the lab itself may have caused: by what it sent, and beside nothing that runs. */
export function steadyFinding(windows: readonly Steady[], profiles: readonly ExitProfile[]): Finding {
  const id = 'B.steady'
  const counted = windows.filter(({ probe }) => probe !== null)
  if (counted.length === 0) return notMeasuredFinding(id, say('B.steady.title'), say('reason.no-window'))
  const bytes = windows.reduce((all, { serialBytes }) => all + serialBytes, 0)
  const largest = Math.max(
    ...counted.map(({ serialBytes, exits }) =>
      serialBytes === 0 ? 0 : exits === null ? 1 : (EXITS_A_BYTE * serialBytes) / Math.max(1, countOfExits(exits)),
    ),
  )
  const share = condition('share of the lab’s traffic, percent', 100 * Math.min(1, largest), '<', LITTLE_PERCENT)
  const base = say('B.steady', {
    windows: formatCount(windows.length, 'window'),
    seconds: formatQuantity(Math.min(...windows.map(({ seconds }) => seconds)), 's'),
    bytes: formatBytes(bytes),
  })
  const traffic =
    bytes === 0
      ? say('B.steady.none')
      : say(share.holds ? 'B.steady.little' : 'B.steady.much', { share: formatQuantity(share.value, '%', 2) })
  const idle = profiles.find(({ probe }) => probe === null)
  const running = profiles.filter(({ probe }) => probe !== null)
  // Where a program has fewest exits, those of nothing are the largest part of them.
  const fewest = running.toSorted((a, b) => a.perSecond - b.perSecond)[0]
  const beside =
    idle && fewest
      ? text` ${say('B.steady.idle', {
          idle: formatNumber(idle.perSecond),
          program: fewest.title,
          exits: formatNumber(fewest.perSecond),
        })}`
      : ''
  return {
    id,
    sentence: text`${base} ${traffic}${beside}`,
    verdict: 'described',
    evidence: windows.map(({ source }) => source),
    conditions: [
      share,
      condition('bytes over the serial line', bytes, '=', 0),
      condition('windows', windows.length, '>', 0),
    ],
    quantities: told(
      extremesOf(
        's',
        windows.map(({ probe, seconds, trial, source }) =>
          originOf(`${probe ?? IDLE}.windowSeconds`, seconds, trial, source),
        ),
      )[0],
      ...(idle && fewest ? [totalQuantity(idle), totalQuantity(fewest)] : []),
    ),
  }
}
