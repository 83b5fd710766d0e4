import { VM_EVENTS } from '../../experiments/migration.ts'
import { meanOfRatios } from '../../statistics/effect.ts'
import type { Metric } from '../model/metric.ts'
import { type Claim, claimOf, judgedTogether } from '../model/verdict.ts'
import { meanPerSecond } from '../reading/windows.ts'
import { countedIn, faultsIn, ratiosOf } from './counted.ts'
import type { MigrationResult } from './result.ts'

/** What section D claims of copying and of the time after it, each migration against its own baseline, by the finding. */
export type Claims = ReadonlyMap<string, Claim>

/** Metrics that are shares of the baseline in percent, and the finding that each is claimed in. */
const THROUGHPUT = {
  'D.throughput-copying': 'migration.throughputCopyingPercent',
  'D.throughput-after': 'migration.throughputAfterPercent',
} as const

/** Throughput in a phase against the baseline of the same migration; null where nothing was sent in one. */
function throughputRatios(metrics: readonly Metric[], id: string): number[] | null {
  const values = metrics.find((metric) => metric.id === id)?.arms[0]?.samples.map(({ value }) => value / 100) ?? []
  return values.length === 0 || values.some((value) => value <= 0) ? null : values
}

/** All comparisons of the section, which are one family. */
export function migrationClaims(migrations: readonly MigrationResult[], metrics: readonly Metric[]): Claims {
  const ratios: [string, number[] | null][] = [
    ...Object.entries(THROUGHPUT).map(([finding, metric]): [string, number[] | null] => [
      finding,
      throughputRatios(metrics, metric),
    ]),
    ...VM_EVENTS.map(({ event, id }): [string, number[] | null] => [
      id,
      ratiosOf(
        countedIn(migrations, (m) => m.rates.perfVm[event]),
        ({ medianPerSecond }) => medianPerSecond,
      ),
    ]),
    ['D.kvm-page-faults', ratiosOf(faultsIn(migrations), meanPerSecond)],
  ]
  const claims = ratios.map(([id, list]) => {
    const effect = list === null || list.length === 0 ? null : meanOfRatios(list)
    return [id, claimOf(effect)] as const
  })
  const judgements = judgedTogether(claims.map(([, claim]) => claim))
  return new Map(claims.map(([id, claim], index) => [id, { ...claim, ...judgements[index] }]))
}

/** The claim of a finding; one that was not measured where there is none. */
export const claimIn = (claims: Claims, id: string): Claim => claims.get(id) ?? claimOf(null)
