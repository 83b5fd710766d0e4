import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { joined, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { endsOf, type Origin, overTrials, told } from '../model/quantity.ts'
import { seen } from '../model/seen.ts'
import { condition, type Finding } from '../model/sentence.ts'
import { rangeInWords } from '../model/spread.ts'
import { logOf, originsOf } from './origins.ts'
import type { MigrationResult } from './result.ts'
import { type Pages, SHORTEST_S, SILENT_SHARE, type Silence } from './silence.ts'

/** From half on, most of the VM's memory was never written. */
const ZERO_PERCENT = 50

/** A stretch in which nearly all pages are zeros is told by them. */
const NEARLY_ALL_PERCENT = 95

/** What iperf3 has left at most for the stream to be no rival of it. */
const HELD_BACK_PERCENT = 50

const LOG = RAW_FILES.qmpSource
const percent = (value: number): Text => formatQuantity(value, '%')
const zeroPercent = ({ zero, other }: Pages): number => (100 * zero) / (zero + other)

/** Most pages were zeros, so that far less was moved than the VM has. */
function zeroPages(migrations: readonly MigrationResult[]): Finding[] {
  const counted = migrations.flatMap((migration) =>
    migration.pages && migration.pages.zero + migration.pages.other > 0 ? [{ migration, pages: migration.pages }] : [],
  )
  if (counted.length === 0) return []
  const shares = counted.map(({ pages }) => zeroPercent(pages))
  return seen(
    'D.seen.zero-pages',
    [condition('lowest share of zero pages, percent', Math.min(...shares), '>=', ZERO_PERCENT)],
    counted.map(({ migration }) => logOf(migration)),
    () =>
      say('D.seen.zero-pages', {
        share: rangeInWords(shares, percent),
        zero: rangeInWords(
          counted.map(({ pages }) => pages.zero),
          formatWhole,
        ),
        all: rangeInWords(
          counted.map(({ pages }) => pages.zero + pages.other),
          formatWhole,
        ),
        n: say('n', { n: formatCount(counted.length, 'migration') }),
      }),
    [
      ...endsOf('%', originsOf('pages.zeroPercent', LOG, migrations, counting(zeroPercent))),
      ...endsOf(
        '',
        originsOf(
          'pages.zero',
          LOG,
          migrations,
          counting(({ zero }) => zero),
        ),
      ),
      ...endsOf(
        '',
        originsOf(
          'pages.all',
          LOG,
          migrations,
          counting(({ zero, other }) => zero + other),
        ),
      ),
    ],
  )
}

/** A count of pages, where QEMU has one. */
const counting =
  (of: (pages: Pages) => number) =>
  ({ pages }: MigrationResult): number | null =>
    pages && pages.zero + pages.other > 0 ? of(pages) : null

/** A quantity of the silent stretch of each migration that has one. */
const ofSilences = (
  name: string,
  file: Parameters<typeof originsOf>[1],
  silent: readonly Silent[],
  of: (silence: Silence) => number | null,
): Origin[] =>
  originsOf(
    `silence.${name}`,
    file,
    silent.map(({ migration }) => migration),
    ({ silence }) => silence && of(silence),
  )

interface Silent {
  migration: MigrationResult
  silence: Silence
}

const silentIn = (migrations: readonly MigrationResult[]): Silent[] =>
  migrations.flatMap((migration) => (migration.silence ? [{ migration, silence: migration.silence }] : []))

const zerosIn = (silent: readonly Silent[]): Pages[] =>
  silent.flatMap(({ silence }) => (silence.pages && silence.pages.zero > 0 ? [silence.pages] : []))

/** Whether the stretches are told by pages of zeros. */
function areZeros(silent: readonly Silent[]): boolean {
  const pages = zerosIn(silent)
  return pages.length === silent.length && Math.min(...pages.map(zeroPercent)) >= NEARLY_ALL_PERCENT
}

/** What QEMU did meanwhile, by its own count of pages. */
function silenceClause(silent: readonly Silent[]): Text {
  if (!areZeros(silent)) return say('D.seen.silence.unexplained')
  const pages = zerosIn(silent)
  const shares = pages.map(zeroPercent)
  return say('D.seen.silence.zeros', {
    pages: rangeInWords(
      pages.map(({ zero }) => zero),
      formatWhole,
    ),
    share: formatQuantity(Math.min(...shares), '%'),
    bytes: rangeInWords(
      silent.map(({ silence }) => silence.bytes / ((silence.pages?.zero ?? 0) + (silence.pages?.other ?? 0))),
      (value) => formatQuantity(value, say('unit.bytes')),
    ),
  })
}

/** A stretch in which the migration hardly sends. */
function silentStretch(migrations: readonly MigrationResult[], silent: readonly Silent[]): Finding[] {
  if (silent.length === 0) return []
  return seen(
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
            rate: rangeInWords(
              silent.map(({ silence }) => silence.bitsPerSecond / 1e6),
              (value) => formatQuantity(value, 'Mbit/s'),
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
      ...endsOf(
        'Mbit/s',
        ofSilences('megabitsPerSecond', LOG, silent, ({ bitsPerSecond }) => bitsPerSecond / 1e6),
      ),
      ...(areZeros(silent)
        ? told(
            ...endsOf(
              '',
              ofSilences('zeroPages', LOG, silent, ({ pages }) => pages?.zero ?? null),
            ),
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
  )
}

/** While the stream is silent it takes nothing of the network; what iperf3 lacks all the same is something else. */
function bottleneck(silent: readonly Silent[], processors: number | null): Finding[] {
  const held = silent.flatMap(({ migration, silence }) =>
    silence.iperf3Percent === null ? [] : [{ migration, silence, share: silence.iperf3Percent }],
  )
  if (held.length === 0) return []
  const shares = held.map(({ share }) => share)
  const exits = held.flatMap(({ silence: { exitsPercent } }) => (exitsPercent === null ? [] : [exitsPercent]))
  return seen(
    'D.seen.bottleneck',
    [
      condition(
        'highest share of iperf3’s baseline in a silent stretch, percent',
        Math.max(...shares),
        '<=',
        HELD_BACK_PERCENT,
      ),
    ],
    held.flatMap(({ migration }) => [
      logOf(migration),
      trialPath(migration.trial, RAW_FILES.iperf3),
      trialPath(migration.trial, RAW_FILES.kvm[migration.source]),
    ]),
    () =>
      joined(
        [
          say('D.seen.bottleneck', {
            share: rangeInWords(shares, percent),
            n: say('n', { n: formatCount(held.length, 'migration') }),
            stream: formatNumber(Math.max(...held.map(({ silence }) => silence.bitsPerSecond)) / 1e6),
          }),
          ...(exits.length === held.length
            ? [say('D.seen.bottleneck.exits', { exits: rangeInWords(exits, percent) })]
            : []),
          processors === 1 ? say('D.seen.bottleneck.one-processor') : say('D.seen.bottleneck.conjecture'),
        ],
        ' ',
      ),
    told(
      ...endsOf(
        '%',
        ofSilences('iperf3Percent', RAW_FILES.iperf3, held, ({ iperf3Percent }) => iperf3Percent),
      ),
      overTrials(
        'most',
        'Mbit/s',
        ofSilences('megabitsPerSecond', LOG, held, ({ bitsPerSecond }) => bitsPerSecond / 1e6),
      ),
      ...(exits.length === held.length
        ? endsOf(
            '%',
            ofSilences(
              'exitsPercent',
              ({ source }) => RAW_FILES.kvm[source],
              held,
              ({ exitsPercent }) => exitsPercent,
            ),
          )
        : []),
    ),
  )
}

/**
 * What section D shows beside what was asked.
 * @param processors of a host; null where that is not known
 */
export function seenOf(migrations: readonly MigrationResult[], processors: number | null): Finding[] {
  const silent = silentIn(migrations)
  return [...zeroPages(migrations), ...silentStretch(migrations, silent), ...bottleneck(silent, processors)]
}
