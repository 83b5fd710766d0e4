import type { LoadedTrial } from '../../data/loaded-run.ts'
import { armsIn, type BlockExperiment } from '../../experiments/catalogue.ts'
import type { ExperimentResult } from '../../findings/analysis.ts'
import { type Arm, labelOf, type Metric } from '../../findings/model/metric.ts'
import { claimNote, spreadNote, spreadOf } from '../../findings/model/spread.ts'
import { VERDICTS } from '../../findings/model/verdict.ts'
import type { ArgvView, ExperimentView } from '../../templates/experiment-shape.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatNumber, formatQuantity, formatWhole, NOT_MEASURED } from '../../text/quantities.ts'
import type { Unspoken } from '../../text/spoken.ts'
import { commandLine } from './instruction.ts'

export function experimentView(result: ExperimentResult): Unspoken<ExperimentView> {
  return {
    planned: formatWhole(result.trials.planned),
    finished: formatWhole(result.trials.finished),
    complete: result.trials.finished >= result.trials.planned && result.notMeasured.length === 0,
    measured: result.metrics.some(({ arms }) => arms.some(({ summary }) => summary !== null)),
    findings: result.findings.map((finding) => ({ ...finding, verdict: VERDICTS[finding.verdict] })),
    limits: result.limits,
    notMeasured: result.notMeasured,
    metrics: result.metrics.map((metric) => ({
      id: metric.id,
      title: metric.title,
      unit: metric.unit,
      arms: metric.arms.map((arm) => ({
        label: arm.label,
        value: valueText(metric, arm),
        statistic: arm.summary === null ? '' : say(`statistic.${arm.summary.statistic}`),
        interval: arm.summary === null ? say('no-interval') : spreadNote(spreadOf(arm.summary)),
        n: formatWhole(arm.samples.filter(({ warmup }) => !warmup).length),
        trials: formatWhole(arm.trials),
        notMeasured: arm.notMeasured,
      })),
      comparisons: metric.comparisons.map((comparison) => ({
        of: labelOf(comparison.of),
        against: labelOf(comparison.against),
        ratio: comparison.ratio === null ? NOT_MEASURED : formatNumber(comparison.ratio),
        interval: claimNote(comparison),
        verdict: VERDICTS[comparison.verdict],
      })),
    })),
  }
}

function valueText(metric: Metric, arm: Arm): Text {
  return arm.summary === null ? NOT_MEASURED : formatQuantity(arm.summary.value, metric.unit)
}

/**
 * How the command lines of the two configurations that a reader sees first differ, from the first trial of each; null where
 * one is missing.
 */
export function argvView(trials: readonly LoadedTrial[], experiment: BlockExperiment): Unspoken<ArgvView | null> {
  const [first, second] = armsIn(experiment).arms.map((configuration) => {
    const of = trials.find(({ trial }) => trial.experiment === experiment && trial.configuration === configuration)
    return { name: labelOf(configuration), argv: of?.trial.vmArgv }
  })
  if (!first?.argv || !second?.argv) return null
  return {
    first: first.name,
    second: second.name,
    firstCommand: commandLine(first.argv, null, 'host1'),
    secondCommand: commandLine(second.argv, null, 'host1'),
    onlyFirst: without(first.argv, second.argv),
    onlySecond: without(second.argv, first.argv),
  }
}

/** Options (with their values) of one command line that the other does not have. */
function without(argv: readonly string[], other: readonly string[]): Text {
  const there = new Set(options(other))
  const only = options(argv).filter((option) => !there.has(option))
  return only.length === 0 ? say('nothing') : only.join(' ')
}

function options(argv: readonly string[]): string[] {
  const list: string[] = []
  for (const word of argv) {
    const last = list.at(-1)
    if (last?.startsWith('-') && !last.includes(' ') && !word.startsWith('-')) list[list.length - 1] = `${last} ${word}`
    else list.push(word)
  }
  return list
}
