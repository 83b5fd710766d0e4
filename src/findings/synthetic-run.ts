import { evidenceExtras, type Extras, networkExtras } from './synthetic-extras.ts'
import type { LoadedRun, LoadedTrial } from '../data/loaded-run.ts'
import type { Clocks, Environment, ExperimentDesign, Migration, Probe, Run, Sample, Trial } from '../data/schema.ts'
import { createRandom, shuffle } from '../statistics/random.ts'
import { matrixTrial, SYNTHETIC_CELLS } from './synthetic-matrix.ts'

/**
 * FOR TESTS ONLY: an invented run whose raw files look as the tools print them. No code of the product may import
 * this file, as nothing in it was ever measured; `synthetic-run.test.ts` holds that rule.
 */
export interface SyntheticOptions {
  /** Boots of each configuration of acceleration and network. */
  trials?: number
  /** Samples that count, of each probe in each trial. */
  samples?: number
  /** Samples before them that are marked as warm-up. */
  warmups?: number
  migrations?: number
  /** With a configuration of each experiment under a second name, the load of the computer, and a design. */
  controls?: boolean
  /** Whether it has migrations under other settings and workloads as well. */
  matrix?: boolean
  seed?: number
}

const MIB = 2 ** 20
const EPOCH = 1_790_000_000
const iso = (s: number): string => new Date(s * 1000).toISOString()

/** What is drawn around: medians of each configuration. */
const LEVELS = {
  kvm: { loopMs: 90, spawnMs: 4.1, pipeUs: 140, memcpyMiB: 254, syscallUs: 0.51, bootS: 16, exits: 3_000 },
  tcg: { loopMs: 3_100, spawnMs: 62, pipeUs: 4_000, memcpyMiB: 26, syscallUs: 7.8, bootS: 75, exits: 0 },
  host: { loopMs: 70, spawnMs: 1.6, pipeUs: 21, memcpyMiB: 490, syscallUs: 0.35, bootS: 0, exits: 0 },
  virtio: { toMbit: 527, fromMbit: 410, rttMs: 1.9, mmio: 7.4, pio: 0.2, virq: 30, msr: 4 },
  e1000: { toMbit: 184, fromMbit: 120, rttMs: 3.4, mmio: 133, pio: 0.2, virq: 61, msr: 5 },
} as const

interface Noise {
  random: () => number
  /** A factor around 1; `spread` is the standard deviation of its logarithm. */
  factor: (spread: number) => number
}

function noise(seed: number): Noise {
  const random = createRandom(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return { random, factor: (spread) => Math.exp(spread * normal()) }
}

const perfLine = (count: number | string, unit: string, event: string): string =>
  `${count},${unit},${event},250000000,100.00,,`

function perfStat(elapsedMs: number, taskClockMs: number): string {
  return [
    perfLine(taskClockMs.toFixed(2), 'msec', 'task-clock'),
    perfLine(Math.round(taskClockMs / 40) + 1, '', 'context-switches'),
    perfLine('<not supported>', '', 'cycles'),
    perfLine('<not supported>', '', 'instructions'),
    perfLine(Math.round(elapsedMs * 1e6), 'ns', 'duration_time'),
    '',
  ].join('\n')
}

function perfBench(name: string, executed: string, operations: number, us: number): string {
  const total = (Math.floor(us * operations / 1000) / 1000).toFixed(3)
  return [
    `# Running '${name}' benchmark:`,
    `# Executed ${operations} ${executed}`,
    ...(name === 'sched/pipe' ? [''] : []),
    `     Total time: ${total} [sec]`,
    '',
    `${us.toFixed(6).padStart(15)} usecs/op`,
    `${Math.floor(1e6 / us).toString().padStart(15)} ops/sec`,
    '',
  ].join('\n')
}

const memcpyText = (mib: number): string =>
  `# Running 'mem/memcpy' benchmark:\n# function 'x86-64-movsq' (movsq-based memcpy() in arch/x86/lib/memcpy_64.S)\n` +
  `# Copying 8MB bytes ...\n\n${mib.toFixed(6).padStart(15)} MB/sec\n`

const kvmCounters = (exits: number): string =>
  Object.entries({ exits, halt_exits: exits * 0.1, io_exits: exits * 0.2, irq_injections: exits * 0.3, mmio_exits: 12 })
    .map(([name, value]) => `/sys/kernel/debug/kvm/${name}:${Math.round(value)}\n`)
    .join('')

const infoJit = (blocks: number): string =>
  [
    'Translation buffer state:', `gen code size       ${blocks * 460}/268435456`, `TB count            ${blocks}`,
    'TB avg target size  17 max=1992 bytes', 'TB avg host size    342 bytes (expansion ratio: 20.1)', '',
    'Statistics:', 'TB flush count      0', `TB invalidate count ${Math.round(blocks / 20)}`, '',
  ].join('\r\n')

function iperf3Json(mbit: number, reverse: boolean, retransmits: number): string {
  const bits = mbit * 1e6
  const sum = { start: 0, end: 3, seconds: 3, bytes: Math.round(bits * 3 / 8), bits_per_second: bits }
  const test_start = { protocol: 'TCP', num_streams: 1, duration: 3, reverse: reverse ? 1 : 0 }
  return `${JSON.stringify({
    start: { version: 'iperf 3.12', test_start },
    intervals: [],
    end: { streams: [], sum_sent: { ...sum, retransmits }, sum_received: sum },
  }, null, '\t')}\n`
}

function pingText(startS: number, count: number, spacingS: number, rttMs: (s: number) => number | null): string {
  let received = 0
  const lines = [`PING 192.168.100.10 (192.168.100.10) 56(84) bytes of data.`]
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const sent = startS + (sequence - 1) * spacingS
    const rtt = rttMs(sent)
    if (rtt === null) lines.push(`[${(sent + spacingS).toFixed(6)}] no answer yet for icmp_seq=${sequence}`)
    else {
      received += 1
      const stamp = (sent + rtt / 1000).toFixed(6)
      lines.push(`[${stamp}] 64 bytes from 192.168.100.10: icmp_seq=${sequence} ttl=64 time=${rtt.toPrecision(3)} ms`)
    }
  }
  return [
    ...lines, '', '--- 192.168.100.10 ping statistics ---',
    `${count} packets transmitted, ${received} received, ${(100 - (100 * received) / count).toFixed(4)}% packet loss, time 1ms`,
    'rtt min/avg/max/mdev = 0.9/2.0/9.0/0.5 ms', '',
  ].join('\n')
}

function fpingText(startS: number, count: number, spacingS: number, rttMs: (s: number) => number | null): string {
  let received = 0
  const lines: string[] = []
  for (let index = 0; index < count; index += 1) {
    const sent = startS + index * spacingS
    const rtt = rttMs(sent)
    if (rtt === null) {
      lines.push(`[${(sent + 10).toFixed(5)}] 192.168.100.10 : [${index}], timed out (2.0 avg, 1% loss)`)
    } else {
      received += 1
      const stamp = (sent + rtt / 1000).toFixed(5)
      lines.push(`[${stamp}] 192.168.100.10 : [${index}], 64 bytes, ${rtt.toPrecision(3)} ms (2.0 avg, 0% loss)`)
    }
  }
  const lost = Math.floor((100 * (count - received)) / count)
  return [...lines, '', `192.168.100.10 : xmt/rcv/%loss = ${count}/${received}/${lost}%, min/avg/max = 0.9/2.0/9.0`, ''].join('\n')
}

interface Drawn {
  argv: string[]
  operations: number | null
  /** Role to ending and text. */
  files: Record<string, [string, string]>
}

function drawAcceleration(probe: Probe, configuration: 'kvm' | 'tcg' | 'host', boot: number, n: Noise): Drawn {
  const level = LEVELS[configuration]
  const f = boot * n.factor(0.03)
  const before = Math.round(10_000 * n.factor(0.2))
  const around: Record<typeof configuration, Drawn['files']> = {
    kvm: {
      'kvm-before': ['txt', kvmCounters(before)],
      'kvm-after': ['txt', kvmCounters(before + level.exits * n.factor(0.05))],
    },
    tcg: {
      'jit-before': ['txt', infoJit(41_000)],
      'jit-after': ['txt', infoJit(41_000 + Math.round(900 * n.factor(0.1)))],
    },
    host: {},
  }
  const drawn = (argv: string, operations: number | null, ending: string, text: string): Drawn =>
    ({ argv: argv.split(' '), operations, files: { output: [ending, text], ...around[configuration] } })
  switch (probe) {
    case 'cpu-loop':
      return drawn('perf stat -x, loop 5000', 5_000, 'csv', perfStat(level.loopMs * f, level.loopMs * f * 0.98))
    case 'process-creation':
      return drawn('perf stat -x, spawn 50', 50, 'csv', perfStat(level.spawnMs * 50 * f, level.spawnMs * 46 * f))
    case 'context-switch':
      return drawn('perf bench sched pipe -l 1000', null, 'txt',
        perfBench('sched/pipe', 'pipe operations between two processes\n', 1_000, level.pipeUs * f).replace('\n\n\n', '\n\n'))
    case 'syscall':
      return drawn('perf bench syscall basic -l 100000', null, 'txt',
        perfBench('syscall/basic', 'getppid() calls', 100_000, level.syscallUs * f))
    default:
      return drawn('perf bench mem memcpy -s 8MB -f x86-64-movsq', null, 'txt', memcpyText(level.memcpyMiB / f))
  }
}

function drawNetwork(probe: Probe, configuration: 'virtio' | 'e1000', boot: number, n: Noise): Drawn {
  const level = LEVELS[configuration]
  const f = boot * n.factor(0.04)
  if (probe === 'ping') {
    const text = pingText(EPOCH, 100, 0.05, () => level.rttMs * f * n.factor(0.1))
    return { argv: ['ping', '-D', '-c', '100', '-i', '0.05', '192.168.100.10'], operations: null, files: { output: ['txt', text] } }
  }
  const reverse = probe === 'iperf3-from-vm'
  const mbit = (reverse ? level.fromMbit : level.toMbit) / f
  const megabytes = mbit * 3 / 8
  const count = (perMegabyte: number): number => Math.round(perMegabyte * megabytes * n.factor(0.05))
  const exits = [
    perfLine(count(level.mmio + level.pio + level.msr + 60), '', 'kvm:kvm_exit'),
    perfLine(count(level.mmio), '', 'kvm:kvm_mmio'),
    perfLine(count(level.pio), '', 'kvm:kvm_pio'),
    perfLine(count(level.virq), '', 'kvm:kvm_inj_virq'),
    perfLine(count(level.msr), '', 'kvm:kvm_msr'),
    perfLine(count(level.mmio * 1.1), '', 'kvm:kvm_page_fault'),
    '',
  ].join('\n')
  return {
    argv: ['iperf3', '-c', '192.168.100.10', '-t', '3', ...(reverse ? ['-R'] : []), '--json'],
    operations: null,
    files: { output: ['json', iperf3Json(mbit, reverse, Math.floor(n.random() * 40))], exits: ['csv', exits] },
  }
}

const PROBES = {
  acceleration: ['cpu-loop', 'process-creation', 'context-switch', 'memcpy', 'syscall'],
  network: ['iperf3-to-vm', 'iperf3-from-vm', 'ping'],
} as const satisfies Record<string, readonly Probe[]>

type Sampled = 'kvm' | 'tcg' | 'host' | 'virtio' | 'e1000'

/** Controls, and what they are in truth. */
const COPIES = { 'kvm-control': 'kvm', 'virtio-control': 'virtio' } as const
const ofSame = (configuration: Sampled | keyof typeof COPIES): Sampled =>
  (configuration === 'kvm-control' || configuration === 'virtio-control' ? COPIES[configuration] : configuration)

/** /proc/loadavg and /proc/stat of two processors, some time after the start, of which `stolen` was given to others. */
const machineText = (load: number, seconds: number, stolen: number): string => {
  const ticks = (share: number): number => Math.round(200 * seconds * share)
  const times = [ticks(0.6), 0, ticks(0.1), ticks(0.25 - stolen), ticks(0.05), 0, 0, ticks(stolen), 0, 0].join(' ')
  return `${load.toFixed(2)} 0.80 0.70 2/180 4711\ncpu  ${times}\ncpu0 ${times}\nintr 27117462 0 9\nctxt 51938171\nbtime ${EPOCH - 1_000}\n`
}

/** The computer before and after a trial, which gave little of its time to others. */
const machineFiles = (startS: number, endS: number): Record<string, string> => {
  const load = 0.5 + (startS % 700) / 700
  return {
    'machine.before.txt': machineText(load, startS - EPOCH + 1_000, 0.004),
    'machine.after.txt': machineText(load + 0.8, endS - EPOCH + 1_000, 0.004),
  }
}

interface Plan {
  configuration: Sampled | keyof typeof COPIES
  repetition: number
  startS: number
  samples: number
  warmups: number
}

/** With a noise of their own, so that the rounds before them keep their numbers. */
function extrasOf(configuration: Plan['configuration'], repetition: number): Extras {
  if (configuration === 'virtio' || configuration === 'e1000') return networkExtras(configuration, repetition, LEVELS[configuration])
  const profiled = repetition === 1 && (configuration === 'kvm' || configuration === 'tcg')
  return profiled ? evidenceExtras(configuration) : { samples: [], files: {}, evidence: [] }
}

function sampledTrial(plan: Plan, n: Noise): LoadedTrial {
  const { repetition, startS } = plan
  const configuration = ofSame(plan.configuration)
  const isNetwork = configuration === 'virtio' || configuration === 'e1000'
  const experiment = isNetwork ? 'network' : 'acceleration'
  const boot = n.factor(0.04)
  const files: Record<string, string> = {}
  const samples: Sample[] = []
  for (const probe of PROBES[experiment]) {
    for (let index = 1; index <= plan.warmups + plan.samples; index += 1) {
      const drawn = isNetwork ? drawNetwork(probe, configuration, boot, n) : drawAcceleration(probe, configuration, boot, n)
      const names: Record<string, string> = {}
      for (const [role, [ending, text]] of Object.entries(drawn.files)) {
        const name = `${probe}.${index}${role === 'output' ? '' : `.${role}`}.${ending}`
        names[role] = name
        files[name] = text
      }
      samples.push({
        probe, index, warmup: index <= plan.warmups, place: isNetwork || configuration === 'host' ? 'host1' : 'vm',
        argv: drawn.argv, exitCode: 0, durationMs: 1000, operations: drawn.operations, files: names,
      })
    }
  }
  const extras = extrasOf(configuration, repetition)
  samples.push(...extras.samples)
  Object.assign(files, extras.files)
  const accelerator = configuration === 'tcg' ? [] : ['-enable-kvm']
  const model = configuration === 'e1000' ? 'e1000' : 'virtio-net-pci'
  const onHost = configuration === 'host'
  const trial: Trial = {
    schema: 1, id: `${experiment}-${plan.configuration}-${repetition}`, experiment, configuration: plan.configuration, repetition,
    startedAt: iso(startS), finishedAt: iso(startS + 60),
    bootMs: onHost ? null : Math.round(1000 * (isNetwork ? LEVELS.kvm : LEVELS[configuration]).bootS * n.factor(0.05)),
    vmArgv: onHost ? null
      : ['qemu-system-x86_64', '-cpu', 'qemu64', ...accelerator, '-m', '2G', '-smp', '1', '-netdev', 'bridge,id=net0,br=br0', '-device', `${model},netdev=net0`],
    samples, migration: null,
    block: repetition, workload: null, skipped: null, evidence: extras.evidence,
  }
  return { trial, files }
}

/** Clocks of the machines against the lab's, s: the hosts' drift a little, the VM's stands still during the stop. */
const OFFSETS = { host1: [0.8, 0.8004], host2: [-1.3, -1.2995] } as const

function migrationTrial(repetition: number, startS: number, n: Noise): LoadedTrial {
  const forward = repetition % 2 === 1
  const [source, destination] = forward ? (['host1', 'host2'] as const) : (['host2', 'host1'] as const)
  const migrateAt = startS + 5
  const copyS = 3.6 * n.factor(0.1)
  const downS = 0.09 * n.factor(0.15)
  const stop = migrateAt + 0.02 + copyS
  const resume = stop + downS
  const from = startS
  const to = resume + 5
  const offset = (machine: 'host1' | 'host2', t: number): number => {
    const [before, after] = OFFSETS[machine]
    return before + (after - before) * Math.min(1, Math.max(0, (t - from) / (to - from)))
  }
  const vmOffset = (t: number): number => 0.3 - (t <= stop ? 0 : Math.min(downS, t - stop))
  const on = (machine: 'host1' | 'host2', t: number): number => t + offset(machine, t)

  const clocks: Clocks = (['host1', 'host2', 'vm'] as const).flatMap((machine) =>
    ([['before', from], ['after', to]] as const).map(([when, t]) => ({
      machine, when,
      exchanges: [0.02, 0.004, 0.009].map((trip, i) => {
        const asked = t + i * 0.05
        const half = asked + trip / 2
        return { asked, remote: half + (machine === 'vm' ? vmOffset(t) : when === 'before' ? OFFSETS[machine][0] : OFFSETS[machine][1]), answered: asked + trip }
      }),
    })))

  const line = (value: object): string => `${JSON.stringify(value)}\n`
  const event = (machine: 'host1' | 'host2', t: number, name: string, data?: object): [number, string] => {
    const stamp = on(machine, t)
    const timestamp = { seconds: Math.floor(stamp), microseconds: Math.floor((stamp % 1) * 1e6) }
    return [t + 0.003, line({ t: t + 0.003, received: { timestamp, event: name, ...(data ? { data } : {}) } })]
  }
  const ram = (sentBytes: number, pass: number, mbps: number, dirty: number) => ({
    transferred: Math.round(sentBytes), remaining: Math.max(0, Math.round(142 * MIB - sentBytes)), total: 2148 * MIB,
    mbps, 'dirty-sync-count': pass, 'dirty-pages-rate': Math.round(dirty), 'page-size': 4096, normal: 3000, duplicate: 500_000,
  })
  const polls: [number, string][] = []
  for (let t = migrateAt + 0.05; t < resume + 0.4; t += 0.1) {
    const share = Math.min(1, Math.max(0, (t - migrateAt - 0.02) / copyS))
    const reply = t > resume + 0.02
      ? { status: 'completed', 'total-time': Math.round((resume - migrateAt) * 1000) + 4, 'setup-time': 20,
          downtime: Math.round(downS * 1000 * 0.97), ram: ram(142 * MIB, 4, 310, 0) }
      : { status: 'active', 'total-time': Math.round((t - migrateAt) * 1000), 'setup-time': 20, 'expected-downtime': 300,
          ram: ram(142 * MIB * share, share < 0.8 ? 1 : share < 0.95 ? 2 : 3, 310 * n.factor(0.1), share < 0.8 ? 0 : 900 * n.factor(0.2)) }
    polls.push([t, line({ t, sent: { execute: 'query-migrate' } }) + line({ t: t + 0.002, received: { return: reply } })])
  }
  const byTime = (entries: [number, string][]): string =>
    entries.toSorted(([a], [b]) => a - b).map(([, text]) => text).join('')
  const greeting: [number, string] = [from, line({ t: from, received: { QMP: { version: {}, capabilities: ['oob'] } } }) +
    line({ t: from, sent: { execute: 'qmp_capabilities' } }) + line({ t: from, received: { return: {} } })]
  const qmpSource = byTime([
    greeting,
    ...(repetition === 1 ? [] : [[migrateAt, line({ t: migrateAt, sent: { execute: 'migrate', arguments: { uri: `tcp:${destination}:4400` } } }) +
      line({ t: migrateAt + 0.001, received: { return: {} } })] as [number, string]]),
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

  const textLines = ['Connecting to host 192.168.100.10, port 5201', '[  5] local 192.168.100.1 port 50756 connected to 192.168.100.10 port 5201',
    '[ ID] Interval           Transfer     Bitrate         Retr  Cwnd']
  const times = textLines.map(() => on('host1', from).toFixed(6))
  for (let s = 0; from + s + 0.25 <= to; s += 0.25) {
    const kbits = Math.round(430_000 * mean(from + s, from + s + 0.25) * n.factor(0.06))
    textLines.push(`[  5]  ${s.toFixed(2)}-${(s + 0.25).toFixed(2)}  sec  12.3 MBytes  ${kbits} Kbits/sec    0   1.03 MBytes       `)
    times.push((on('host1', from + s + 0.25) + 0.0004 + 0.002 * n.random()).toFixed(6))
  }

  const intervals = (columns: (a: number, b: number) => [number, string, string][], step: (s: number) => number): string => {
    const rows: string[] = []
    for (let s = 0; step(s) < to - 0.2; s += 0.25) {
      for (const [count, unit, name] of columns(step(s), step(s + 0.25))) {
        rows.push(`${(s + 0.25).toFixed(9).padStart(15)},${unit === 'msec' ? count.toFixed(2) : Math.round(count)},${unit},${name},250000000,100.00,,`)
      }
    }
    return `# started on Mon Sep 21 14:13:20 2026\n\n${rows.join('\n')}\n`
  }
  // The VM's clock loses the time of the stop, so perf's intervals after it begin that much later on the lab's.
  const vmStep = (s: number): number => (from + s <= stop ? from + s : from + s + downS)
  const perfVm = intervals((a, b) => [
    [250 * (0.6 + 0.3 * mean(a, b)), 'msec', 'cpu-clock'],
    [4_000 * mean(a, b) * n.factor(0.1) * (b - a), '', 'context-switches'],
    [a > migrateAt ? 0 : 2, '', 'page-faults'],
    [1_500 * mean(a, b) * (b - a), '', 'irq:irq_handler_entry'],
    [6_000 * mean(a, b) * (b - a), '', 'raw_syscalls:sys_enter'],
  ], vmStep)
  const kvmHost = (machine: 'host1' | 'host2'): string => intervals((a, b) => {
    const here = (machine === source) === ((a + b) / 2 < stop)
    const exits = here ? 30_000 * (0.3 + 0.7 * mean(a, b)) * n.factor(0.08) * (b - a) : 0
    // Dirty logging makes faults of writes, while there is less to do for the card.
    const logged = here && machine === source && a > migrateAt ? 5_000 * (b - a) : 0
    const mmio = exits * 0.1
    return [[exits, '', 'kvm:kvm_exit'], [mmio + logged, '', 'kvm:kvm_page_fault'], [mmio, '', 'kvm:kvm_mmio']]
  }, (s) => from + s)

  const written = Math.floor((to - from) * 5)
  const migration: Migration = {
    source, destination, via: repetition === 1 ? 'telnet' : 'qmp', observedFrom: from, migrateAt, completedAt: resume + 0.05,
    observedTo: to, maxBandwidthBytesPerSecond: 128 * MIB, downtimeLimitMs: 300,
    outcome: 'completed', reason: null, capabilities: [], parameters: {},
  }
  const trial: Trial = {
    schema: 1, id: `migration-precopy-${repetition}`, experiment: 'migration', configuration: 'precopy', repetition,
    startedAt: iso(from), finishedAt: iso(to), bootMs: null,
    vmArgv: ['qemu-system-x86_64', '-cpu', 'host', '-enable-kvm', '-m', '2G', '-smp', '1'], samples: [], migration,
    block: null, workload: null, skipped: null, evidence: [],
  }
  const inStop = (t: number): boolean => t > stop + offset('host1', t) && t < resume + offset('host1', t)
  return {
    trial,
    files: {
      'qmp-source.ndjson': qmpSource,
      'qmp-destination.ndjson': qmpDestination,
      'iperf3.txt': `${textLines.join('\n')}\n`,
      'iperf3.times': `${times.join('\n')}\n`,
      'fping.txt': fpingText(on('host1', from), Math.floor((to - from) / 0.005), 0.005, (t) => (inStop(t) ? null : 2 * n.factor(0.2))),
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

const ENVIRONMENT: Environment = {
  schema: 1,
  lab: { cpuModel: 'Synthetic processor', cpus: 2, memoryMiB: 8192, kernel: '6.1.0', os: 'Debian GNU/Linux 12', qemuVersion: '7.2.22', nodeVersion: '24.0.0' },
  host: { cpuModel: 'QEMU Virtual CPU version 2.5+', cpus: 1, memoryMiB: 2048, kernel: '6.1.0', os: 'Debian GNU/Linux 12', qemuVersion: '7.2.22',
    perfVersion: '6.1.187', iperf3Version: '3.12', accelerator: 'tcg' },
  vm: { cpuModel: 'QEMU Virtual CPU version 2.5+', cpus: 1, memoryMiB: 2048, kernel: '6.1.0', os: 'Debian GNU/Linux 12' },
  addresses: { host1: '192.168.100.1', host2: '192.168.100.2', vm: '192.168.100.10', prefixLength: 24 },
  hardwareCounters: { host1: 'not supported', vm: 'not supported' },
  images: { recipeHash: '0'.repeat(64), suite: 'bookworm' },
}

function withMachine({ trial, files }: LoadedTrial): LoadedTrial {
  const [start, end] = [Date.parse(trial.startedAt) / 1000, Date.parse(trial.finishedAt) / 1000]
  return { trial, files: { ...files, ...machineFiles(start, end) } }
}

/** What the lab would have written down beforehand. */
function designs(options: Required<SyntheticOptions>): ExperimentDesign[] {
  const { trials, samples, warmups, migrations } = options
  const sampled = { unit: 'boot', warmups, samples, samplesWithoutKvm: samples, blocks: { minimum: trials, maximum: trials + 2 } } as const
  return [
    {
      ...sampled, experiment: 'acceleration', configurations: ['tcg', 'kvm', 'kvm-control', 'host'],
      factors: [{ name: 'accelerator', levels: ['kvm', 'tcg'] }, { name: 'place', levels: ['vm', 'host'] }],
      control: { of: 'kvm-control', against: 'kvm' }, estimatedSeconds: trials * 340,
      stopping: { metric: 'cpu-loop.elapsedMs', of: 'tcg', against: 'kvm', targetWidth: 1.3 },
    },
    {
      ...sampled, experiment: 'network', configurations: ['virtio', 'e1000', 'virtio-control'],
      factors: [{ name: 'card', levels: ['virtio-net-pci', 'e1000'] }, { name: 'direction', levels: ['to the VM', 'from the VM'] }],
      control: { of: 'virtio-control', against: 'virtio' }, stopping: null, estimatedSeconds: trials * 150,
    },
    {
      experiment: 'migration', unit: 'migration', configurations: ['precopy'], warmups: 0, samples: 1, samplesWithoutKvm: 0,
      factors: [{ name: 'direction', levels: ['host1 to host2', 'host2 to host1'] }],
      blocks: { minimum: migrations, maximum: migrations }, control: null, stopping: null, estimatedSeconds: migrations * 60,
    },
  ]
}

/** An invented run of the three experiments of sections B to D, and of the matrix where asked for. The same options give the same run. */
export function syntheticRun(options: SyntheticOptions = {}): LoadedRun {
  const { trials = 3, samples = 3, warmups = 1, migrations = 5, controls = false, matrix = false, seed = 1 } = options
  const n = noise(seed)
  const copies = controls ? (['kvm-control', 'virtio-control'] as const) : []
  const configurations = ['kvm', 'tcg', 'host', 'virtio', 'e1000', ...copies] as const
  const cells = shuffle(configurations.flatMap((configuration) =>
    Array.from({ length: trials }, (_, i) => ({ configuration, repetition: i + 1 }))), n.random)
  const sampled = cells.map((cell, i) => sampledTrial({ ...cell, startS: EPOCH + i * 100, samples, warmups }, n))
  const migrated = Array.from({ length: migrations }, (_, i) =>
    migrationTrial(i + 1, EPOCH + (cells.length + i) * 100, n))
  const settings = matrix
    ? SYNTHETIC_CELLS.map((cell, i) =>
        matrixTrial(cell, migrationTrial(i + 2, EPOCH + (cells.length + migrations + i) * 100, n)))
    : []
  const all = [...sampled, ...migrated, ...settings].map((one) => (controls ? withMachine(one) : one))
  const run: Run = {
    schema: 1, id: 'synthetic', createdAt: iso(EPOCH), finishedAt: iso(EPOCH + all.length * 100), status: 'complete',
    statusReason: null, profile: 'quick', seed,
    hosts: {
      kind: 'emulated', reason: 'Synthetic data for tests.',
      kvm: { verdict: 'absent', ladder: [{ rung: 'device', passed: false, evidence: '/dev/kvm does not exist' }] }, given: null,
    },
    order: all.map(({ trial }) => trial.id),
    design: controls ? designs({ trials, samples, warmups, migrations, controls, matrix, seed }) : [], only: null, budgetSeconds: null, stopped: [], spans: [], qemu: 'bookworm',
  }
  return { run, environment: structuredClone(ENVIRONMENT), journal: [], trials: all, unusable: [] }
}
