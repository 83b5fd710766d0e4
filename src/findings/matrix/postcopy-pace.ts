import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { formatQuantity } from '../../text/quantities.ts'
import { told } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { isPostcopy, type MatrixCell } from './cell.ts'
import { migrationName } from './cell-name.ts'
import { cellQuantity } from './cell-quantity.ts'

const percent = (value: number): Text => formatQuantity(value, '%')

/** What the VM got done, before the switch and after it: two windows that are never one. */
function paceText({ perfPercent, perfFollowingPercent, switched }: MatrixCell): Text {
  const share = percent(perfPercent ?? 0)
  if (!switched) return say('D.postcopy.pace', { share })
  return perfFollowingPercent === null
    ? say('D.postcopy.pace.before', { share })
    : say('D.postcopy.pace.both', { share, following: percent(perfFollowingPercent) })
}

/** How fast the VM went on while its memory followed it, by its system calls. */
export function postcopyPaceFinding(cells: readonly MatrixCell[], why: Text): Finding {
  const id = 'D.matrix.postcopy-pace'
  const counted = cells.filter((cell) => isPostcopy(cell) && cell.result !== null && cell.perfPercent !== null)
  if (counted.length === 0) return notMeasuredFinding(id, say('D.postcopy.pace.title'), why)
  const following = counted.filter(({ perfFollowingPercent }) => perfFollowingPercent !== null)
  return describedFinding(
    id,
    joined(
      [...Map.groupBy(counted, (cell) => paceText(cell))].map(([pace, group]) =>
        say('D.postcopy.pace.of', {
          cells: listed(
            group.map((cell) => migrationName(cell, cells)),
            'and',
          ),
          pace,
        }),
      ),
      ' ',
    ),
    counted.map(({ trial }) => trialPath(trial, RAW_FILES.perfVm)),
    {
      conditions: [
        condition('migrations with intervals of perf after RESUME', following.length, '=', counted.length),
        condition(
          'migrations that were switched to post-copy',
          counted.filter(({ switched }) => switched).length,
          '=',
          counted.length,
        ),
      ],
      quantities: told(
        ...counted.flatMap(({ trial, perfPercent, perfFollowingPercent }) => [
          cellQuantity(trial, 'perfPercent', perfPercent, '%', RAW_FILES.perfVm),
          cellQuantity(trial, 'perfFollowingPercent', perfFollowingPercent, '%', RAW_FILES.perfVm),
        ]),
      ),
    },
  )
}
