import type { Summary } from '../../statistics/summary.ts'
import { joined, say, type Text } from '../../text/phrase.ts'
import { formatCount } from '../../text/quantities.ts'
import { condition, describedFinding, type Finding, framing, summaryRange } from '../model/sentence.ts'
import { spreadClause, spreadOf } from '../model/spread.ts'

/** Whether a number is of all migrations, of which `D.numbers` has said once what it is; one migration has no spread. */
export const isUsual = (count: number, all: number): boolean => count === all && all > 1

/** What stands in brackets after a number over migrations: its range alone, where all else is said once. */
export const rangeBeside = (summary: Summary, count: number, all: number): Text =>
  isUsual(count, all) && summary.statistic === 'median'
    ? spreadClause(spreadOf(summary))
    : summaryRange(summary, say('n', { n: formatCount(count, 'migration') }))

/** `, n = 8 migrations` where it is not of all of them. */
export const alsoOf = (count: number, all: number): Text =>
  isUsual(count, all) ? '' : say('n.also', { n: formatCount(count, 'migration') })

/** What numbers of section D are where nothing else is said, so that not each of them has to say it. */
export function numbersFinding(all: number, evidence: readonly string[]): Finding {
  const several = condition('migrations', all, '>', 1)
  const sentence = several.holds
    ? joined([say('D.numbers', { n: formatCount(all, 'migration') }), say('D.numbers.shares')], ' ')
    : say('D.numbers.one')
  return framing(describedFinding('D.numbers', sentence, evidence, { conditions: [several] }))
}
