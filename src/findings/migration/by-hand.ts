import type { LoadedRun } from '../../data/loaded-run.ts'
import { metricsOf } from '../../experiments/catalogue.ts'
import { VM_EVENTS } from '../../experiments/migration.ts'
import { say } from '../../text/phrase.ts'
import { buildMetric, type Metric, planOf } from '../model/metric.ts'
import type { Measurement } from '../reading/measurement.ts'
import { type HandMadeStream, type Readings, readSamples } from '../reading/samples.ts'

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

/** What was measured by hand of one migration. */
export interface HandMadeMigration {
  trial: string
  repetition: number
  /** Under the names of section D’s metrics. */
  measurements: Measurement[]
  streams: HandMadeStream[]
}

/** What was measured by hand of migrations, and why a file gave nothing. */
export interface ByHand {
  measurements: Measurement[]
  reasons: Readings['reasons']
  /** Those of which there is a number, in the order of their repetitions; none where the lab measured. */
  migrations: HandMadeMigration[]
}

export function migrationsByHand({ run, trials }: LoadedRun): ByHand {
  const own = trials.filter(({ trial }) => trial.experiment === 'migration')
  const { measurements: read, reasons, streams } = readSamples(own)
  const measurements = read.flatMap((one) => {
    const metric = METRICS[one.metric]
    return metric === undefined ? [] : [{ ...one, metric }]
  })
  const migrations = own
    .map(
      ({ trial: { id, repetition } }): HandMadeMigration => ({
        trial: id,
        repetition,
        measurements: measurements.filter(({ trial }) => trial === id),
        streams: streams.filter(({ trial }) => trial === id),
      }),
    )
    .filter((one) => run.hosts.kind === 'by-hand' && one.measurements.length > 0)
    .toSorted((a, b) => a.repetition - b.repetition)
  return { measurements, reasons, migrations }
}

/** The quantities that the lab measures in another way, as far as there are any. */
export const metricsByHand = (measurements: readonly Measurement[]): Metric[] =>
  metricsOf('migration')
    .filter(({ id, optional }) => optional && measurements.some(({ metric }) => metric === id))
    .map((declaration) => buildMetric(planOf('migration', declaration, ''), measurements, () => say('reason.by-hand')))
