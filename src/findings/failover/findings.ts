import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import type { Metric } from '../model/metric.ts'
import type { Finding } from '../model/sentence.ts'
import { connectionFinding, recordsFinding, unprotectedFinding } from './client-findings.ts'
import { cableFinding, disksFinding, fullFinding, hostFinding, secondaryFinding } from './other-faults.ts'
import { checkpointsFinding, priceFinding } from './price-findings.ts'
import type { FailoverResult } from './result.ts'
import { gapFinding, numbersFinding, setUpFinding, shortFinding, takeoverFinding } from './takeover-findings.ts'
import type { Told } from './told.ts'

/** What may be said of kills with a secondary and without one. @param why nothing is known of a kind of fault, a clause */
export function failoverFindings(
  failovers: readonly FailoverResult[],
  metrics: readonly Metric[],
  why: Told['why'],
): Finding[] {
  const of = (configuration: ConfigurationOf<'failover'>) =>
    failovers.filter((one) => one.configuration === configuration)
  const all: Told = {
    ...{ killed: of('colo'), unprotected: of('unprotected') },
    ...{ secondaryKilled: of('secondary-killed'), hostKilled: of('host-killed'), cablePulled: of('cable-pulled') },
    diskFull: of('disk-full'),
    ...{ metrics, why },
  }
  return [
    shortFinding,
    setUpFinding,
    numbersFinding,
    takeoverFinding,
    gapFinding,
    checkpointsFinding,
    priceFinding,
    recordsFinding,
    connectionFinding,
    unprotectedFinding,
    secondaryFinding,
    hostFinding,
    cableFinding,
    disksFinding,
    fullFinding,
  ].map((make) => make(all))
}
