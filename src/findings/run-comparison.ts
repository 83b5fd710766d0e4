import type { Environment, Run } from '../data/schema.ts'
import { type Configuration, type Experiment, EXPERIMENTS } from '../experiments/catalogue.ts'
import type { Interval } from '../statistics/summary.ts'
import type { ExperimentResult } from './model/experiment-result.ts'
import { type Comparison, type MetricId, ratioOf } from './model/metric.ts'
import { say } from '../text/say.ts'

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
  differences: { name: string; now: string; before: string }[]
  rows: {
    metric: MetricId
    title: string
    unit: string
    configuration: Configuration
    label: string
    now: { value: number; interval: Interval | null; trials: number }
    before: { value: number; interval: Interval | null; trials: number }
    /** This run’s summary divided by the earlier one’s. */
    ratio: number | null
    interval: Interval | null
    verdict: Comparison['verdict']
  }[]
}

/** What may make two runs differ before anything is measured, each with its value in either. */
function circumstances({ run, environment: { lab, host, vm, images } }: Compared): Record<string, string> {
  const values: Record<string, string | null> = {
    [say('compared.hosts')]: run.hosts.kind,
    [say('compared.profile')]: run.profile,
    [say('compared.processor')]: lab.cpuModel,
    [say('compared.processors')]: lab.cpus === null ? null : String(lab.cpus),
    [say('compared.lab-qemu')]: lab.qemuVersion,
    [say('compared.host-qemu')]: host.qemuVersion,
    [say('compared.host-kernel')]: host.kernel,
    [say('compared.vm-kernel')]: vm.kernel,
    [say('compared.perf')]: host.perfVersion,
    [say('compared.iperf3')]: host.iperf3Version,
    [say('compared.recipe')]: images?.recipeHash.slice(0, 12) ?? null,
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? say('not-known')]))
}

/**
 * Two runs side by side: every quantity that both have, with the ratio of this one to the earlier and its interval over
 * boots or migrations (Welch’s t on logarithms, as between configurations). With many rows at 95 % one in twenty excludes
 * 1 by chance.
 */
export function compareRuns(now: Compared, before: Compared): RunComparison {
  const metricsOf = (analysis: Compared) => EXPERIMENTS.flatMap((experiment) => analysis[experiment].metrics)
  const earlier = new Map(metricsOf(before).map((metric) => [metric.id, metric]))
  const [mine, theirs] = [circumstances(now), circumstances(before)]
  return {
    run: before.run.id,
    createdAt: before.run.createdAt,
    differences: Object.entries(mine).flatMap(([name, value]) =>
      theirs[name] === value ? [] : [{ name, now: value, before: theirs[name] ?? say('not-measured') }],
    ),
    rows: metricsOf(now).flatMap((metric) =>
      metric.arms.flatMap((arm) => {
        const other = earlier.get(metric.id)?.arms.find(({ configuration }) => configuration === arm.configuration)
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
    ),
  }
}
