import type { LoadedRun } from '../../data/loaded-run.ts'
import { buildMetric, type MetricPlan, type Measurement, type Metric } from '../model/metric.ts'
import { VM_EVENTS } from './perf-findings.ts'
import { readSamples, type Readings } from '../reading/samples.ts'
import { say } from '../../text/say.ts'

/** Metrics of section D for those of a sample: QEMU's own account is the same as in a migration of the lab. */
const METRICS: Readonly<Record<string, string>> = {
  'info-migrate.total': 'migration.total',
  'info-migrate.setupMs': 'migration.setupMs',
  'info-migrate.downtimeQemuMs': 'migration.downtimeQemuMs',
  'info-migrate.transferredMegabytes': 'migration.transferredMegabytes',
  'info-migrate.passes': 'migration.passes',
  'iperf3-to-vm.bitsPerSecond': 'migration.by-hand.throughput',
  'iperf3-from-vm.bitsPerSecond': 'migration.by-hand.throughput',
  'iperf3-to-vm.lowestMegabitsPerSecond': 'migration.by-hand.lowest',
  'iperf3-from-vm.lowestMegabitsPerSecond': 'migration.by-hand.lowest',
  ...Object.fromEntries(VM_EVENTS.map(({ key }) => [`perf-in-vm.${key}PerSecond`, `migration.by-hand.${key}`])),
}

/** What only a measurement by hand has: without the time of the migration there are no windows before and after it. */
const PLANS: readonly MetricPlan[] = [
  {
    id: 'migration.by-hand.throughput',
    title: say('metric.by-hand.throughput'),
    unit: 'Mbit/s',
    better: 'higher' as const,
  },
  { id: 'migration.by-hand.lowest', title: say('metric.by-hand.lowest'), unit: 'Mbit/s', better: 'higher' as const },
  ...VM_EVENTS.map(({ key, title }) => ({
    id: `migration.by-hand.${key}`,
    title: say('metric.by-hand.rate', { what: title }),
    unit: '1/s',
    better: 'neither' as const,
  })),
].map((plan) => ({ ...plan, configurations: ['precopy'], compare: [] }))

/** What was measured by hand of migrations, and why a file gave nothing. */
export function migrationsByHand({ trials }: LoadedRun): { measurements: Measurement[]; reasons: Readings['reasons'] } {
  const { measurements, reasons } = readSamples(trials.filter(({ trial }) => trial.experiment === 'migration'))
  return {
    measurements: measurements.flatMap((one) => {
      const metric = METRICS[one.metric]
      return metric === undefined ? [] : [{ ...one, metric }]
    }),
    reasons,
  }
}

/** The quantities that the lab measures in another way, as far as there are any. */
export const metricsByHand = (measurements: readonly Measurement[]): Metric[] =>
  PLANS.filter(({ id }) => measurements.some(({ metric }) => metric === id)).map((plan) =>
    buildMetric(plan, measurements, () => say('reason.by-hand')),
  )
