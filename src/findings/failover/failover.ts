import type { LoadedRun } from '../../data/loaded-run.ts'
import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import { asClause, asSentence } from '../../text/clause.ts'
import { say, type Text } from '../../text/phrase.ts'
import { statedText } from '../../text/stated.ts'
import type { ExperimentResult } from '../model/experiment-result.ts'
import { hostBootLimits } from '../model/limits.ts'
import { trialsOf } from '../model/missing.ts'
import { rigourOf } from '../model/rigour.ts'
import { unlessDamaged } from '../reading/damaged.ts'
import { readOnce } from '../reading/once.ts'
import { failoverFindings } from './findings.ts'
import { failoverMetrics } from './metrics.ts'
import { readFailover } from './reading.ts'
import type { FailoverResult } from './result.ts'

const resultOf = readOnce('failover', (loaded): FailoverResult | null => {
  const { failover } = loaded.trial
  return failover && readFailover(loaded, failover)
})

export interface FailoversResult extends ExperimentResult {
  /** In the order of their repetitions, those with a secondary first. */
  failovers: FailoverResult[]
}

/** Section F: kills of a VM’s QEMU, with a secondary beside it and without one. */
export function analyseFailover(loaded: LoadedRun): FailoversResult {
  const reasons: { configuration: string; reason: Text }[] = []
  const failovers = loaded.trials
    .flatMap((one): FailoverResult[] => {
      const { experiment, configuration, skipped, id } = one.trial
      if (experiment !== 'failover') return []
      if (skipped !== null) {
        const reason = asSentence(say('missing.of-trial', { trial: id, reason: asClause(statedText(skipped)) }))
        reasons.push({ configuration, reason })
        return []
      }
      const result = unlessDamaged(
        () => resultOf(one),
        (reason) => reasons.push({ configuration, reason: asSentence(reason) }),
      )
      return result === null ? [] : [result]
    })
    .toSorted((a, b) => a.configuration.localeCompare(b.configuration) || a.repetition - b.repetition)
  const { notMeasured, ...trials } = trialsOf(loaded, 'failover')
  const inside = failovers.flatMap((one) => one.notMeasured)
  const why = (wanted: ConfigurationOf<'failover'>): Text => {
    const own = failovers.filter(({ configuration }) => configuration === wanted).flatMap((one) => one.notMeasured)
    const lost = reasons.filter(({ configuration }) => configuration === wanted).map(({ reason }) => reason)
    return asClause(lost[0] ?? own[0] ?? notMeasured[0] ?? say('reason.no-failover'))
  }
  const metrics = failoverMetrics(failovers, () => why('colo'))
  const rigour = rigourOf(loaded, 'failover', [])
  return {
    metrics,
    failovers,
    findings: failoverFindings(failovers, metrics, why),
    trials,
    notMeasured: [...notMeasured, ...reasons.map(({ reason }) => reason), ...inside],
    limits: failovers.length === 0 ? [] : hostBootLimits(loaded, rigour.orderRun),
    ...rigour,
  }
}
