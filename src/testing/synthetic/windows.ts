import type { Calibration, Clocks, Program, SteadyWindow } from '../../data/schema.ts'
import { IDLE } from '../../experiments/acceleration.ts'
import { type Arm, programDeclaration, programsOf } from '../../experiments/catalogue.ts'
import type { Accelerator } from '../../experiments/declaration.ts'
import type { Noise } from './noise.ts'
import { clockSteps, infoJit, perfKvmStat, perfReport, windowTimes } from './outputs.ts'

/** FOR TESTS ONLY: what the lab keeps of a trial of section B beside its samples. */
export interface Surroundings {
  calibrations: Calibration[]
  windows: SteadyWindow[]
  files: Record<string, string>
}

/** What a program prints that is given so many operations. */
type Print = (program: Program, operations: number) => string

const SECONDS = 2
/** Exits a second of a VM in which nothing runs, and more for a program that does. */
const EXITS = { msr: [60, 40], hlt: [40, 20_000], interrupt: [10, 90] } as const
const MORE: Readonly<Record<string, number>> = { 'process-creation': 900, 'context-switch': 300 }
const CLOCK: Readonly<Record<Arm<'acceleration'>, string>> = { kvm: 'kvm-clock', tcg: 'tsc', host: 'tsc' }

/** Exits in a window; of a program, page faults as well, and no halt. */
function exitsOf(probe: Program | null, n: Noise): Record<string, [number, number]> {
  const count = (perSecond: number) => Math.round(perSecond * SECONDS * n.factor(0.05))
  const { msr, hlt, interrupt } = EXITS
  return {
    msr: [count(msr[0] + (probe === null ? 0 : 240)), msr[1]],
    ...(probe === null ? { hlt: [count(hlt[0]), hlt[1]] } : { npf: [count(20 + (MORE[probe] ?? 0)), 120] }),
    interrupt: [count(interrupt[0] + (probe === null ? 0 : 250)), interrupt[1]],
  }
}

function windowOf(probe: Program | null, arm: Accelerator, print: Print, startS: number, n: Noise) {
  const name = probe ?? IDLE
  const operations = probe === null ? null : 10_000
  const texts: Record<string, string> = {
    times: windowTimes(startS, SECONDS),
    output: probe === null ? '' : print(probe, operations ?? 0),
    counts: arm === 'kvm' ? perfKvmStat(exitsOf(probe, n)) : perfReport(360, 32, 8),
    ...(arm === 'kvm'
      ? {}
      : {
          'jit-before': infoJit(41_000),
          'jit-after': infoJit(41_000 + Math.round(900 * n.factor(0.1))),
        }),
  }
  const files = Object.fromEntries(Object.keys(texts).map((role) => [role, `${name}.steady.${role}.txt`]))
  const window: SteadyWindow = {
    probe,
    tool: arm === 'kvm' ? 'perf-kvm-stat' : 'perf-record',
    argv: ['perf'],
    operations,
    ranThroughout: true,
    serialBytes: 0,
    files,
  }
  return { window, files: Object.fromEntries(Object.entries(files).map(([role, file]) => [file, texts[role] ?? ''])) }
}

/** @param watched whether there are windows, as in a configuration that is no control */
export function surroundings(
  arm: Arm<'acceleration'>,
  watched: boolean,
  startS: number,
  print: Print,
  n: Noise,
): Surroundings {
  const exchange = (at: number) => [{ asked: at, remote: at + 0.0105, answered: at + 0.02 }]
  const machine = arm === 'host' ? 'host1' : 'vm'
  const clocks: Clocks = [
    { machine, when: 'before', exchanges: exchange(startS) },
    { machine, when: 'after', exchanges: exchange(startS + 50) },
  ]
  const files: Record<string, string> = {
    'clock.txt': clockSteps(CLOCK[arm], arm === 'tcg' ? 150 : 20),
    'clocks.json': JSON.stringify(clocks),
  }
  const calibrations = programsOf('acceleration').map((probe): Calibration => {
    const file = `${probe}.calibration-1.txt`
    files[file] = print(probe, 100)
    return { probe, operations: 100, elapsedMs: 300, chosen: 500, file }
  })
  if (!watched || arm === 'host') return { calibrations, windows: [], files }
  const programs = programsOf('acceleration').filter((one) => programDeclaration(one).profiled?.includes(arm))
  const made = [...(arm === 'kvm' ? [null] : []), ...programs].map((probe) => windowOf(probe, arm, print, startS, n))
  for (const one of made) Object.assign(files, one.files)
  return { calibrations, windows: made.map(({ window }) => window), files }
}
