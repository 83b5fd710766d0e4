import { MOST_BUSY_PERCENT, RATE } from '../../experiments/network-programs.ts'
import { asSentence } from '../../text/clause.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity } from '../../text/quantities.ts'
import type { Readings } from '../reading/samples.ts'
import type { Unfit } from '../reading/unfit.ts'

import { rangeInWords } from './spread.ts'

/** What all samples of one kind have in common, in a sentence. */
function sentenceOf(all: readonly [Unfit, ...Unfit[]]): Text {
  const [{ kind }] = all
  const programs = listed([...new Set(all.map(({ program }) => program))], 'and')
  const values = all.flatMap(({ value }) => value ?? [])
  switch (kind) {
    case 'host-busy':
      return say('missing.host-busy', {
        samples: formatCount(all.length, 'sample'),
        programs,
        busy: rangeInWords(values, (value) => formatQuantity(value, '%')),
        most: formatQuantity(MOST_BUSY_PERCENT, '%'),
      })
    case 'rate-missed':
      return say('missing.rate-missed', {
        samples: formatCount(all.length, 'sample'),
        programs,
        asked: RATE,
        reached: rangeInWords(values, (value) => formatQuantity(value, 'Mbit/s')),
      })
    case 'stalled':
      return say('missing.stalled', {
        samples: formatCount(all.length, 'sample'),
        programs,
        counted: rangeInWords(values, (value) => formatQuantity(value, 's')),
      })
    case 'cut-short':
      return say('missing.cut-short', { windows: formatCount(all.length, 'window'), programs })
  }
}

/** Why samples and windows gave nothing: one sentence for what many have in common, then those that are damaged, each. */
export function missingSentences(reasons: Readings['reasons']): Text[] {
  const unfit = Map.groupBy(
    reasons.flatMap((one) => one.unfit ?? []),
    ({ kind }) => kind,
  )
  return [
    ...[...unfit.values()].flatMap(([first, ...rest]) => (first === undefined ? [] : [sentenceOf([first, ...rest])])),
    ...reasons.filter((one) => one.unfit === undefined).map(({ reason }) => asSentence(reason)),
  ]
}
