import { listed, say, type Text } from '../../text/phrase.ts'
import { formatWhole } from '../../text/quantities.ts'
import { labelOf } from '../model/metric.ts'
import type { MatrixCell } from './cell.ts'

/** A setting in a table or chart. Elsewhere `precopy` is what is measured; here it is what the others differ from. */
export function settingName(setting: MatrixCell['setting']): Text {
  if (setting === 'precopy' || setting === 'raised') return say(`matrix.setting.${setting}`)
  return labelOf(setting)
}

/** A setting as a part of a sentence. */
export const withSetting = (setting: MatrixCell['setting']): Text =>
  say(setting === 'precopy' ? 'matrix.setting.precopy.within' : `configuration.${setting}.within`)

export const workloadName = (workload: MatrixCell['workload']): Text => say(`workload.${workload}.short`)

type Named = Pick<MatrixCell, 'setting' | 'workload' | 'source' | 'repetition'>

/** `auto-converge (memory)`: what migrations of one setting and workload are called together. */
export const cellName = ({ setting, workload }: Pick<Named, 'setting' | 'workload'>): Text =>
  say('matrix.cell', { setting: settingName(setting), workload: workloadName(workload) })

const alike = (a: Named, b: Named): boolean => a.setting === b.setting && a.workload === b.workload

/** One migration: by its direction where there is another of its name, by its number where that does not tell them apart. */
export function migrationName(cell: Named, all: readonly Named[]): Text {
  const others = all.filter((one) => one !== cell && alike(one, cell))
  if (others.length === 0) return cellName(cell)
  const names = { setting: settingName(cell.setting), workload: workloadName(cell.workload) }
  return cell.source === null || others.some(({ source }) => source === cell.source)
    ? say('matrix.cell.numbered', { ...names, number: formatWhole(cell.repetition) })
    : say('matrix.cell.from', { ...names, source: say(`place.${cell.source}`) })
}

/** Several migrations of one setting and workload: `post-copy (memory, every migration)` where they are all that there are. */
export function migrationsName(cells: readonly [Named, ...Named[]], all: readonly Named[]): Text {
  const [first] = cells
  if (cells.length === 1 || all.filter((one) => alike(one, first)).length > cells.length)
    return listed(
      cells.map((cell) => migrationName(cell, all)),
      'and',
    )
  return say('matrix.cell.each', {
    setting: settingName(first.setting),
    workload: workloadName(first.workload),
  })
}
