import { say, type Text } from '../../text/phrase.ts'
import { type Condition, condition } from '../model/sentence.ts'
import type { MatrixCell } from './cell.ts'

/** The directions in which migrations ran. */
const waysOf = (cells: readonly Pick<MatrixCell, 'source'>[]): string =>
  [...new Set(cells.flatMap(({ source }) => source ?? []))].toSorted().join(' ')

/**
 * Whether what is held against one another ran in the same directions: else a difference may be the direction's as well,
 * as packets take another way.
 */
export function sameWays(groups: readonly (readonly Pick<MatrixCell, 'source'>[])[], name: string): Condition {
  const ways = new Set(groups.filter(({ length }) => length > 0).map(waysOf))
  return condition(`${name}: sets of directions among what is held against one another`, ways.size, '<=', 1)
}

/** What is said besides where they did not. */
export const directionClause = ({ holds }: Condition): Text[] => (holds ? [] : [say('D.matrix.other-ways')])
