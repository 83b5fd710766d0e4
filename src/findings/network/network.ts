import type { LoadedRun } from '../../data/loaded-run.ts'
import type { Sample } from '../../data/schema.ts'
import { AT_RATE_PROGRAMS, EXIT_METRICS, RATE, STREAM_PROGRAMS } from '../../experiments/network-programs.ts'
import { say } from '../../text/phrase.ts'
import { analyseBlocks, comparisonFindings } from '../model/block-analysis.ts'
import { arrangementFindings } from '../model/blocks.ts'
import type { ExperimentResult } from '../model/experiment-result.ts'
import { answerFinding } from './answer.ts'
import { captionFindings } from './captions.ts'
import { causeFinding } from './cause.ts'
import { claimsWithin, datagramFindings, offloadFindings } from './costs.ts'
import { countingFinding, rateFinding } from './counting.ts'
import { explanationFindings } from './explanations.ts'
import { extrasFinding } from './extras.ts'
import { seenOf } from './seen.ts'
import { shortAnswer } from './short-answer.ts'

/** What is compared at a rate that both cards carry. */
const AT_RATE_METRICS: ReadonlySet<string> = new Set(
  AT_RATE_PROGRAMS.flatMap((program) => [`${program}.exitsPerSecond`, `${program}.cpuSecondsPerGigabyte`]),
)

/** Section C: the two network cards on the same bridge and tap backend. */
export function analyseNetwork(loaded: LoadedRun): ExperimentResult {
  const { own, measurements, within, result } = analyseBlocks(loaded, 'network', claimsWithin)
  const { metrics } = result
  const offloads = offloadFindings(metrics, within)
  const limits = [...result.limits]
  if (measurements.length > 0) {
    if (own.trials.some(({ trial }) => trial.samples.some(({ format }) => format === 'iperf2-text')))
      limits.push(say('limit.by-hand.iperf2'))
    if (loaded.run.hosts.kind !== 'by-hand') limits.push(say('limit.no-wire'))
    if (!measurements.some(({ metric }) => EXIT_METRICS.includes(metric))) limits.push(say('limit.no-exits'))
    if (measurements.some(({ metric }) => AT_RATE_METRICS.has(metric)))
      limits.push(say('limit.slow-rate', { rate: RATE }))
    const earlier = ({ files, counting }: Sample): boolean => 'exits' in files && counting === undefined
    if (own.trials.some(({ trial }) => trial.samples.some(earlier))) limits.push(say('limit.earlier-counts'))
  }
  return {
    ...result,
    findings: [
      answerFinding(metrics),
      shortAnswer(metrics),
      ...captionFindings(metrics),
      ...comparisonFindings('network', metrics),
      ...STREAM_PROGRAMS.map((probe) => causeFinding(probe, metrics)),
      ...offloads,
      ...datagramFindings(metrics, within),
      countingFinding(own),
      rateFinding(metrics, loaded.environment.host.cpus),
      extrasFinding(own),
      ...arrangementFindings(loaded, 'network'),
      ...explanationFindings(own, metrics, offloads),
      ...seenOf(metrics, loaded.environment.host.cpus),
      ...result.findings,
    ],
    limits,
  }
}
