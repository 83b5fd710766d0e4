import { median } from 'simple-statistics'
import type { LoadedTrial } from '../../data/loaded-run.ts'
import { trialFolder, trialPath } from '../../data/trial-path.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { parseMachineState, sharesBetween } from '../../measurements/processor/machine-load.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity } from '../../text/quantities.ts'
import { unlessDamaged } from '../reading/damaged.ts'
import { readOnce } from '../reading/once.ts'
import { type Origin, originOf, overTrials, told } from './quantity.ts'
import { type Finding, notMeasuredFinding } from './sentence.ts'

/** The user's computer while a trial ran, from /proc/stat and /proc/loadavg before and after. */
export interface MachineLoad {
  trial: string
  /** Runnable tasks, the mean over the minute before the trial began. */
  loadBefore: number
  /** Shares of the time of all processors during the trial, 0 to 1. */
  busy: number
  steal: number
}

const FILES = ['machine.before.txt', 'machine.after.txt'] as const

/** From this share of its time on, what a trial lost to others on the same hardware is named. */
const MUCH_STOLEN = 0.05

/** @throws ParseError */
const loadOf = readOnce('machine-load', ({ trial: { id }, files }): MachineLoad => {
  const [before, after] = FILES.map((name) => {
    const path = trialPath(id, name)
    const text = files[name]
    if (text === undefined) throw new ParseError(path, null, say('expected.file-but-there-is-none'))
    return { path, state: parseMachineState(text, path) }
  })
  if (!before || !after) throw new ParseError(trialFolder(id), null, say('expected.two-states-of-the-computer'))
  return { trial: id, loadBefore: before.state.load, ...sharesBetween(before.state, after.state, after.path) }
})

/** The computer during each trial, and why a trial with such files gives none; trials of earlier versions have no files. */
export function machineOf(trials: readonly LoadedTrial[]): { loads: MachineLoad[]; reasons: Text[] } {
  const loads: MachineLoad[] = []
  const reasons: Text[] = []
  for (const trial of trials.filter(({ files }) => FILES.some((name) => name in files))) {
    const load = unlessDamaged(
      () => loadOf(trial),
      (reason) => reasons.push(reason),
    )
    if (load !== null) loads.push(load)
  }
  return { loads, reasons }
}

const percent = (share: number): string => formatQuantity(100 * share, '%')

/** A quantity of each trial’s load, as the ledger names it. */
const ofLoads = (name: string, loads: readonly MachineLoad[], of: (load: MachineLoad) => number): Origin[] =>
  loads.map((load) =>
    originOf(`machine.${name}`, of(load), load.trial, trialPath(load.trial, FILES[name === 'loadBefore' ? 0 : 1])),
  )

/** What the computer had to do beside and below the trials. */
export function machineFinding(id: string, loads: readonly MachineLoad[], reasons: readonly Text[]): Finding {
  const most = loads.toSorted((a, b) => b.steal - a.steal)[0]
  if (!most) return notMeasuredFinding(id, say('machine.title'), reasons[0] ?? say('reason.no-machine'))
  const busiest = Math.max(...loads.map(({ loadBefore }) => loadBefore))
  const middle = (of: (load: MachineLoad) => number): number => median(loads.map(of))
  const stolen =
    most.steal === 0
      ? say('machine.stolen.none')
      : say('machine.stolen', {
          steal: percent(middle(({ steal }) => steal)),
          most: percent(most.steal),
          trial: most.trial,
        })
  return {
    id,
    sentence: say('machine', {
      n: say('n', { n: formatCount(loads.length, 'trial') }),
      busy: percent(middle(({ busy }) => busy)),
      stolen,
      load: formatNumber(middle(({ loadBefore }) => loadBefore)),
      busiest: formatNumber(busiest),
    }),
    verdict: 'described',
    quantities: told(
      overTrials(
        'median',
        '%',
        ofLoads('busyPercent', loads, ({ busy }) => 100 * busy),
      ),
      ...(['median', 'most'] as const).map((made) =>
        overTrials(
          made,
          '%',
          ofLoads('stealPercent', loads, ({ steal }) => 100 * steal),
        ),
      ),
      ...(['median', 'most'] as const).map((made) =>
        overTrials(
          made,
          '',
          ofLoads('loadBefore', loads, ({ loadBefore }) => loadBefore),
        ),
      ),
    ),
    evidence: loads.flatMap(({ trial }) => FILES.map((name) => trialPath(trial, name))),
  }
}

/** What a hypervisor below the computer keeps from being shown. */
export function machineLimits(loads: readonly MachineLoad[]): Text[] {
  const stolen = loads.filter(({ steal }) => steal > MUCH_STOLEN).toSorted((a, b) => b.steal - a.steal)
  const [most] = stolen
  if (!most) return []
  return [
    say('limit.steal', {
      stolen: formatCount(stolen.length, 'trial'),
      from: formatQuantity(100 * MUCH_STOLEN, '%', 1),
      most: percent(most.steal),
      trial: most.trial,
    }),
  ]
}
