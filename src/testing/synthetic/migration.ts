import { HOSTS, type HostName, otherHost } from '../../data/host-name.ts'
import type { LoadedTrial } from '../../data/loaded-run.ts'
import type { Clocks, Migration, Trial } from '../../data/schema.ts'
import { trialId } from '../../data/trial-id.ts'
import type { HostEvent, VmEvent } from '../../experiments/migration.ts'
import { namesOf } from '../../experiments/names.ts'
import { iso, type Noise } from './noise.ts'
import { fpingText } from './outputs.ts'

const MIB = 2 ** 20

/** Clocks of the machines against the lab's, s: the hosts' drift a little, the VM's stands still during the stop. */
const OFFSETS = { host1: [0.8, 0.8004], host2: [-1.3, -1.2995] } as const

/** FOR TESTS ONLY: a migration as its tools saw it, there and back in turns. */
export function migrationTrial(repetition: number, startS: number, n: Noise): LoadedTrial {
  const forward = repetition % 2 === 1
  const source: HostName = forward ? 'host1' : 'host2'
  const destination = otherHost(source)
  const migrateAt = startS + 5
  const copyS = 3.6 * n.factor(0.1)
  const downS = 0.09 * n.factor(0.15)
  const stop = migrateAt + 0.02 + copyS
  const resume = stop + downS
  const from = startS
  const to = resume + 5
  const offset = (machine: HostName, t: number): number => {
    const [before, after] = OFFSETS[machine]
    return before + (after - before) * Math.min(1, Math.max(0, (t - from) / (to - from)))
  }
  const vmOffset = (t: number): number => 0.3 - (t <= stop ? 0 : Math.min(downS, t - stop))
  const on = (machine: HostName, t: number): number => t + offset(machine, t)

  const clocks: Clocks = ([...HOSTS, 'vm'] as const).flatMap((machine) =>
    (
      [
        ['before', from],
        ['after', to],
      ] as const
    ).map(([when, t]) => ({
      machine,
      when,
      exchanges: [0.02, 0.004, 0.009].map((trip, i) => {
        const asked = t + i * 0.05
        const half = asked + trip / 2
        return {
          asked,
          remote:
            half + (machine === 'vm' ? vmOffset(t) : when === 'before' ? OFFSETS[machine][0] : OFFSETS[machine][1]),
          answered: asked + trip,
        }
      }),
    })),
  )

  const line = (value: object): string => `${JSON.stringify(value)}\n`
  const event = (machine: HostName, t: number, name: string, data?: object): [number, string] => {
    const stamp = on(machine, t)
    const timestamp = { seconds: Math.floor(stamp), microseconds: Math.floor((stamp % 1) * 1e6) }
    return [t + 0.003, line({ t: t + 0.003, received: { timestamp, event: name, ...(data ? { data } : {}) } })]
  }
  const ram = (sentBytes: number, pass: number, mbps: number, dirty: number) => ({
    transferred: Math.round(sentBytes),
    remaining: Math.max(0, Math.round(142 * MIB - sentBytes)),
    total: 2148 * MIB,
    mbps,
    'dirty-sync-count': pass,
    'dirty-pages-rate': Math.round(dirty),
    'page-size': 4096,
    normal: 3000,
    duplicate: 500_000,
  })
  const polls: [number, string][] = []
  for (let t = migrateAt + 0.05; t < resume + 0.4; t += 0.1) {
    const share = Math.min(1, Math.max(0, (t - migrateAt - 0.02) / copyS))
    const reply =
      t > resume + 0.02
        ? {
            status: 'completed',
            'total-time': Math.round((resume - migrateAt) * 1000) + 4,
            'setup-time': 20,
            downtime: Math.round(downS * 1000 * 0.97),
            ram: ram(142 * MIB, 4, 310, 0),
          }
        : {
            status: 'active',
            'total-time': Math.round((t - migrateAt) * 1000),
            'setup-time': 20,
            'expected-downtime': 300,
            ram: ram(
              142 * MIB * share,
              share < 0.8 ? 1 : share < 0.95 ? 2 : 3,
              310 * n.factor(0.1),
              share < 0.8 ? 0 : 900 * n.factor(0.2),
            ),
          }
    polls.push([
      t,
      line({ t, sent: { execute: 'query-migrate' } }) + line({ t: t + 0.002, received: { return: reply } }),
    ])
  }
  const byTime = (entries: [number, string][]): string =>
    entries
      .toSorted(([a], [b]) => a - b)
      .map(([, text]) => text)
      .join('')
  const greeting: [number, string] = [
    from,
    line({ t: from, received: { QMP: { version: {}, capabilities: ['oob'] } } }) +
      line({ t: from, sent: { execute: 'qmp_capabilities' } }) +
      line({ t: from, received: { return: {} } }),
  ]
  const qmpSource = byTime([
    greeting,
    ...(repetition === 1
      ? []
      : [
          [
            migrateAt,
            line({ t: migrateAt, sent: { execute: 'migrate', arguments: { uri: `tcp:${destination}:4400` } } }) +
              line({ t: migrateAt + 0.001, received: { return: {} } }),
          ] as [number, string],
        ]),
    event(source, migrateAt + 0.001, 'MIGRATION', { status: 'setup' }),
    event(source, migrateAt + 0.02, 'MIGRATION_PASS', { pass: 1 }),
    event(source, migrateAt + 0.0201, 'MIGRATION', { status: 'active' }),
    event(source, migrateAt + 0.02 + copyS * 0.8, 'MIGRATION_PASS', { pass: 2 }),
    event(source, migrateAt + 0.02 + copyS * 0.95, 'MIGRATION_PASS', { pass: 3 }),
    event(source, stop, 'STOP'),
    event(source, stop + 0.0005, 'MIGRATION_PASS', { pass: 4 }),
    event(source, resume + 0.002, 'MIGRATION', { status: 'completed' }),
    ...polls,
  ])
  const qmpDestination = byTime([
    greeting,
    event(destination, migrateAt + 0.02, 'MIGRATION', { status: 'active' }),
    event(destination, resume, 'RESUME'),
    event(destination, resume + 0.001, 'MIGRATION', { status: 'completed' }),
  ])

  const service = (t: number): number => {
    if (t > stop && t < resume) return 0
    if (t > migrateAt && t <= stop) return 0.45
    return t >= resume ? 1.05 : 1
  }
  /** Mean of `service` over an interval. */
  const mean = (a: number, b: number): number =>
    Array.from({ length: 25 }, (_, i) => service(a + ((i + 0.5) * (b - a)) / 25)).reduce((x, y) => x + y, 0) / 25

  const textLines = [
    'Connecting to host 192.168.100.10, port 5201',
    '[  5] local 192.168.100.1 port 50756 connected to 192.168.100.10 port 5201',
    '[ ID] Interval           Transfer     Bitrate         Retr  Cwnd',
  ]
  const times = textLines.map(() => on('host1', from).toFixed(6))
  for (let s = 0; from + s + 0.25 <= to; s += 0.25) {
    const kbits = Math.round(430_000 * mean(from + s, from + s + 0.25) * n.factor(0.06))
    textLines.push(
      `[  5]  ${s.toFixed(2)}-${(s + 0.25).toFixed(2)}  sec  12.3 MBytes  ${kbits} Kbits/sec    0   1.03 MBytes       `,
    )
    times.push((on('host1', from + s + 0.25) + 0.0004 + 0.002 * n.random()).toFixed(6))
  }

  const intervals = (
    columns: (a: number, b: number) => [number, string, string][],
    step: (s: number) => number,
  ): string => {
    const rows: string[] = []
    for (let s = 0; step(s) < to - 0.2; s += 0.25) {
      for (const [count, unit, name] of columns(step(s), step(s + 0.25))) {
        rows.push(
          `${(s + 0.25).toFixed(9).padStart(15)},${unit === 'msec' ? count.toFixed(2) : Math.round(count)},${unit},${name},250000000,100.00,,`,
        )
      }
    }
    return `# started on Mon Sep 21 14:13:20 2026\n\n${rows.join('\n')}\n`
  }
  // The VM's clock loses the time of the stop, so perf's intervals after it begin that much later on the lab's.
  const vmStep = (s: number): number => (from + s <= stop ? from + s : from + s + downS)
  const inVm: Readonly<Record<VmEvent, (a: number, b: number) => number>> = {
    'context-switches': (a, b) => 4_000 * mean(a, b) * n.factor(0.1) * (b - a),
    'page-faults': (a) => (a > migrateAt ? 0 : 2),
    'irq:irq_handler_entry': (a, b) => 1_500 * mean(a, b) * (b - a),
    'raw_syscalls:sys_enter': (a, b) => 6_000 * mean(a, b) * (b - a),
  }
  const perfVm = intervals((a, b) => namesOf(inVm).map((event) => [inVm[event](a, b), '', event]), vmStep)
  const kvmHost = (machine: HostName): string =>
    intervals(
      (a, b) => {
        const here = (machine === source) === (a + b) / 2 < stop
        const exits = here ? 30_000 * (0.3 + 0.7 * mean(a, b)) * n.factor(0.08) * (b - a) : 0
        // Dirty logging makes faults of writes, while there is less to do for the card.
        const logged = here && machine === source && a > migrateAt ? 5_000 * (b - a) : 0
        const mmio = exits * 0.1
        const counts: Readonly<Record<HostEvent, number>> = {
          'kvm:kvm_exit': exits,
          'kvm:kvm_page_fault': mmio + logged,
          'kvm:kvm_mmio': mmio,
          'kvm:kvm_inj_virq': exits * 0.05,
        }
        return namesOf(counts).map((event) => [counts[event], '', event])
      },
      (s) => from + s,
    )

  const written = Math.floor((to - from) * 5)
  const migration: Migration = {
    source,
    destination,
    via: repetition === 1 ? 'telnet' : 'qmp',
    observedFrom: from,
    migrateAt,
    completedAt: resume + 0.05,
    observedTo: to,
    maxBandwidthBytesPerSecond: 128 * MIB,
    downtimeLimitMs: 300,
    outcome: 'completed',
    reason: null,
    capabilities: [],
    parameters: {},
  }
  const trial: Trial = {
    schema: 1,
    id: trialId({ experiment: 'migration', configuration: 'precopy', workload: null, repetition }),
    experiment: 'migration',
    configuration: 'precopy',
    repetition,
    startedAt: iso(from),
    finishedAt: iso(to),
    bootMs: null,
    vmArgv: ['qemu-system-x86_64', '-cpu', 'host', '-enable-kvm', '-m', '2G', '-smp', '1'],
    samples: [],
    migration,
    block: null,
    workload: null,
    skipped: null,
    evidence: [],
  }
  const inStop = (t: number): boolean => t > stop + offset('host1', t) && t < resume + offset('host1', t)
  return {
    trial,
    files: {
      'qmp-source.ndjson': qmpSource,
      'qmp-destination.ndjson': qmpDestination,
      'iperf3.txt': `${textLines.join('\n')}\n`,
      'iperf3.times': `${times.join('\n')}\n`,
      'fping.txt': fpingText(on('host1', from), Math.floor((to - from) / 0.005), 0.005, (t) =>
        inStop(t) ? null : 2 * n.factor(0.2),
      ),
      'perf-vm.csv': perfVm,
      'perf-vm.start': `${(from + 0.3).toFixed(6)}\n`,
      'kvm-host1.csv': kvmHost('host1'),
      'kvm-host1.start': `${on('host1', from).toFixed(6)}\n`,
      'kvm-host2.csv': kvmHost('host2'),
      'kvm-host2.start': `${on('host2', from).toFixed(6)}\n`,
      'writer.txt': `written ${written}\nrecords ${written} intact ${written} lost 0 altered 0\n`,
      'clocks.json': `${JSON.stringify(clocks)}\n`,
    },
  }
}
