import { RAW_FILES } from '../../data/raw-files.ts'
import { joined, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { endsOf, overTrials, told } from '../model/quantity.ts'
import { headed, seen } from '../model/seen.ts'
import { condition, type Finding } from '../model/sentence.ts'
import { rangeInWords } from '../model/spread.ts'
import { logOf, originsOf } from './origins.ts'
import type { MigrationResult } from './result.ts'
import { type Pages, SHORTEST_S, SILENT_SHARE, zeroPercent } from './silence.ts'
import { ofSilences, type Silent } from './silent-migrations.ts'

/** A stretch in which nearly all pages are zeros is told by them. */
const NEARLY_ALL_PERCENT = 95

const LOG = RAW_FILES.qmpSource

const zerosIn = (silent: readonly Silent[]): Pages[] =>
  silent.flatMap(({ silence }) => (silence.pages && silence.pages.zero > 0 ? [silence.pages] : []))

/** Whether the stretches are told by pages of zeros. */
export function areZeros(silent: readonly Silent[]): boolean {
  const pages = zerosIn(silent)
  return pages.length === silent.length && Math.min(...pages.map(zeroPercent)) >= NEARLY_ALL_PERCENT
}

/** What QEMU did meanwhile, by its own count of pages. */
function silenceClause(silent: readonly Silent[]): Text {
  if (!areZeros(silent)) return say('D.seen.silence.unexplained')
  const pages = zerosIn(silent)
  const shares = pages.map(zeroPercent)
  return say('D.seen.silence.zeros', {
    share: formatQuantity(Math.min(...shares), '%'),
    bytes: rangeInWords(
      silent.map(({ silence }) => silence.bytes / ((silence.pages?.zero ?? 0) + (silence.pages?.other ?? 0))),
      (value) => formatQuantity(value, say('unit.bytes')),
    ),
  })
}

/** A stretch in which the migration hardly sends. */
export function silentStretch(migrations: readonly MigrationResult[], silent: readonly Silent[]): Finding[] {
  if (silent.length === 0) return []
  return headed(
    say('D.seen.silence.heading'),
    seen(
      'D.seen.silence',
      [
        condition(
          'shortest silent stretch, s',
          Math.min(...silent.map(({ silence }) => silence.toS - silence.fromS)),
          '>=',
          SHORTEST_S,
        ),
        condition(
          'share of migrations with a silent stretch, percent',
          (100 * silent.length) / migrations.length,
          '>',
          50,
        ),
      ],
      silent.map(({ migration }) => logOf(migration)),
      () =>
        joined(
          [
            say('D.seen.silence', {
              count: formatWhole(silent.length),
              n: formatCount(migrations.length, 'migration'),
              limit: formatQuantity(100 * SILENT_SHARE, '%', 1),
              time: rangeInWords(
                silent.map(({ silence }) => silence.toS - silence.fromS),
                (value) => formatQuantity(value, 's'),
              ),
              total: rangeInWords(
                silent.map(({ migration }) => migration.totalMs / 1000),
                (value) => formatQuantity(value, 's'),
              ),
            }),
            silenceClause(silent),
          ],
          ' ',
        ),
      [
        ...endsOf(
          's',
          ofSilences('seconds', LOG, silent, ({ fromS, toS }) => toS - fromS),
        ),
        ...endsOf(
          's',
          originsOf(
            'total',
            LOG,
            silent.map(({ migration }) => migration),
            ({ totalMs }) => totalMs / 1000,
          ),
        ),
        ...(areZeros(silent)
          ? told(
              overTrials(
                'least',
                '%',
                ofSilences('zeroPercent', LOG, silent, ({ pages }) => pages && zeroPercent(pages)),
              ),
              ...endsOf(
                say('unit.bytes'),
                ofSilences(
                  'bytesPerPage',
                  LOG,
                  silent,
                  ({ pages, bytes }) => pages && bytes / (pages.zero + pages.other),
                ),
              ),
            )
          : []),
      ],
    ),
  )
}
