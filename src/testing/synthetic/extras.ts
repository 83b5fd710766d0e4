import type { Evidence, Program, Sample } from '../../data/schema.ts'
import { createRandom } from '../../statistics/random.ts'

/** Samples and their raw files, as the lab adds them once to a trial after its rounds. */
export interface Extras {
  samples: Sample[]
  files: Record<string, string>
  evidence: Evidence[]
}

const CARDS = {
  virtio: { lost: 2, jitterMs: 0.4, exits: 0.6, cpuUs: 110, withoutOffloads: 0.5 },
  e1000: { lost: 40, jitterMs: 0.9, exits: 2.5, cpuUs: 190, withoutOffloads: 0.9 },
} as const

/** `/proc/stat` and `/proc/PID/stat` after some processor time of the machine and of its QEMU, s. */
const cpuTimeText = (busyS: number, qemuS: number): string =>
  `cpu  ${Math.round(busyS * 60)} 0 ${Math.round(busyS * 40)} 90000 0 0 0 0 0 0\ncpu0 1 0 1 90000 0 0 0 0 0 0\n` +
  `812 (qemu-system-x86) S 1 1 1 0 -1 0 0 0 0 0 ${Math.round(qemuS * 70)} ${Math.round(qemuS * 30)} 0 0 20 0 4 0 1 1 1\n`

const udpJson = (bytes: number, lost: number, jitterMs: number): string =>
  JSON.stringify({
    start: { test_start: { protocol: 'UDP', blksize: bytes } },
    end: { sum: { packets: 2001, lost_packets: lost, jitter_ms: jitterMs } },
  })

const streamJson = (mbit: number, reverse: boolean): string => {
  const sum = { seconds: 2, bytes: Math.round((mbit * 1e6) / 4), bits_per_second: mbit * 1e6 }
  return JSON.stringify({
    start: { test_start: { protocol: 'TCP', reverse: reverse ? 1 : 0 } },
    end: { sum_sent: { ...sum, retransmits: 0 }, sum_received: sum },
  })
}

/** Datagrams, and streams without offloads. @param streams with offloads, Mbit/s */
export function networkExtras(
  card: keyof typeof CARDS,
  seed: number,
  streams: { toMbit: number; fromMbit: number },
): Extras {
  const level = CARDS[card]
  const random = createRandom(seed)
  const vary = (value: number) => value * (0.95 + 0.1 * random())
  const extras: Extras = { samples: [], files: {}, evidence: [] }
  const add = (probe: Program, json: string, exits: number, busyS: number) => {
    const files = {
      output: `${probe}.1.json`,
      exits: `${probe}.1.exits.csv`,
      'cpu-before': `${probe}.1.cpu-before.txt`,
      'cpu-after': `${probe}.1.cpu-after.txt`,
    }
    extras.files[files.output] = json
    extras.files[files.exits] = `${Math.round(exits)},,kvm:kvm_exit,1000000000,100.00,,\n`
    extras.files[files['cpu-before']] = cpuTimeText(10, 5)
    extras.files[files['cpu-after']] = cpuTimeText(10 + busyS, 5 + busyS / 2)
    extras.samples.push({
      probe,
      index: 1,
      warmup: false,
      place: 'host1',
      argv: ['iperf3'],
      exitCode: 0,
      durationMs: 2000,
      operations: null,
      files,
    })
  }
  add(
    'udp-small',
    udpJson(64, Math.round(vary(level.lost)), vary(level.jitterMs)),
    vary(2000 * level.exits),
    vary(2000 * level.cpuUs * 1e-6),
  )
  add(
    'udp-large',
    udpJson(1400, Math.round(vary(level.lost)), vary(level.jitterMs)),
    vary(2100 * level.exits),
    vary(2600 * level.cpuUs * 1e-6),
  )
  add('iperf3-to-vm-no-offload', streamJson(vary(streams.toMbit * level.withoutOffloads), false), 9000, 1.8)
  add('iperf3-from-vm-no-offload', streamJson(vary(streams.fromMbit * level.withoutOffloads), true), 9000, 1.8)
  return extras
}

/** What perf saw of two programs that were run once more. */
export function evidenceExtras(configuration: 'kvm' | 'tcg'): Extras {
  const tool = configuration === 'kvm' ? 'perf-kvm-stat' : 'perf-record'
  const row = (reason: string, count: number, time: string) =>
    `                 ${reason}        ${count}    30.00%    ${time}%     20.00us    400.00us     50.00us ( +-   2.00% )\n`
  const text =
    configuration === 'kvm'
      ? `\nAnalyze events for all VMs, all VCPUs:\n\n${row('msr', 600, '10.00')}${row('npf', 400, '80.00')}${row('hlt', 20, '10.00')}\nTotal Samples:1020, Total events handled time:600000.00us.\n`
      : '# Samples: 400\n    90.00%           360  [JIT] tid 1154\n     8.00%            32  qemu-system-x86_64\n     2.00%             8  [kernel.kallsyms]\n'
  const probes = ['cpu-loop', 'process-creation'] as const
  return {
    samples: [],
    files: Object.fromEntries(probes.map((probe) => [`${probe}.${tool}.txt`, text])),
    evidence: probes.map((probe) => ({ probe, tool, argv: ['perf'], file: `${probe}.${tool}.txt` })),
  }
}
