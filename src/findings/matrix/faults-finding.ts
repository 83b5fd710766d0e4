import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { overTrials, told } from '../model/quantity.ts'
import { type Condition, condition, describedFinding, type Finding } from '../model/sentence.ts'
import type { MatrixCell } from './cell.ts'
import { migrationsName } from './cell-name.ts'
import { cellOrigins } from './cell-quantity.ts'
import { type Bounds, type FaultLatency, leastMeanOf, longestOf, middleOf, timedIn } from './fault-latency.ts'
import { range, type Said } from './said-range.ts'

/** A migration in whose post-copy the destination timed the pages that it asked for. */
export type Timed = MatrixCell & { faults: FaultLatency }

/** Where memory did not follow the VM, nothing was to be waited for. */
export const timedCells = (cells: readonly MatrixCell[]): Timed[] =>
  cells.filter((cell): cell is Timed => cell.switched && cell.faults !== null)

/** A value of each of these migrations, as the ledger names it. */
export const faultOrigins = (name: string, cells: readonly Timed[], value: (faults: FaultLatency) => number | null) =>
  cellOrigins(`faults.${name}`, RAW_FILES.qmpDestination, cells, ({ faults }) => value(faults))

const ms = (value: number): Text => formatQuantity(value, 'ms')

/** Bounds that hold for each of the migrations. */
function bounds(name: string, cells: readonly Timed[], of: (faults: FaultLatency) => Bounds | null): Said {
  const low = overTrials(
    'least',
    'ms',
    faultOrigins(`${name}FromMs`, cells, (faults) => of(faults)?.fromMs ?? null),
  )
  const ends = faultOrigins(`${name}ToMs`, cells, (faults) => of(faults)?.toMs ?? null)
  const high = ends.length === cells.length ? overTrials('most', 'ms', ends) : null
  const from = ms(low?.value ?? 0)
  return {
    text: high === null ? say('D.waits.or-more', { from }) : say('range', { low: from, high: ms(high.value) }),
    quantities: told(low, high),
  }
}

/** What was waited for in the migrations of one setting and workload. */
function groupOf(group: readonly [Timed, ...Timed[]], all: readonly MatrixCell[]): Said {
  const cells = migrationsName(group, all)
  if (timedIn(group[0].faults) === 0) return { text: say('D.waits.none', { cells }), quantities: [] }
  const count = range(faultOrigins('timed', group, timedIn), '', formatWhole)
  const [middle, longest] = [bounds('middle', group, middleOf), bounds('longest', group, longestOf)]
  const waited = range(
    faultOrigins('waitedMs', group, ({ waitedMs }) => waitedMs),
    'ms',
    ms,
  )
  return {
    text: say('D.waits.group', {
      cells,
      count: count.text,
      middle: middle.text,
      longest: longest.text,
      waited: waited.text,
    }),
    quantities: [count, middle, longest, waited].flatMap(({ quantities }) => quantities),
  }
}

const isTooLow = ({ meanMs, ...latency }: FaultLatency): boolean =>
  meanMs !== null && meanMs < (leastMeanOf({ meanMs, ...latency }) ?? 0)

/**
 * Whom a page kept waiting for how long, in QEMU's mean of each migration; or that this mean is none. QEMU 11.1 counts every wait, and
 * adds up only those after which the processor waits for nothing else (`blocktime_cpu_list_iter_fn`).
 */
function meansOf(timed: readonly Timed[]): (Said & { held: Condition }) | null {
  const low = timed.filter(({ faults }) => isTooLow(faults))
  const held = condition('migrations whose mean by QEMU is less than its own distribution allows', low.length, '=', 0)
  if (low.length === 0) {
    const said = waitersOf(timed)
    return said && { ...said, held }
  }
  const mean = range(
    faultOrigins('meanMs', low, ({ meanMs }) => meanMs),
    'ms',
    ms,
  )
  const least = range(faultOrigins('leastMeanMs', low, leastMeanOf), 'ms', ms)
  return {
    text: say('D.waits.mean-too-low', { mean: mean.text, least: least.text }),
    quantities: [...mean.quantities, ...least.quantities],
    held,
  }
}

/** By the VM's processors, and others. */
function waitersOf(timed: readonly Timed[]): Said | null {
  const most = Math.max(...timed.map(({ faults }) => faults.processorMeansMs.length))
  const processors = Array.from({ length: most }, (_, number) => ({
    who: (mean: Text) => say('D.waits.processor', { number, mean }),
    origins: faultOrigins(`meanMs.${number}`, timed, ({ processorMeansMs }) => processorMeansMs[number] ?? null),
  }))
  const others = {
    who: (mean: Text) => say('D.waits.others', { mean }),
    origins: faultOrigins('othersMeanMs', timed, ({ othersMeanMs }) => othersMeanMs),
  }
  const waiters = [...processors, others].flatMap(({ who, origins }) => {
    if (origins.length === 0) return []
    const { text, quantities } = range(origins, 'ms', ms)
    return [{ text: who(text), quantities }]
  })
  return waiters.length === 0
    ? null
    : {
        text: say('D.waits.means', {
          waiters: listed(
            waiters.map(({ text }) => text),
            'and',
          ),
        }),
        quantities: waiters.flatMap(({ quantities }) => quantities),
      }
}

/** What was waited for, held against the pause of the same migration. */
function againstPause(waiting: readonly Timed[]): { text: Text; held: Condition }[] {
  const both = waiting.flatMap(({ faults: { waitedMs }, result }) => {
    const pauseMs = result?.downtimeMs.events ?? null
    return waitedMs === null || pauseMs === null ? [] : [{ waitedMs, pauseMs }]
  })
  if (both.length === 0) return []
  const longer = both.filter(({ waitedMs, pauseMs }) => waitedMs > pauseMs).length
  const held = condition('migrations in which the VM waited longer than its pause was', longer, '=', both.length)
  const text = held.holds
    ? say(longer === 1 ? 'D.waits.longer.one' : 'D.waits.longer')
    : longer === 0
      ? say('D.waits.shorter')
      : say('D.waits.mixed', { longer: formatWhole(longer), n: formatCount(both.length, 'migration') })
  return [{ text, held }]
}

/** How long the VM waited for its pages in post-copy; of a run whose QEMU can't tell, nothing. */
export function faultsFindings(cells: readonly MatrixCell[]): Finding[] {
  const timed = timedCells(cells)
  if (timed.length === 0) return []
  const groups = [
    ...Map.groupBy(timed, ({ setting, workload, faults }) => `${setting} ${workload} ${timedIn(faults) > 0}`).values(),
  ].flatMap(([first, ...rest]) => (first === undefined ? [] : [groupOf([first, ...rest], cells)]))
  const waiting = timed.filter(({ faults }) => timedIn(faults) > 0)
  const means = waiting.length === 0 ? null : meansOf(waiting)
  const pause = againstPause(waiting)
  return [
    describedFinding(
      'D.matrix.faults',
      joined(
        [
          say('D.waits', {
            groups: listed(
              groups.map(({ text }) => text),
              'list.clauses',
            ),
          }),
          ...pause.map(({ text }) => text),
          ...(means === null ? [] : [means.text]),
        ],
        ' ',
      ),
      timed.map(({ trial }) => trialPath(trial, RAW_FILES.qmpDestination)),
      {
        conditions: [
          condition('migrations in which pages were waited for', waiting.length, '>', 0),
          ...pause.map(({ held }) => held),
          ...(means === null ? [] : [means.held]),
        ],
        quantities: [...groups.flatMap(({ quantities }) => quantities), ...(means?.quantities ?? [])],
      },
    ),
  ]
}
