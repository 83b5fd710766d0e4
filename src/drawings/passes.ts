import type { MigrationResult } from '../findings/migration/result.ts'
import { say, type Text } from '../text/phrase.ts'

/** A column of the drawing: a pass over the memory while the VM runs, or several of them. */
export interface Pass {
  title: Text
  /** What it sends, in two lines. */
  sends: readonly [Text, Text]
  /** Seconds after `migrate`; undefined where there is no migration. */
  fromS?: number
  toS?: number
}

/** More columns would leave no room for their texts. */
const MOST = 4

const ALL = [say('drawing.all'), say('drawing.all-2')] as const
const dirtied = (before: Text) => [say('drawing.dirtied-in'), before] as const
const pass = (number: number | undefined) => say('drawing.pass', { number: number ?? '' })

/**
 * The passes of a migration that lie before its pause, those in the middle together where there are many; passes of
 * any migration where there is none. The last look at dirty memory falls into the pause and is no column.
 */
export function passesOf(migration: MigrationResult | undefined): Pass[] {
  const copying = migration?.phases.find(({ name }) => name === 'copying')
  if (migration === undefined || copying === undefined) return general()
  const starts = migration.passStarts.filter(({ s }) => s < copying.toS)
  const numbers = starts.length === 0 ? [1] : starts.map(({ pass }) => pass)
  // The first pass is counted a moment before the migration is active: set-up ends with the latter.
  const from = (index: number) => (index === 0 ? copying.fromS : (starts[index]?.s ?? copying.toS))
  const columns: Pass[] = numbers.map((number, index) => ({
    title: pass(number),
    sends: index === 0 ? ALL : dirtied(pass(numbers[index - 1])),
    fromS: from(index),
    toS: from(index + 1),
  }))
  if (columns.length <= MOST) return columns
  const last = columns.length - 1
  return [
    ...columns.slice(0, 2),
    {
      title: say('drawing.passes', { from: numbers[2] ?? '', to: numbers[last - 1] ?? '' }),
      sends: dirtied(say('drawing.the-last-one')),
      fromS: from(2),
      toS: from(last),
    },
    ...columns.slice(last),
  ]
}

const general = (): Pass[] => [
  { title: pass(1), sends: ALL },
  { title: pass(2), sends: dirtied(pass(1)) },
  { title: say('drawing.further-passes'), sends: dirtied(say('drawing.the-last-one')) },
]
