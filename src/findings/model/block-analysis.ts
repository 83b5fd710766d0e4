import type { LoadedRun } from '../../data/loaded-run.ts'
import { armsIn, type BlockExperiment, declared, metricsOf } from '../../experiments/catalogue.ts'
import type { Measurement } from '../reading/measurement.ts'
import { type Readings, readSamples } from '../reading/samples.ts'
import { readWindows, type Steady, windowMeasurements } from '../reading/steady.ts'
import { comparisonFinding } from './comparison-finding.ts'
import { computerFindings, computerLimits } from './computers.ts'
import { aboveNoise, controlsOf } from './control.ts'
import type { ExperimentResult } from './experiment-result.ts'
import { isHeadline, judgedFamilies } from './families.ts'
import { hostBootLimits, hostLimits, trialLimits } from './limits.ts'
import { buildMetric, type Comparison, type Metric, planOf } from './metric.ts'
import { reasonFor, trialsOf } from './missing.ts'
import { commandLimits, comparable } from './other-commands.ts'
import { programName } from './program-name.ts'
import { rigourOf, sayRigour } from './rigour.ts'
import type { Finding } from './sentence.ts'
import { missingSentences } from './unfit.ts'
import type { Claim } from './verdict.ts'

/** What is alike in every experiment of blocks, before anything of its own is said. */
export interface BlockAnalysis {
  /** The run with the trials of this experiment alone. */
  own: LoadedRun
  measurements: readonly Measurement[]
  /** What was compared within trials, judged together with what explains the answer. */
  within: ReadonlyMap<string, Claim>
  /** How long its programs ran in samples that count. */
  lengths: Readings['lengths']
  /** What the host counted while one of them, or nothing, ran by itself. */
  windows: readonly Steady[]
  /** `findings` are those of control, drift, load and computers alone. */
  result: ExperimentResult
}

/**
 * Metrics with their comparisons, control, drift, load of the computer, and why anything is missing.
 * @param compareWithin what else is compared, by a name: two programs of the same trial
 */
export function analyseBlocks(
  loaded: LoadedRun,
  experiment: BlockExperiment,
  compareWithin: (metrics: readonly Metric[]) => ReadonlyMap<string, Claim> = () => new Map(),
): BlockAnalysis {
  const own = { ...loaded, trials: loaded.trials.filter(({ trial }) => trial.experiment === experiment) }
  const sampled = readSamples(own.trials)
  const steady = readWindows(own.trials)
  const measurements = [...sampled.measurements, ...windowMeasurements(steady.windows)]
  const reasons = [...sampled.reasons, ...steady.reasons]
  const whyMissing = (metric: Pick<Metric, 'id' | 'source'>) => reasonFor(own, reasons, experiment, metric)
  const source = loaded.run.hosts.kind === 'by-hand' ? 'hand' : 'lab'
  const built = metricsOf(experiment)
    .filter(({ from = source }) => from === source)
    .filter(({ id, optional }) => !optional || measurements.some(({ metric }) => metric === id))
    .map((one) => planOf(experiment, one, one.program === null ? '' : programName(own, one.program)))
    .map((plan) => buildMetric(plan, measurements, whyMissing(plan)))
    .map((metric) => comparable(metric, sampled.commands))
  const compared = built.filter(({ comparisons }) => comparisons.length > 0)
  const allControls = controlsOf(loaded, experiment, compared, measurements, whyMissing)
  const { metrics, within } = judgedFamilies(
    built.map((metric) => aboveNoise(metric, allControls)),
    compareWithin(built),
  )
  const headlines = new Set(built.filter(isHeadline).map(({ id }) => id))
  const controls = allControls.filter(({ metric }) => headlines.has(metric))
  const rigour = rigourOf(loaded, experiment, metrics, controls)
  const said = sayRigour(loaded, experiment, metrics, rigour)
  const ofComputers = computerFindings(loaded, experiment, metrics, controls)
  const { notMeasured, ...trials } = trialsOf(loaded, experiment)
  return {
    own,
    measurements,
    within,
    lengths: sampled.lengths,
    windows: steady.windows,
    result: {
      metrics,
      findings: [...said.findings, ...ofComputers],
      trials,
      notMeasured: [...notMeasured, ...missingSentences(reasons), ...said.notMeasured],
      limits: [
        ...trialLimits(loaded, metrics, 'boots'),
        ...commandLimits(sampled.commands),
        ...hostLimits(rigour.orderRun, armsIn(experiment).compare[0]),
        ...hostBootLimits(loaded, rigour.orderRun),
        ...computerLimits(loaded),
        ...said.limits,
      ],
      ...rigour,
    },
  }
}

/** `B.memcpy` of the first comparison that an experiment makes, `B.memcpy.host` of another; costs are named as such. */
export function findingId(experiment: BlockExperiment, metric: Metric, { of, against }: Comparison): string {
  const { section, compare, programs } = declared[experiment]
  const { source, key } = metric
  const isOnly = Object.keys(programs[source]?.metrics ?? {}).length === 1
  const isFirst = compare[0]?.[0] === of && compare[0][1] === against
  return [section, source, ...(isHeadline(metric) || isOnly ? [] : [key]), ...(isFirst ? [] : [against])].join('.')
}

/** A sentence for each comparison of these metrics. */
export const comparisonFindings = (experiment: BlockExperiment, metrics: readonly Metric[]): Finding[] =>
  metrics.flatMap((metric) =>
    metric.comparisons.map((comparison) =>
      comparisonFinding(findingId(experiment, metric, comparison), metric, comparison),
    ),
  )
