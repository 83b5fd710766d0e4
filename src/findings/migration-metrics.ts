import type { Measurement, Metric, MigrationResult } from './analysis.ts'
import { buildMetric, type MetricPlan } from './metric.ts'

/** A quantity of one migration; null where that migration does not have it. */
interface Quantity {
  id: string
  title: string
  unit: string
  better: Metric['better']
  file: string
  value: (result: MigrationResult) => number | null
}

const percentOf = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole <= 0 ? null : (100 * part) / whole

const QUANTITIES: readonly Quantity[] = [
  {
    id: 'total', title: 'Total time of the migration', unit: 's', better: 'lower',
    file: 'qmp-source.ndjson', value: (m) => m.totalMs / 1000,
  },
  {
    id: 'setupMs', title: 'Setting up', unit: 'ms', better: 'lower',
    file: 'qmp-source.ndjson', value: (m) => m.setupMs,
  },
  {
    id: 'downtimeQemuMs', title: 'Downtime by QEMU’s own figure', unit: 'ms', better: 'lower',
    file: 'qmp-source.ndjson', value: (m) => m.downtimeMs.qemu,
  },
  {
    id: 'downtimeEventsMs', title: 'Downtime from STOP on the source to RESUME on the destination', unit: 'ms',
    better: 'lower', file: 'qmp-destination.ndjson', value: (m) => m.downtimeMs.events,
  },
  {
    id: 'downtimeProbeMs', title: 'Downtime as a client with a probe sees it', unit: 'ms', better: 'lower',
    file: 'ping.txt', value: (m) => m.downtimeMs.probe,
  },
  {
    id: 'transferredMegabytes', title: 'Data moved', unit: 'MB', better: 'lower',
    file: 'qmp-source.ndjson', value: (m) => m.transferredBytes / 1e6,
  },
  {
    id: 'passes', title: 'Searches for dirty pages', unit: '', better: 'neither',
    file: 'qmp-source.ndjson', value: (m) => m.passes,
  },
  {
    id: 'throughputCopyingPercent', title: 'TCP throughput while copying, share of the baseline', unit: '%',
    better: 'higher', file: 'iperf3.txt', value: (m) => percentOf(m.throughput.copying, m.throughput.baseline),
  },
  {
    id: 'throughputAfterPercent', title: 'TCP throughput afterwards, share of the baseline', unit: '%',
    better: 'higher', file: 'iperf3.txt', value: (m) => percentOf(m.throughput.after, m.throughput.baseline),
  },
  {
    id: 'pingsLost', title: 'Pings without an answer', unit: '', better: 'lower',
    file: 'ping.txt', value: (m) => (m.pings.sent === 0 ? null : m.pings.lost),
  },
]

/**
 * What is summarised over migrations, each of which is one trial.
 * @param whyMissing why no migration has a quantity, a clause
 */
export function migrationMetrics(migrations: readonly MigrationResult[], whyMissing: string): Metric[] {
  return QUANTITIES.map(({ id, title, unit, better, file, value }) => {
    const metric = `migration.${id}`
    const measurements = migrations.flatMap((m): Measurement[] => {
      const number = value(m)
      if (number === null) return []
      const source = `trials/${m.trial}/${file}`
      return [{
        experiment: 'migration', configuration: 'precopy', trial: m.trial, index: 1, warmup: false, metric,
        value: number, source,
      }]
    })
    const plan: MetricPlan = { id: metric, title, unit, better, configurations: ['precopy'], compare: [] }
    return buildMetric(plan, measurements, () => whyMissing)
  })
}
