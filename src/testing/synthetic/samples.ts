import { emptyTrial } from '../../data/empty-trial.ts'
import { HOSTS } from '../../data/host-name.ts'
import type { LoadedTrial } from '../../data/loaded-run.ts'
import type { Sample } from '../../data/schema.ts'
import { trialId } from '../../data/trial-id.ts'
import {
  type Arm,
  CATALOGUE,
  type ConfigurationOf,
  declared,
  type Program,
  type ProgramOf,
  programsOf,
} from '../../experiments/catalogue.ts'
import type { Drawn } from './drawn.ts'
import { drawNetwork, IN_ROUNDS, ONCE } from './network.ts'
import { iso, type Noise, noise } from './noise.ts'
import { memcpyText, perfBench, perfStat } from './outputs.ts'
import { type Surroundings, surroundings } from './windows.ts'

type AccelerationProgram = ProgramOf<'acceleration'>
type Card = Arm<'network'>

/** What is drawn around: medians of each program in each configuration. */
const ACCELERATION: Readonly<Record<Arm<'acceleration'>, Readonly<Record<AccelerationProgram, number>>>> = {
  kvm: { 'cpu-loop': 18, 'process-creation': 4.1, 'context-switch': 140, memcpy: 254, syscall: 0.51 },
  tcg: { 'cpu-loop': 620, 'process-creation': 62, 'context-switch': 4_000, memcpy: 26, syscall: 7.8 },
  host: { 'cpu-loop': 14, 'process-creation': 1.6, 'context-switch': 21, memcpy: 490, syscall: 0.35 },
}
const BOOT_SECONDS: Readonly<Record<Arm<'acceleration'>, number>> = { kvm: 16, tcg: 75, host: 0 }

/** The output of a program: its command, operations, ending and text, for a median that noise has moved. */
type Output = [command: string, operations: number | null, ending: 'csv' | 'txt', text: string]

/** What each program of section B prints that is given so many operations. */
const PRINT: Readonly<Record<AccelerationProgram, (median: number, f: number, operations: number) => Output>> = {
  'cpu-loop': (us, f, turns) => {
    const ms = (us * f * turns) / 1000
    return [`perf stat -x, loop ${turns}`, turns, 'csv', perfStat(ms, ms * 0.98)]
  },
  'process-creation': (ms, f, count) => [
    `perf stat -x, spawn ${count}`,
    count,
    'csv',
    perfStat(ms * count * f, ms * count * f * 0.92),
  ],
  'context-switch': (us, f, count) => [
    `perf bench sched pipe -l ${count}`,
    count,
    'txt',
    perfBench('sched/pipe', 'pipe operations between two processes\n', count, us * f).replace('\n\n\n', '\n\n'),
  ],
  memcpy: (mib, f, copies) => [
    `perf bench mem memcpy -s 8MB -l ${copies} -f default`,
    copies,
    'txt',
    memcpyText(mib / f),
  ],
  syscall: (us, f, calls) => [
    `perf bench syscall basic -l ${calls}`,
    calls,
    'txt',
    perfBench('syscall/basic', 'getppid() calls', calls, us * f),
  ],
}

/** Operations that take 1.3 s. */
const SIZED: Readonly<Record<AccelerationProgram, (median: number) => number>> = {
  'cpu-loop': (us) => 1.3e6 / us,
  'process-creation': (ms) => 1300 / ms,
  'context-switch': (us) => 1.3e6 / us,
  memcpy: (mib) => (1.3 * mib) / 8,
  syscall: (us) => 1.3e6 / us,
}

function drawAcceleration(program: AccelerationProgram, arm: Arm<'acceleration'>, boot: number, n: Noise): Drawn {
  const f = boot * n.factor(0.03)
  const median = ACCELERATION[arm][program]
  const sized = Math.ceil(SIZED[program](median))
  const [command, operations, ending, text] = PRINT[program](median, f, sized)
  return { argv: command.split(' '), operations, files: { output: [ending, text] } }
}

type Sampled = ConfigurationOf<'acceleration'> | ConfigurationOf<'network'>

const isCard = (configuration: Sampled): configuration is ConfigurationOf<'network'> =>
  Object.hasOwn(CATALOGUE.network.configurations, configuration)
const cardOf = (configuration: ConfigurationOf<'network'>): Card =>
  configuration === 'virtio-control' ? 'virtio' : configuration
const armOf = (configuration: ConfigurationOf<'acceleration'>): Arm<'acceleration'> =>
  configuration === 'kvm-control' ? 'kvm' : configuration

interface Plan {
  configuration: Sampled
  repetition: number
  startS: number
  samples: number
  warmups: number
}

/** What is kept beside the samples, with a noise of its own. */
function surroundingsOf(configuration: Sampled, boot: number, startS: number): Surroundings {
  if (isCard(configuration)) return { calibrations: [], windows: [], files: {} }
  const arm = armOf(configuration)
  const print = (program: Program, operations: number): string => {
    const known = programsOf('acceleration').find((one) => one === program)
    return known === undefined ? '' : PRINT[known](ACCELERATION[arm][known], boot, operations)[3]
  }
  return surroundings(arm, arm === configuration, startS, print, noise(startS))
}

/** Each program of a trial with what it prints, drawn anew for every sample. */
function programsIn(configuration: Sampled, boot: number, n: Noise): [Program, () => Drawn][] {
  if (isCard(configuration)) {
    const programs = configuration === 'virtio-control' ? IN_ROUNDS : [...IN_ROUNDS, ...ONCE]
    return programs.map((program) => [program, () => drawNetwork(program, cardOf(configuration), boot, n)])
  }
  return programsOf('acceleration').map((program) => [
    program,
    () => drawAcceleration(program, armOf(configuration), boot, n),
  ])
}

/** FOR TESTS ONLY: a trial of acceleration or network. */
export function sampledTrial(plan: Plan, n: Noise): LoadedTrial {
  const { configuration, repetition, startS } = plan
  const experiment = isCard(configuration) ? 'network' : 'acceleration'
  const vm = declared[experiment].configurations[configuration]?.vm ?? null
  // The slow ones on the other host, as the lab's lists would have it; in the next block the other way round.
  const host = HOSTS[(repetition + (configuration === 'tcg' ? 0 : 1)) % HOSTS.length] ?? 'host1'
  const boot = n.factor(0.04)
  const files: Record<string, string> = {}
  const samples: Sample[] = []
  for (const [probe, draw] of programsIn(configuration, boot, n)) {
    const once = (ONCE as readonly string[]).includes(probe)
    const [warmups, count] = once ? [0, 1] : [plan.warmups, plan.warmups + plan.samples]
    for (let index = 1; index <= count; index += 1) {
      const drawn = draw()
      const names: Record<string, string> = {}
      for (const [role, [ending, text]] of Object.entries(drawn.files)) {
        const name = `${probe}.${index}${role === 'output' ? '' : `.${role}`}.${ending}`
        names[role] = name
        files[name] = text
      }
      samples.push({
        probe,
        index,
        warmup: index <= warmups,
        place: experiment === 'network' || vm === null ? host : 'vm',
        argv: drawn.argv,
        ...(drawn.counting ? { counting: drawn.counting } : {}),
        exitCode: 0,
        durationMs: 1000,
        operations: drawn.operations,
        files: names,
      })
    }
  }
  const around = surroundingsOf(configuration, boot, startS)
  Object.assign(files, around.files)
  const bootS = BOOT_SECONDS[isCard(configuration) ? 'kvm' : armOf(configuration)]
  const trial = emptyTrial({
    id: trialId({ experiment, configuration, workload: null, repetition }),
    experiment,
    configuration,
    repetition,
    startedAt: iso(startS),
    finishedAt: iso(startS + 60),
    bootMs: vm === null ? null : Math.round(1000 * bootS * n.factor(0.05)),
    vmArgv:
      vm === null
        ? null
        : [
            ...['qemu-system-x86_64', '-cpu', 'qemu64', ...(vm.accelerator === 'kvm' ? ['-enable-kvm'] : [])],
            ...['-m', '2G', '-smp', '1', '-netdev', 'bridge,id=net0,br=br0', '-device', `${vm.nic},netdev=net0`],
          ],
    samples,
    block: repetition,
    host,
    hostBoot: 1,
    calibrations: around.calibrations,
    windows: around.windows,
  })
  return { trial, files }
}
