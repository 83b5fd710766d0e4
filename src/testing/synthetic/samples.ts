import type { LoadedTrial } from '../../data/loaded-run.ts'
import type { Program, Sample, Trial } from '../../data/schema.ts'
import { evidenceExtras, type Extras, networkExtras } from './extras.ts'
import { EPOCH, iso, type Noise } from './noise.ts'
import { infoJit, iperf3Json, kvmCounters, memcpyText, perfBench, perfLine, perfStat, pingText } from './outputs.ts'

/** What is drawn around: medians of each configuration. */
const LEVELS = {
  kvm: { loopMs: 90, spawnMs: 4.1, pipeUs: 140, memcpyMiB: 254, syscallUs: 0.51, bootS: 16, exits: 3_000 },
  tcg: { loopMs: 3_100, spawnMs: 62, pipeUs: 4_000, memcpyMiB: 26, syscallUs: 7.8, bootS: 75, exits: 0 },
  host: { loopMs: 70, spawnMs: 1.6, pipeUs: 21, memcpyMiB: 490, syscallUs: 0.35, bootS: 0, exits: 0 },
  virtio: { toMbit: 527, fromMbit: 410, rttMs: 1.9, mmio: 7.4, pio: 0.2, virq: 30, msr: 4 },
  e1000: { toMbit: 184, fromMbit: 120, rttMs: 3.4, mmio: 133, pio: 0.2, virq: 61, msr: 5 },
} as const

interface Drawn {
  argv: string[]
  operations: number | null
  /** Role to ending and text. */
  files: Record<string, [string, string]>
}

function drawAcceleration(probe: Program, configuration: 'kvm' | 'tcg' | 'host', boot: number, n: Noise): Drawn {
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
  const drawn = (argv: string, operations: number | null, ending: string, text: string): Drawn => ({
    argv: argv.split(' '),
    operations,
    files: { output: [ending, text], ...around[configuration] },
  })
  switch (probe) {
    case 'cpu-loop':
      return drawn('perf stat -x, loop 5000', 5_000, 'csv', perfStat(level.loopMs * f, level.loopMs * f * 0.98))
    case 'process-creation':
      return drawn('perf stat -x, spawn 50', 50, 'csv', perfStat(level.spawnMs * 50 * f, level.spawnMs * 46 * f))
    case 'context-switch':
      return drawn(
        'perf bench sched pipe -l 1000',
        null,
        'txt',
        perfBench('sched/pipe', 'pipe operations between two processes\n', 1_000, level.pipeUs * f).replace(
          '\n\n\n',
          '\n\n',
        ),
      )
    case 'syscall':
      return drawn(
        'perf bench syscall basic -l 100000',
        null,
        'txt',
        perfBench('syscall/basic', 'getppid() calls', 100_000, level.syscallUs * f),
      )
    default:
      return drawn('perf bench mem memcpy -s 8MB -f x86-64-movsq', null, 'txt', memcpyText(level.memcpyMiB / f))
  }
}

function drawNetwork(probe: Program, configuration: 'virtio' | 'e1000', boot: number, n: Noise): Drawn {
  const level = LEVELS[configuration]
  const f = boot * n.factor(0.04)
  if (probe === 'ping') {
    const text = pingText(EPOCH, 100, 0.05, () => level.rttMs * f * n.factor(0.1))
    return {
      argv: ['ping', '-D', '-c', '100', '-i', '0.05', '192.168.100.10'],
      operations: null,
      files: { output: ['txt', text] },
    }
  }
  const reverse = probe === 'iperf3-from-vm'
  const mbit = (reverse ? level.fromMbit : level.toMbit) / f
  const megabytes = (mbit * 3) / 8
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
} as const satisfies Record<string, readonly Program[]>

type Sampled = 'kvm' | 'tcg' | 'host' | 'virtio' | 'e1000'

/** Controls, and what they are in truth. */
const COPIES = { 'kvm-control': 'kvm', 'virtio-control': 'virtio' } as const
const ofSame = (configuration: Sampled | keyof typeof COPIES): Sampled =>
  configuration === 'kvm-control' || configuration === 'virtio-control' ? COPIES[configuration] : configuration

interface Plan {
  configuration: Sampled | keyof typeof COPIES
  repetition: number
  startS: number
  samples: number
  warmups: number
}

/** With a noise of their own, so that the rounds before them keep their numbers. */
function extrasOf(configuration: Plan['configuration'], repetition: number): Extras {
  if (configuration === 'virtio' || configuration === 'e1000')
    return networkExtras(configuration, repetition, LEVELS[configuration])
  const profiled = repetition === 1 && (configuration === 'kvm' || configuration === 'tcg')
  return profiled ? evidenceExtras(configuration) : { samples: [], files: {}, evidence: [] }
}

/** FOR TESTS ONLY: a trial of acceleration or network. */
export function sampledTrial(plan: Plan, n: Noise): LoadedTrial {
  const { repetition, startS } = plan
  const configuration = ofSame(plan.configuration)
  const isNetwork = configuration === 'virtio' || configuration === 'e1000'
  const experiment = isNetwork ? 'network' : 'acceleration'
  const boot = n.factor(0.04)
  const files: Record<string, string> = {}
  const samples: Sample[] = []
  for (const probe of PROBES[experiment]) {
    for (let index = 1; index <= plan.warmups + plan.samples; index += 1) {
      const drawn = isNetwork
        ? drawNetwork(probe, configuration, boot, n)
        : drawAcceleration(probe, configuration, boot, n)
      const names: Record<string, string> = {}
      for (const [role, [ending, text]] of Object.entries(drawn.files)) {
        const name = `${probe}.${index}${role === 'output' ? '' : `.${role}`}.${ending}`
        names[role] = name
        files[name] = text
      }
      samples.push({
        probe,
        index,
        warmup: index <= plan.warmups,
        place: isNetwork || configuration === 'host' ? 'host1' : 'vm',
        argv: drawn.argv,
        exitCode: 0,
        durationMs: 1000,
        operations: drawn.operations,
        files: names,
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
    schema: 1,
    id: `${experiment}-${plan.configuration}-${repetition}`,
    experiment,
    configuration: plan.configuration,
    repetition,
    startedAt: iso(startS),
    finishedAt: iso(startS + 60),
    bootMs: onHost ? null : Math.round(1000 * (isNetwork ? LEVELS.kvm : LEVELS[configuration]).bootS * n.factor(0.05)),
    vmArgv: onHost
      ? null
      : [
          'qemu-system-x86_64',
          '-cpu',
          'qemu64',
          ...accelerator,
          '-m',
          '2G',
          '-smp',
          '1',
          '-netdev',
          'bridge,id=net0,br=br0',
          '-device',
          `${model},netdev=net0`,
        ],
    samples,
    migration: null,
    block: repetition,
    workload: null,
    skipped: null,
    evidence: extras.evidence,
  }
  return { trial, files }
}
