import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { joined, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity } from '../../text/quantities.ts'
import { endsOf, overTrials, told } from '../model/quantity.ts'
import { headed, seen } from '../model/seen.ts'
import { condition, type Finding } from '../model/sentence.ts'
import { rangeInWords } from '../model/spread.ts'
import { logOf } from './origins.ts'
import { ofSilences, type Silent } from './silent-migrations.ts'

/** What iperf3 has left at most for the stream to be no rival of it. */
const HELD_BACK_PERCENT = 50

const percent = (value: number): Text => formatQuantity(value, '%')

/** While the stream is silent it takes nothing of the network; what iperf3 lacks all the same is something else. */
export function bottleneck(silent: readonly Silent[], processors: number | null): Finding[] {
  const held = silent.flatMap(({ migration, silence }) =>
    silence.iperf3Percent === null ? [] : [{ migration, silence, share: silence.iperf3Percent }],
  )
  if (held.length === 0) return []
  const shares = held.map(({ share }) => share)
  return headed(
    say('D.seen.bottleneck.heading'),
    seen(
      'D.seen.bottleneck',
      [
        condition(
          'highest share of iperf3’s baseline in a silent stretch, percent',
          Math.max(...shares),
          '<=',
          HELD_BACK_PERCENT,
        ),
      ],
      held.flatMap(({ migration }) => [logOf(migration), trialPath(migration.trial, RAW_FILES.iperf3)]),
      () =>
        joined(
          [
            say('D.seen.bottleneck', {
              share: rangeInWords(shares, percent),
              n: say('n', { n: formatCount(held.length, 'migration') }),
              stream: formatNumber(Math.max(...held.map(({ silence }) => silence.bitsPerSecond)) / 1e6),
            }),
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
          ofSilences('megabitsPerSecond', RAW_FILES.qmpSource, held, ({ bitsPerSecond }) => bitsPerSecond / 1e6),
        ),
      ),
    ),
  )
}
