import { trialPath } from '../../data/trial-path.ts'
import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity } from '../../text/quantities.ts'
import { type Arm, armIn, type Metric } from '../model/metric.ts'
import { originsIn, overTrials, type Quantity, summaryQuantity } from '../model/quantity.ts'
import { spreadClause, spreadOf } from '../model/spread.ts'
import { SOURCES } from './metrics.ts'
import type { FailoverResult } from './result.ts'

/** What is known of a failover. */
export type Key = keyof typeof SOURCES

/** What the sentences are made of. */
export interface Told {
  /** With a secondary, and without one. */
  killed: readonly FailoverResult[]
  unprotected: readonly FailoverResult[]
  /** Other faults of a pair. */
  secondaryKilled: readonly FailoverResult[]
  hostKilled: readonly FailoverResult[]
  cablePulled: readonly FailoverResult[]
  diskFull: readonly FailoverResult[]
  metrics: readonly Metric[]
  /** Why nothing is known of a kind of fault, a clause. */
  why: (configuration: ConfigurationOf<'failover'>) => Text
}

/** The files that quantities of trials are read from. */
export const logsOf = (list: readonly FailoverResult[], ...keys: readonly Key[]): string[] =>
  list.flatMap(({ trial }) => keys.map((key) => trialPath(trial, SOURCES[key].file)))

/** `5 kills` */
export const kills = (list: readonly unknown[]): Text => formatCount(list.length, 'failover')

/** A median with its range, as `F.numbers` says once, or the value of the one kill. */
function briefText({ unit }: Metric, { summary, trials }: Arm): Text | null {
  if (summary === null) return null
  const value = formatQuantity(summary.value, unit)
  return trials === 1 ? value : say('summary', { value, range: spreadClause(spreadOf(summary)) })
}

/** A summary in words with the quantity behind it; null where nothing was measured. */
export function summaryIn({ metrics }: Told, key: Key, configuration: ConfigurationOf<'failover'> = 'colo') {
  const metric = metrics.find(({ id }) => id === `failover.${key}`)
  const arm = armIn(metric, configuration)
  const text = metric && arm ? briefText(metric, arm) : null
  return metric && text !== null ? { text, quantity: summaryQuantity(metric, arm) } : null
}

/** The sum over trials. */
export const sumOf = (key: Key, list: readonly FailoverResult[]): Quantity | null =>
  overTrials('sum', '', originsIn(`failover.${key}`, SOURCES[key].file, list, SOURCES[key].value))
