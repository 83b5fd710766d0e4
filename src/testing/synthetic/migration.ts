import { emptyTrial } from '../../data/empty-trial.ts'
import type { LoadedTrial } from '../../data/loaded-run.ts'
import type { Migration, Trial } from '../../data/schema.ts'
import { trialId } from '../../data/trial-id.ts'
import { HOST_PERF } from '../../experiments/migration.ts'
import { clocksOf } from './clocks.ts'
import { downtimeTraces } from './downtime-trace.ts'
import { type Course, migrationCourse } from './migration-course.ts'
import { iso, type Noise } from './noise.ts'
import { fpingFile, iperf3Files, perfInVm, perfOnHost } from './observers.ts'
import { qmpLogs } from './qmp-log.ts'

/** FOR TESTS ONLY: a migration as its tools saw it, there and back in turns. */
export function migrationTrial(repetition: number, startS: number, n: Noise): LoadedTrial {
  const course = migrationCourse(repetition, startS, n)
  const { from, to, on } = course
  const written = Math.floor((to - from) * 5)
  // Noise is drawn from top to bottom.
  const qmp = qmpLogs(course, n)
  const iperf3 = iperf3Files(course, n)
  const perfVm = perfInVm(course, n)
  return {
    trial: trialOf(course),
    files: {
      'qmp-source.ndjson': qmp.source,
      'qmp-destination.ndjson': qmp.destination,
      ...downtimeTraces(course),
      ...iperf3,
      'fping.txt': fpingFile(course, n),
      'perf-vm.csv': perfVm,
      'perf-vm.start': `${(from + 0.3).toFixed(6)}\n`,
      'kvm-host1.csv': perfOnHost('host1', course, n),
      'kvm-host1.start': `${on('host1', from).toFixed(6)}\n`,
      'kvm-host2.csv': perfOnHost('host2', course, n),
      'kvm-host2.start': `${on('host2', from).toFixed(6)}\n`,
      'writer.txt': `written ${written}\nrecords ${written} intact ${written} lost 0 altered 0\n`,
      'clocks.json': `${JSON.stringify(clocksOf(course))}\n`,
    },
  }
}

function trialOf({ repetition, source, destination, from, to, migrateAt, resume }: Course): Trial {
  const migration: Migration = {
    source,
    destination,
    via: repetition === 1 ? 'telnet' : 'qmp',
    observedFrom: from,
    migrateAt,
    completedAt: resume + 0.05,
    observedTo: to,
    maxBandwidthBytesPerSecond: 128 * 2 ** 20,
    downtimeLimitMs: 300,
    outcome: 'completed',
    reason: null,
    capabilities: [],
    parameters: {},
    counting: [...HOST_PERF],
  }
  return emptyTrial({
    id: trialId({ experiment: 'migration', configuration: 'precopy', workload: null, repetition }),
    experiment: 'migration',
    configuration: 'precopy',
    repetition,
    startedAt: iso(from),
    finishedAt: iso(to),
    bootMs: null,
    vmArgv: ['qemu-system-x86_64', '-cpu', 'host', '-enable-kvm', '-m', '2G', '-smp', '1'],
    migration,
    host: source,
    hostBoot: 1,
  })
}
