import { say, type Text } from '../../text/phrase.ts'
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

/** `auto-converge (memory)` */
export const cellName = ({ setting, workload }: Pick<MatrixCell, 'setting' | 'workload'>): Text =>
  say('matrix.cell', { setting: settingName(setting), workload: workloadName(workload) })
