import { RAW_FILES } from '../../data/raw-files.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity } from '../../text/quantities.ts'
import { endsOf } from '../model/quantity.ts'
import { headed, seen } from '../model/seen.ts'
import { condition, type Finding } from '../model/sentence.ts'
import { rangeInWords } from '../model/spread.ts'
import { logOf, originsOf } from './origins.ts'
import type { MigrationResult } from './result.ts'
import { type Pages, zeroPercent } from './silence.ts'

/** From half on, most of the VM's memory was never written. */
const ZERO_PERCENT = 50

const LOG = RAW_FILES.qmpSource
const percent = (value: number): Text => formatQuantity(value, '%')

/** Most pages were zeros, so that far less was moved than the VM has. */
export function zeroPages(migrations: readonly MigrationResult[]): Finding[] {
  const counted = migrations.flatMap((migration) =>
    migration.pages && migration.pages.zero + migration.pages.other > 0 ? [{ migration, pages: migration.pages }] : [],
  )
  if (counted.length === 0) return []
  const shares = counted.map(({ pages }) => zeroPercent(pages))
  return headed(
    say('D.seen.zero-pages.heading'),
    seen(
      'D.seen.zero-pages',
      [condition('lowest share of zero pages, percent', Math.min(...shares), '>=', ZERO_PERCENT)],
      counted.map(({ migration }) => logOf(migration)),
      () =>
        say('D.seen.zero-pages', {
          share: rangeInWords(shares, percent),
          n: say('n', { n: formatCount(counted.length, 'migration') }),
        }),
      [...endsOf('%', originsOf('pages.zeroPercent', LOG, migrations, counting(zeroPercent)))],
    ),
  )
}

/** A count of pages, where QEMU has one. */
const counting =
  (of: (pages: Pages) => number) =>
  ({ pages }: MigrationResult): number | null =>
    pages && pages.zero + pages.other > 0 ? of(pages) : null
