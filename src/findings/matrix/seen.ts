import { median } from 'simple-statistics'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { logOf } from '../migration/origins.ts'
import type { MigrationSummary } from '../migration/result.ts'
import { overTrials, type Quantity, ratioOfCentres, told } from '../model/quantity.ts'
import { headed, seen } from '../model/seen.ts'
import { condition, type Finding } from '../model/sentence.ts'
import type { MatrixCell } from './cell.ts'
import { withSetting } from './cell-name.ts'
import { cellOrigins, cellQuantity, LOG } from './cell-quantity.ts'

/** A setting that is above the median of the others by less is no outlier, however alike repeated migrations were. */
const OUTLIER = 1.2

/** Fewer others have no usual value. */
const FEWEST_OTHERS = 3

/** A page that takes this share of itself as a difference has not become smaller. */
const HARDLY_SMALLER_PERCENT = 80

interface Outlying {
  name: 'bytes' | 'total'
  /** As the ledger names it. */
  metric: string
  unit: Text
  of: (result: MigrationSummary) => number
}

const OUTLYING: readonly Outlying[] = [
  { name: 'bytes', metric: 'transferredMegabytes', unit: 'MB', of: ({ transferredBytes }) => transferredBytes / 1e6 },
  { name: 'total', metric: 'total', unit: 's', of: ({ totalMs }) => totalMs / 1000 },
]

/** By how much migrations of one kind differed from each other, as the highest by the lowest; 1 where none was repeated. */
function spreadOf(groups: readonly (readonly MigrationSummary[])[], of: Outlying['of']): number {
  return Math.max(1, ...groups.map((group) => Math.max(...group.map(of)) / Math.min(...group.map(of))))
}

interface Completed {
  cell: MatrixCell
  result: MigrationSummary
}

/** What QEMU's own counts say of a setting that is meant to send less. */
function countOf({ xbzrle }: MatrixCell): Text {
  if (xbzrle === null || xbzrle.encodedPercent === null) return ''
  const values = {
    pages: formatWhole(xbzrle.pages),
    share: formatQuantity(xbzrle.encodedPercent, '%'),
    overflow: formatWhole(xbzrle.overflow),
    misses: formatWhole(xbzrle.misses),
  }
  return say(
    xbzrle.encodedPercent >= HARDLY_SMALLER_PERCENT ? 'D.seen.outlier.xbzrle-large' : 'D.seen.outlier.xbzrle-small',
    values,
  )
}

const results = (all: readonly Completed[]): MigrationSummary[] => all.map(({ result }) => result)

/** The numbers of those counts. */
const countsOf = ({ trial, xbzrle }: MatrixCell): (Quantity | null)[] =>
  xbzrle === null || xbzrle.encodedPercent === null
    ? []
    : [
        cellQuantity(trial, 'xbzrle.pages', xbzrle.pages, '', LOG),
        cellQuantity(trial, 'xbzrle.encodedPercent', xbzrle.encodedPercent, '%', LOG),
        cellQuantity(trial, 'xbzrle.overflow', xbzrle.overflow, '', LOG),
        cellQuantity(trial, 'xbzrle.misses', xbzrle.misses, '', LOG),
      ]

/** Migrations of section D, which repeat one setting, and whether their VM has another memory than that of the matrix. */
interface OfSection {
  migrations: readonly MigrationSummary[]
  otherMemory: boolean
}

/** By what a difference between settings has to be judged, and where that comes from. */
function noiseClause(
  repeated: readonly (readonly MigrationSummary[])[],
  { migrations, otherMemory }: OfSection,
  of: Outlying['of'],
): Text {
  if (repeated.length === 0) return say('D.seen.outlier.no-noise')
  const noise = spreadOf(repeated, of)
  const factor = formatNumber(noise)
  return migrations.length > 1 && spreadOf([migrations], of) === noise
    ? say('D.seen.outlier.noise-of-section', { factor, memory: otherMemory ? say('D.seen.outlier.other-memory') : '' })
    : say('D.seen.outlier.noise', { factor })
}

/** Migrations of these settings that did not finish have no time, however long they would have taken. */
function openClause(open: readonly MatrixCell[]): Text[] {
  if (open.length === 0) return []
  const settings = listed([...new Set(open.map(({ setting }) => withSetting(setting)))], 'and')
  return [say('D.seen.outlier.unfinished', { migrations: formatCount(open.length, 'migration'), settings })]
}

/** Settings that took or moved clearly more than the others did, the writer to memory at work. */
function outliers(
  { name, metric, unit, of }: Outlying,
  completed: readonly Completed[],
  repeated: readonly (readonly MigrationSummary[])[],
  section: OfSection,
  unfinished: readonly MatrixCell[],
): Finding[] {
  const settings = [...Map.groupBy(completed, ({ cell }) => cell.setting)].map(([setting, group]) => ({
    setting,
    group,
    values: group.map(({ result }) => of(result)),
  }))
  if (settings.length <= FEWEST_OTHERS) return []
  const noise = spreadOf(repeated, of)
  const judged = settings
    .map((one) => {
      const others = settings.filter((other) => other !== one)
      const [value, usual] = [median(one.values), median(others.flatMap(({ values }) => values))]
      return { ...one, others: others.flatMap(({ group }) => group), value, usual, factor: value / usual }
    })
    .toSorted((a, b) => b.factor - a.factor)
  const found = judged.filter(({ factor }) => factor >= OUTLIER && factor > noise)
  const [furthest] = judged
  if (!furthest) return []
  const most = Math.max(...settings.map(({ group }) => group.length))
  const open = unfinished.filter(({ setting }) => found.some((one) => one.setting === setting))
  const counts = found.flatMap(({ group }) => group.map(({ cell }) => countOf(cell)).filter((text) => text !== ''))
  return headed(
    say('D.seen.outlier.heading'),
    seen(
      `D.seen.outlier.${name}`,
      [
        condition('factor by the median of the other settings', furthest.factor, '>=', OUTLIER),
        condition('the same against how far repeated migrations differ', furthest.factor, '>', noise),
      ],
      [...completed.map(({ cell }) => logOf(cell)), ...repeated.flat().map(logOf)],
      () =>
        joined(
          [
            say(`D.seen.outlier.${name}`, {
              settings: listed(
                found.map(({ setting, value, factor, usual }) =>
                  say('D.seen.outlier.setting', {
                    value: formatQuantity(value, unit),
                    setting: withSetting(setting),
                    factor: formatNumber(factor),
                    usual: formatQuantity(usual, unit),
                  }),
                ),
                'list.clauses',
              ),
              noise: noiseClause(repeated, section, of),
              n:
                most === 1
                  ? say('D.seen.outlier.one-each')
                  : say('D.seen.outlier.at-most', { n: formatCount(most, 'migration') }),
            }),
            ...openClause(open),
            ...(name === 'bytes' && counts.length > 0 ? counts : [say('D.seen.outlier.unexplained')]),
          ],
          ' ',
        ),
      told(
        ...found.flatMap(({ group, others }) => {
          const [own, usual] = [group, others].map((all) => cellOrigins(metric, LOG, results(all), of))
          return own && usual
            ? [
                overTrials('median', unit, own),
                overTrials('median', unit, usual),
                ratioOfCentres('medians', '', own, usual),
              ]
            : []
        }),
        ...(name === 'bytes' ? found.flatMap(({ group }) => group.flatMap(({ cell }) => countsOf(cell))) : []),
      ),
      [condition('migrations of these settings that did not finish', open.length, '=', 0)],
    ),
  )
}

/**
 * What the matrix shows beside what was asked.
 */
export function seenOf(cells: readonly MatrixCell[], section: OfSection): Finding[] {
  const all = cells.flatMap((cell): Completed[] => (cell.result === null ? [] : [{ cell, result: cell.result }]))
  const written = all.filter(({ cell }) => cell.workload === 'memory')
  const alike = [...Map.groupBy(all, ({ cell }) => `${cell.setting} ${cell.workload}`).values()]
  const repeated = [...alike.map((group) => group.map(({ result }) => result)), [...section.migrations]].filter(
    ({ length }) => length > 1,
  )
  const unfinished = cells.filter(
    ({ workload, outcome }) => workload === 'memory' && outcome !== 'completed' && outcome !== 'not-offered',
  )
  return OUTLYING.flatMap((quantity) => outliers(quantity, written, repeated, section, unfinished))
}
