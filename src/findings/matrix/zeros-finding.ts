import { settingOf } from '../../experiments/catalogue.ts'
import { joined, listed, say } from '../../text/phrase.ts'
import { formatNumber, formatQuantity } from '../../text/quantities.ts'
import { logOf } from '../migration/origins.ts'
import type { MigrationSummary } from '../migration/result.ts'
import { condition, describedFinding, type Finding } from '../model/sentence.ts'
import type { MatrixCell } from './cell.ts'
import { migrationsName } from './cell-name.ts'
import { cellOrigins, LOG } from './cell-quantity.ts'
import { range, type Said } from './said-range.ts'

/** A migration for which it was set how pages of zeros are found, and which completed. */
type Searched = MatrixCell & { result: MigrationSummary }

const detectionOf = ({ setting }: MatrixCell) => settingOf(setting)?.parameters['zero-page-detection']
const looked = (cell: MatrixCell): boolean => detectionOf(cell) !== 'none'
const isSearched = (cell: MatrixCell): cell is Searched => cell.result !== null && detectionOf(cell) !== undefined

/** Those of one work of the VM, where some of them looked for pages of zeros and others did not. */
export const zeroGroups = (cells: readonly MatrixCell[]): Searched[][] =>
  [...Map.groupBy(cells.filter(isSearched), ({ workload }) => workload).values()].filter(
    (group) => group.some(looked) && !group.every(looked),
  )

/** What the migrations of one setting and workload sent, how long they took, and what they did not send of zeros. */
function settingPart(group: readonly [Searched, ...Searched[]], all: readonly MatrixCell[]): Said {
  const of = (name: string, unit: string, value: (cell: Searched) => number | null): Said =>
    range(cellOrigins(name, LOG, group, value), unit, (one) => formatQuantity(one, unit))
  const sent = of('transferredMegabytes', 'MB', ({ result }) => result.transferredBytes / 1e6)
  const total = of('total', 's', ({ result }) => result.totalMs / 1000)
  const values = { cells: migrationsName(group, all), sent: sent.text, total: total.text }
  const plain = [...sent.quantities, ...total.quantities]
  if (!looked(group[0])) return { text: say('D.zeros.sent', values), quantities: plain }
  const found = of('zeroMegabytes', 'MB', ({ zeroBytes }) => zeroBytes && zeroBytes / 1e6)
  return {
    text: say('D.zeros.found', { ...values, zeros: found.text }),
    quantities: [...plain, ...found.quantities],
  }
}

/** A value of each that looked for zeros (`wanted`), or of each that did not. */
const valuesOf = (group: readonly Searched[], wanted: boolean, value: 'transferredBytes' | 'totalMs'): number[] =>
  group.filter((cell) => looked(cell) === wanted).map(({ result }) => result[value])

/** How many times as much the least of those sent that did not look as the most of those that did. */
const leastFactor = (group: readonly Searched[]): number =>
  Math.min(...valuesOf(group, false, 'transferredBytes')) / Math.max(...valuesOf(group, true, 'transferredBytes'))

/** Those that looked for zeros and took as long as one that did not. */
const takingAsLong = (group: readonly Searched[]): number[] =>
  valuesOf(group, true, 'totalMs').filter((ms) => ms >= Math.min(...valuesOf(group, false, 'totalMs')))

/** What it is worth to look for pages of zeros, and whether it matters who does; nothing where that was not tried. */
export function zerosFindings(cells: readonly MatrixCell[]): Finding[] {
  const groups = zeroGroups(cells)
  if (groups.length === 0) return []
  const parts = groups.flatMap((group) =>
    [...Map.groupBy(group, ({ setting }) => setting).values()].flatMap(([first, ...rest]) =>
      first === undefined ? [] : [settingPart([first, ...rest], cells)],
    ),
  )
  const factor = condition(
    'least sent without looking for zeros over most sent with it, with the same work',
    Math.min(...groups.map(leastFactor)),
    '>',
    1,
  )
  const later = condition(
    'migrations that looked for zeros and took as long as one that did not, with the same work',
    groups.flatMap(takingAsLong).length,
    '=',
    0,
  )
  const sentences = [
    say('D.zeros', {
      parts: listed(
        parts.map(({ text }) => text),
        'list.clauses',
      ),
    }),
    factor.holds
      ? say(later.holds ? 'D.zeros.fewer-sooner' : 'D.zeros.fewer', { factor: formatNumber(factor.value) })
      : say('D.zeros.not-fewer'),
  ]
  return [
    describedFinding('D.matrix.zeros', joined(sentences, ' '), groups.flat().map(logOf), {
      conditions: [factor, later],
      quantities: parts.flatMap(({ quantities }) => quantities),
    }),
  ]
}
