import type { Environment, Run } from '../data/schema.ts'
import { type Configuration, EXPERIMENTS, type Experiment } from '../experiments/catalogue.ts'
import type { Summary } from '../statistics/summary.ts'
import { say, type Text } from '../text/phrase.ts'
import type { ExperimentResult } from './model/experiment-result.ts'
import { armIn, ratioOf } from './model/metric.ts'
import { type Claim, judgedTogether } from './model/verdict.ts'
import type { MetricId } from './reading/measurement.ts'

/** What of an analysis is compared. */
interface Compared extends Readonly<Record<Experiment, Pick<ExperimentResult, 'metrics'>>> {
  run: Run
  environment: Environment
}

/** This run beside an earlier one. */
export interface RunComparison {
  /** Of the earlier one. */
  run: string
  createdAt: string
  /** What was different beforehand. */
  differences: { name: Text; now: Text; before: Text }[]
  /** The claim is on this run against the earlier one: a ratio of geometric means, whatever the two numbers are. */
  rows: (Claim & {
    metric: MetricId
    title: Text
    unit: Text
    configuration: Configuration
    label: Text
    now: Summary & { trials: number }
    before: Summary & { trials: number }
  })[]
}

/** What may make two runs differ before anything is measured, each with its value. */
function circumstances({
  run,
  environment: { lab, host, vm, images },
}: Compared): { name: Text; value: string | null }[] {
  return [
    { name: say('compared.hosts'), value: run.hosts.kind },
    { name: say('compared.profile'), value: run.profile },
    { name: say('compared.processor'), value: lab.cpuModel },
    { name: say('compared.processors'), value: lab.cpus === null ? null : String(lab.cpus) },
    { name: say('compared.lab-qemu'), value: lab.qemuVersion },
    { name: say('compared.host-qemu'), value: host.qemuVersion },
    { name: say('compared.host-kernel'), value: host.kernel },
    { name: say('compared.vm-kernel'), value: vm.kernel },
    { name: say('compared.perf'), value: host.perfVersion },
    { name: say('compared.iperf3'), value: host.iperf3Version },
    { name: say('compared.recipe'), value: images?.recipeHash.slice(0, 12) ?? null },
  ]
}

/**
 * Two runs side by side: every quantity that both have, with the ratio of this one to the earlier and its interval over
 * boots or migrations (Welch’s t on logarithms: the runs have no blocks in common). All rows are one family.
 */
export function compareRuns(now: Compared, before: Compared): RunComparison {
  const metricsOf = (analysis: Compared) => EXPERIMENTS.flatMap((experiment) => analysis[experiment].metrics)
  const earlier = new Map(metricsOf(before).map((metric) => [metric.id, metric]))
  const theirs = circumstances(before)
  const known = (value: string | null | undefined): Text => value ?? say('not-known')
  const rows = metricsOf(now).flatMap((metric) =>
    metric.arms.flatMap((arm) => {
      const other = armIn(earlier.get(metric.id), arm.configuration)
      if (!arm.summary || !other?.summary || metric.better === 'neither') return []
      return [
        {
          metric: metric.id,
          title: metric.title,
          unit: metric.unit,
          configuration: arm.configuration,
          label: arm.label,
          now: { ...arm.summary, trials: arm.trials },
          before: { ...other.summary, trials: other.trials },
          ...ratioOf(arm, other),
        },
      ]
    }),
  )
  const judgements = judgedTogether(rows)
  return {
    run: before.run.id,
    createdAt: before.run.createdAt,
    differences: circumstances(now).flatMap(({ name, value }, index) => {
      const other = theirs[index]?.value
      return other === value ? [] : [{ name, now: known(value), before: known(other) }]
    }),
    rows: rows.map((row, index) => ({ ...row, ...judgements[index] })),
  }
}
