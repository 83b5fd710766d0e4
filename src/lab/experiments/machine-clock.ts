import type { Clocks } from '../../data/schema.ts'
import { readHostClock } from '../machines/hosts/host-clock.ts'
import type { BlockTrial } from './block-trial.ts'

type Place = Pick<BlockTrial, 'host' | 'vm' | 'trial' | 'signal'>

const SOURCE = 'cat /sys/devices/system/clocksource/clocksource0/current_clocksource'
/** Enough to see a clock of 4 ms tick, where a reading takes a tenth of one. */
const READINGS = 200
const STEPS = `${SOURCE}\necho ${'$EPOCHREALTIME '.repeat(READINGS).trim()}`
const EXCHANGES = 3

/** Keeps by which clock the programs of a trial are timed, and in which steps it goes. */
export async function noteClock({ host, vm, trial, signal }: Place): Promise<void> {
  const printed = vm
    ? (await vm.agent.run(STEPS, 300_000, signal)).output
    : (await host.script(STEPS, { signal })).stdout
  trial.file('clock.txt', printed)
}

/** That clock against the lab's, once; what it ran at in between follows from two of these. */
export async function readAgainstLab({ host, vm, signal }: Place, when: 'before' | 'after'): Promise<Clocks[number]> {
  if (!vm) return { machine: host.name, when, exchanges: await readHostClock(host, EXCHANGES) }
  const exchanges: Clocks[number]['exchanges'] = []
  for (let i = 0; i < EXCHANGES; i += 1) exchanges.push(await vm.agent.clock(signal))
  return { machine: 'vm', when, exchanges }
}
