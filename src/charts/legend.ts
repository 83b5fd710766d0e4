import type { Text } from '../text/phrase.ts'
import { BY_MARK, COLOURS, SMALL_SIZE } from './theme.ts'

/** What a mark means. */
export interface LegendEntry {
  label: Text
  shape: string
  fill: string
  stroke: string
}

/** From the left end of an entry to the middle of its mark, and to its name. */
export const LEGEND_MARK = 4
export const LEGEND_NAME = 12

/** The name of a legend's layers: which entry of how many. On a narrow screen they stand one below the other. */
const nameOf = (index: number, count: number, part: 'mark' | 'name'): string => `legend-${part}-${index}-of-${count}`

/** The place of an entry in its legend; null where a layer of that name is none. */
export function legendPlace(name: unknown): { part: string; index: number; count: number } | null {
  const found = typeof name === 'string' ? /^legend-(mark|name)-(\d+)-of-(\d+)$/.exec(name) : null
  return found && { part: found[1] ?? '', index: Number(found[2]), count: Number(found[3]) }
}

/**
 * Marks with their names in a line, as layers of a plot.
 * @param place px from the left upper corner of the plot: above it where `y` is negative; `slot` from one entry to the next
 */
export const legend = (entries: readonly LegendEntry[], { x = 0, y, slot }: { x?: number; y: number; slot: number }) =>
  entries.flatMap(({ label, shape, fill, stroke }, index) => {
    const left = x + index * slot
    return [
      {
        name: nameOf(index, entries.length, 'mark'),
        data: { values: [{ shape, fill, stroke }] },
        mark: { type: 'point' as const, size: 34, strokeWidth: 1.2, x: left + LEGEND_MARK, y },
        encoding: BY_MARK,
      },
      {
        name: nameOf(index, entries.length, 'name'),
        data: { values: [{}] },
        mark: {
          type: 'text' as const,
          text: label,
          x: left + LEGEND_NAME,
          y,
          align: 'left' as const,
          baseline: 'middle' as const,
          fontSize: SMALL_SIZE,
          color: COLOURS.ink,
        },
      },
    ]
  })
