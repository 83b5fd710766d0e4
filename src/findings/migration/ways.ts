import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { meanOfRatios, ratioOfMeans } from '../../statistics/effect.ts'
import { joined, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatInterval, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { type Quantity, told, withinQuantity } from '../model/quantity.ts'
import {
  claimConditions,
  condition,
  conditionsOf,
  describedFinding,
  type Finding,
  notMeasuredFinding,
} from '../model/sentence.ts'
import { type Claim, claimOf, judgedTogether } from '../model/verdict.ts'
import { originsOf } from './origins.ts'
import type { MigrationResult } from './result.ts'

type Window = 'copying' | 'after'

/** Where the client of iperf3 is: what leaves this host is further from it afterwards, and behind the cable. */
const CLIENT = 'host1'

interface Way {
  /** As shares of the baseline. */
  ratios: number[]
  migrations: MigrationResult[]
}

/** What was carried in a window, as a share of before, of the migrations of one direction. */
function wayOf(migrations: readonly MigrationResult[], when: Window, away: boolean): Way {
  const own = migrations.filter(
    ({ source, throughput }) => (source === CLIENT) === away && throughput.baseline && throughput[when],
  )
  return { migrations: own, ratios: own.map(({ throughput }) => (throughput[when] ?? 0) / (throughput.baseline ?? 1)) }
}

const METRICS = { copying: 'throughputCopyingPercent', after: 'throughputAfterPercent' } as const

/** The share of one direction, a geometric mean. */
function shareQuantity(when: Window, { ratios, migrations }: Way): Quantity | null {
  const megabits = (window: Window | 'baseline') =>
    originsOf(`throughput.${window}`, RAW_FILES.iperf3, migrations, ({ throughput }) =>
      throughput[window] === null ? null : throughput[window] / 1e6,
    )
  return withinQuantity('%', claimOf(meanOfRatios(ratios)), megabits(when), megabits('baseline'))
}

/** One direction by the other. */
function factorQuantity(when: Window, away: Way, back: Way, claim: Claim): Quantity | null {
  const { ratio, statistic, interval, range } = claim
  if (ratio === null || statistic === null) return null
  const percent = ({ migrations, ratios }: Way) =>
    originsOf(METRICS[when], RAW_FILES.iperf3, migrations, (one) => 100 * (ratios[migrations.indexOf(one)] ?? 0))
  const n = Math.min(away.ratios.length, back.ratios.length)
  return {
    metric: `migration.${METRICS[when]}`,
    value: ratio,
    unit: '',
    statistic,
    n,
    interval,
    range,
    samples: percent(away),
    against: percent(back),
  }
}

/** Whether a difference of the directions is claimed. */
const isFound = ({ verdict }: Pick<Claim, 'verdict'>): boolean => verdict === 'higher' || verdict === 'lower'

/** Whether the one direction differs from the other, in words. */
function judged({ ratio, interval, range, verdict }: Claim, away: Way, back: Way): Text {
  const n = say('n.against', {
    first: formatCount(away.ratios.length, 'migration'),
    second: formatWhole(back.ratios.length),
  })
  const values = { ratio: formatNumber(ratio ?? 1), n }
  if (interval === null || range === null) return say('D.ways.no-interval', values)
  if (verdict === 'too-scattered')
    return say('D.ways.too-scattered', {
      ...values,
      range: formatInterval({ low: range.least, high: range.most }, 3, 1),
    })
  const found = { ...values, interval: formatInterval(interval, 3, 1) }
  return isFound({ verdict }) ? say('D.ways.found', found) : say('D.ways.not-found', found)
}

/**
 * The two directions are opposite situations: the client stays on one host, so that the VM ends far from it or beside it.
 * A mean over both hides which. Apart from the answer's comparisons, these two are corrected together.
 * @param why there is nothing where nothing is, a clause
 */
export function waysFinding(migrations: readonly MigrationResult[], why: Text): Finding {
  const id = 'D.throughput-ways'
  const windows = (['after', 'copying'] as const).map((when) => {
    const [away, back] = [wayOf(migrations, when, true), wayOf(migrations, when, false)]
    const both = away.ratios.length > 0 && back.ratios.length > 0
    return { when, away, back, claim: claimOf(both ? ratioOfMeans(away.ratios, back.ratios) : null) }
  })
  const seen = windows.filter(({ claim }) => claim.ratio !== null)
  const files = migrations.map(({ trial }) => trialPath(trial, RAW_FILES.iperf3))
  const measured = migrations.filter(({ throughput }) => throughput.baseline !== null)
  const both = condition('windows with migrations of both directions', seen.length, '>', 0)
  if (measured.length === 0) return notMeasuredFinding(id, say('D.ways.title'), why)
  if (!both.holds) return describedFinding(id, say('D.ways.one'), files, { conditions: [both] })
  const judgements = judgedTogether(seen.map(({ claim }) => claim))
  const said = seen.map((one, i) => ({ ...one, claim: { ...one.claim, ...judgements[i] } }))
  // While pages are copied the VM is still where it was: numbers are told where they differ.
  const shown = said.filter(({ when, claim }, at) => at === 0 || when === 'after' || isFound(claim))
  const share = (quantity: Quantity | null): Text => formatQuantity(quantity?.value ?? 0, '%')
  const parts = shown.map(({ when, away, back, claim }) =>
    say(`D.ways.${when}`, {
      away: share(shareQuantity(when, away)),
      back: share(shareQuantity(when, back)),
      judged: judged(claim, away, back),
    }),
  )
  return describedFinding(id, joined(parts, ' '), files, {
    conditions: [both, ...said.flatMap(({ when, claim }) => conditionsOf(when, claimConditions(claim)))],
    quantities: told(
      ...shown.flatMap(({ when, away, back, claim }) => [
        shareQuantity(when, away),
        shareQuantity(when, back),
        factorQuantity(when, away, back, claim),
      ]),
    ),
  })
}
