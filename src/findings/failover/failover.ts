import type { LoadedRun } from '../../data/loaded-run.ts'
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
  const reasons: Text[] = []
  const failovers = loaded.trials
    .flatMap((one): FailoverResult[] => {
      const { experiment, skipped, id } = one.trial
      if (experiment !== 'failover') return []
      if (skipped !== null) {
        reasons.push(asSentence(say('missing.of-trial', { trial: id, reason: asClause(statedText(skipped)) })))
        return []
      }
      const result = unlessDamaged(
        () => resultOf(one),
        (reason) => reasons.push(asSentence(reason)),
      )
      return result === null ? [] : [result]
    })
    .toSorted((a, b) => a.configuration.localeCompare(b.configuration) || a.repetition - b.repetition)
  const { notMeasured, ...trials } = trialsOf(loaded, 'failover')
  const inside = failovers.flatMap((one) => one.notMeasured)
  const why = asClause(inside[0] ?? reasons[0] ?? notMeasured[0] ?? say('reason.no-failover'))
  const metrics = failoverMetrics(failovers, () => why)
  const rigour = rigourOf(loaded, 'failover', [])
  return {
    metrics,
    failovers,
    findings: failoverFindings(failovers, metrics, why),
    trials,
    notMeasured: [...notMeasured, ...reasons, ...inside],
    limits: failovers.length === 0 ? [] : hostBootLimits(loaded, rigour.orderRun),
    ...rigour,
  }
}
