import type { MigrationResult } from './result.ts'
import { buildMetric, type MetricPlan, type Measurement, type Metric } from '../model/metric.ts'
import { KVM_FAULT, onSource, VM_EVENTS } from './perf-findings.ts'
import { meanPerSecond } from '../model/windows.ts'
import { say } from '../../text/say.ts'

/** A quantity of one migration; null where that migration does not have it. */
interface Quantity {
  id: string
  title: string
  unit: string
  better: Metric['better']
  file: string | ((result: MigrationResult) => string)
  value: (result: MigrationResult) => number | null
}

const percentOf = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole <= 0 ? null : (100 * part) / whole

const QUANTITIES: readonly Quantity[] = [
  {
    id: 'total',
    title: say('metric.migration.total'),
    unit: 's',
    better: 'lower',
    file: 'qmp-source.ndjson',
    value: (m) => m.totalMs / 1000,
  },
  {
    id: 'setupMs',
    title: say('metric.migration.setupMs'),
    unit: 'ms',
    better: 'lower',
    file: 'qmp-source.ndjson',
    value: (m) => m.setupMs,
  },
  {
    id: 'downtimeQemuMs',
    title: say('metric.migration.downtimeQemuMs'),
    unit: 'ms',
    better: 'lower',
    file: 'qmp-source.ndjson',
    value: (m) => m.downtimeMs.qemu,
  },
  {
    id: 'downtimeEventsMs',
    title: say('metric.migration.downtimeEventsMs'),
    unit: 'ms',
    better: 'lower',
    file: 'qmp-destination.ndjson',
    value: (m) => m.downtimeMs.events,
  },
  {
    id: 'downtimeProbeMs',
    title: say('metric.migration.downtimeProbeMs'),
    unit: 'ms',
    better: 'lower',
    file: 'fping.txt',
    value: (m) => m.downtimeMs.probe,
  },
  {
    id: 'transferredMegabytes',
    title: say('metric.migration.transferredMegabytes'),
    unit: 'MB',
    better: 'lower',
    file: 'qmp-source.ndjson',
    value: (m) => m.transferredBytes / 1e6,
  },
  {
    id: 'passes',
    title: say('metric.migration.passes'),
    unit: '',
    better: 'neither',
    file: 'qmp-source.ndjson',
    value: (m) => m.passes,
  },
  {
    id: 'throughputCopyingPercent',
    title: say('metric.migration.throughputCopyingPercent'),
    unit: '%',
    better: 'higher',
    file: 'iperf3.txt',
    value: (m) => percentOf(m.throughput.copying, m.throughput.baseline),
  },
  {
    id: 'throughputAfterPercent',
    title: say('metric.migration.throughputAfterPercent'),
    unit: '%',
    better: 'higher',
    file: 'iperf3.txt',
    value: (m) => percentOf(m.throughput.after, m.throughput.baseline),
  },
  {
    id: 'recoveryS',
    title: say('metric.migration.recoveryS'),
    unit: 's',
    better: 'lower',
    file: 'iperf3.txt',
    value: (m) => m.service?.recoveryS ?? null,
  },
  {
    id: 'serviceLostS',
    title: say('metric.migration.serviceLostS'),
    unit: 's',
    better: 'lower',
    file: 'iperf3.txt',
    value: (m) => m.service?.lostS ?? null,
  },
  ...VM_EVENTS.map(
    ({ event, key, title }): Quantity => ({
      id: `perf.${key}CopyingPercent`,
      title: say('metric.in-vm-while-copying', { what: title }),
      unit: '%',
      better: 'neither',
      file: 'perf-vm.csv',
      value: (m) => {
        const windows = m.rates.perfVm[event]
        return percentOf(windows?.copying?.medianPerSecond ?? null, windows?.baseline?.medianPerSecond ?? null)
      },
    }),
  ),
  {
    id: 'perf.kvmPageFaultsCopyingPercent',
    unit: '%',
    better: 'neither',
    title: say('metric.migration.kvmPageFaults'),
    file: (m) => `kvm-${m.source}.csv`,
    value: (m) => {
      const { baseline, copying } = onSource(m, KVM_FAULT) ?? { baseline: null, copying: null }
      return percentOf(copying && meanPerSecond(copying), baseline && meanPerSecond(baseline))
    },
  },
  {
    id: 'pingsLost',
    title: say('metric.migration.pingsLost'),
    unit: '',
    better: 'lower',
    file: 'fping.txt',
    value: (m) => (m.pings.sent === 0 ? null : m.pings.lost),
  },
]

/**
 * What is summarised over migrations, each of which is one trial.
 * @param whyMissing why no migration has what is read from a file whose name begins so, a clause
 * @param byHand what was measured by hand of the same quantities
 */
export function migrationMetrics(
  migrations: readonly MigrationResult[],
  whyMissing: (file: string) => string,
  byHand: readonly Measurement[] = [],
): Metric[] {
  return QUANTITIES.map(({ id, title, unit, better, file, value }) => {
    const metric = `migration.${id}`
    const fromResults = migrations.flatMap((m): Measurement[] => {
      const number = value(m)
      if (number === null) return []
      const source = `trials/${m.trial}/${typeof file === 'string' ? file : file(m)}`
      return [
        {
          experiment: 'migration',
          configuration: 'precopy',
          trial: m.trial,
          index: 1,
          warmup: false,
          metric,
          value: number,
          source,
        },
      ]
    })
    const measurements = [...fromResults, ...byHand.filter((one) => one.metric === metric)]
    const plan: MetricPlan = { id: metric, title, unit, better, configurations: ['precopy'], compare: [] }
    const begins = typeof file === 'string' ? file.replace(/\.\w+$/, '') : 'kvm-'
    return buildMetric(plan, measurements, () => whyMissing(begins))
  })
}
