import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { type CATALOGUE, metricsOf } from '../../experiments/catalogue.ts'
import type { VM_EVENTS } from '../../experiments/migration.ts'
import type { Text } from '../../text/phrase.ts'
import { buildMetric, type Metric, planOf } from '../model/metric.ts'
import type { Measurement } from '../reading/measurement.ts'
import { meanPerSecond } from '../reading/windows.ts'
import { KVM_FAULT, onSource } from './counted.ts'
import type { MigrationResult } from './result.ts'

/** Where a quantity of one migration comes from; null where that migration does not have it. */
interface Source {
  file: string | ((result: MigrationResult) => string)
  value: (result: MigrationResult) => number | null
}

const percentOf = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole <= 0 ? null : (100 * part) / whole

type Quantity = keyof typeof CATALOGUE.migration.own.migration
type ByHand = Extract<Quantity, `by-hand.${string}`>

/** What perf counted of an event in the VM while pages were copied, as a share of before. */
const inVm = (event: (typeof VM_EVENTS)[number]['event']): Source => ({
  file: RAW_FILES.perfVm,
  value: (m) => {
    const windows = m.rates.perfVm[event]
    return percentOf(windows?.copying?.medianPerSecond ?? null, windows?.baseline?.medianPerSecond ?? null)
  },
})

/** Where the lab has each quantity of a migration from. */
const SOURCES: Readonly<Record<Exclude<Quantity, ByHand>, Source>> = {
  total: { file: RAW_FILES.qmpSource, value: (m) => m.totalMs / 1000 },
  setupMs: { file: RAW_FILES.qmpSource, value: (m) => m.setupMs },
  downtimeQemuMs: { file: RAW_FILES.qmpSource, value: (m) => m.downtimeMs.qemu },
  downtimeEventsMs: { file: RAW_FILES.qmpDestination, value: (m) => m.downtimeMs.events },
  downtimeProbeMs: { file: RAW_FILES.fping, value: (m) => m.downtimeMs.probe },
  transferredMegabytes: { file: RAW_FILES.qmpSource, value: (m) => m.transferredBytes / 1e6 },
  passes: { file: RAW_FILES.qmpSource, value: (m) => m.passes },
  throughputCopyingPercent: {
    file: RAW_FILES.iperf3,
    value: (m) => percentOf(m.throughput.copying, m.throughput.baseline),
  },
  throughputAfterPercent: {
    file: RAW_FILES.iperf3,
    value: (m) => percentOf(m.throughput.after, m.throughput.baseline),
  },
  recoveryS: { file: RAW_FILES.iperf3, value: (m) => m.service?.recoveryS ?? null },
  serviceLostS: { file: RAW_FILES.iperf3, value: (m) => m.service?.lostS ?? null },
  'perf.contextSwitchesCopyingPercent': inVm('context-switches'),
  'perf.pageFaultsCopyingPercent': inVm('page-faults'),
  'perf.interruptsCopyingPercent': inVm('irq:irq_handler_entry'),
  'perf.systemCallsCopyingPercent': inVm('raw_syscalls:sys_enter'),
  'perf.kvmPageFaultsCopyingPercent': {
    file: (m) => RAW_FILES.kvm[m.source],
    value: (m) => {
      const { baseline, copying } = onSource(m, KVM_FAULT) ?? { baseline: null, copying: null }
      return percentOf(copying && meanPerSecond(copying), baseline && meanPerSecond(baseline))
    },
  },
  pingsLost: { file: RAW_FILES.fping, value: (m) => (m.pings.sent === 0 ? null : m.pings.lost) },
}

const hasSource = (name: string): name is keyof typeof SOURCES => Object.hasOwn(SOURCES, name)

/** The measurements of one quantity, a trial each. */
function measured(id: string, { file, value }: Source, migrations: readonly MigrationResult[]): Measurement[] {
  return migrations.flatMap((m): Measurement[] => {
    const number = value(m)
    if (number === null) return []
    return [
      {
        experiment: 'migration',
        configuration: 'precopy',
        trial: m.trial,
        // A migration is compared with its own baseline.
        block: null,
        index: 1,
        warmup: false,
        metric: id,
        value: number,
        source: trialPath(m.trial, typeof file === 'string' ? file : file(m)),
      },
    ]
  })
}

/**
 * What is summarised over migrations, each of which is one trial.
 * @param whyMissing why no migration has what is read from a file whose name begins so, a clause
 * @param byHand what was measured by hand of the same quantities
 */
export function migrationMetrics(
  migrations: readonly MigrationResult[],
  whyMissing: (file: string) => Text,
  byHand: readonly Measurement[] = [],
): Metric[] {
  return metricsOf('migration').flatMap((declaration): Metric[] => {
    const { id, key: name } = declaration
    if (!hasSource(name)) return []
    const source: Source = SOURCES[name]
    const measurements = [...measured(id, source, migrations), ...byHand.filter(({ metric }) => metric === id)]
    const begins = typeof source.file === 'string' ? source.file.replace(/\.\w+$/, '') : 'kvm-'
    return [buildMetric(planOf('migration', declaration, ''), measurements, () => whyMissing(begins))]
  })
}
