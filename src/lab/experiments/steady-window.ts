import type { Program } from '../../data/schema.ts'
import { IDLE } from '../../experiments/acceleration.ts'
import type { Accelerator } from '../../experiments/declaration.ts'
import { commandLine } from '../../text/shell.ts'
import type { Vm } from '../machines/vm/vm.ts'
import { pause } from '../tools/clock.ts'
import { startRecorder, TOOL } from './recorder.ts'
import type { TrialRecorder } from './trial.ts'

/** After the program has begun, until counting begins. */
const SETTLE_MS = 700
/** Settling, the window of two seconds, and as long again for a busy computer. */
const RUN_MS = 4_000
/** Each has twice the work of the one before: a program that was held up when its pace was taken may be four times as fast. */
const ATTEMPTS = 3
const LIMIT_MS = 600_000

/** A program that has been measured before, so that it is known how long it takes. */
export interface Paced {
  operationsPerMs: number
  /** From giving the command until the program itself begins: perf's start without KVM takes seconds. */
  startMs: number
  command: (operations: number) => readonly string[]
}

/** What runs by itself in a window: a program, or none. */
export type Steady = { probe: Program; paced: Paced } | { probe: null }

const [OUTPUT, CODE] = ['/tmp/steady.output', '/tmp/steady.code']
/** The agent answers at once, and hears of the program again only when it asks. */
const inBackground = (command: string): string =>
  `rm -f ${OUTPUT} ${CODE}; (${command} >${OUTPUT} 2>&1; echo $? >${CODE}) </dev/null >/dev/null 2>&1 &`
const WAIT = `[ -e ${CODE} ] && echo ended || echo running
while [ ! -s ${CODE} ]; do usleep 100000; done
cat ${CODE} ${OUTPUT}`

/**
 * Counts on the host while a program runs in the VM by itself: it is started in the background, and from then on nothing
 * is asked of the VM until the window is over. Where the host's kernel does not let perf do it, perf's own words are kept
 * in place of its report, and the trial goes on.
 */
export async function observeWindow(
  vm: Vm,
  accelerator: Accelerator,
  trial: TrialRecorder,
  steady: Steady,
  signal: AbortSignal,
): Promise<void> {
  const { probe } = steady
  const name = probe ?? IDLE
  const tool = TOOL[accelerator]
  const file = (role: string, text: string) => trial.file(`${name}.steady.${role}.txt`, text)
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const runMs = RUN_MS * 2 ** (attempt - 1)
    const recorder = await startRecorder(vm.host, accelerator, signal)
    if ('refused' in recorder) {
      const files = { counts: file('counts', recorder.refused) }
      trial.window({ probe, tool, argv: [], operations: null, ranThroughout: false, serialBytes: 0, files })
      return
    }
    const operations = probe === null ? null : Math.ceil(steady.paced.operationsPerMs * runMs)
    const command = probe === null ? ['sleep', String(runMs / 1000)] : steady.paced.command(operations ?? 1)
    await vm.agent.run(inBackground(commandLine(command)), LIMIT_MS, signal)
    await pause(SETTLE_MS + (probe === null ? 0 : steady.paced.startMs), signal)

    const files: Record<string, string> = {}
    const translator = async (moment: 'before' | 'after') => {
      if (accelerator === 'tcg') files[`jit-${moment}`] = file(`jit-${moment}`, await vm.monitor('info jit'))
    }
    await translator('before')
    const traffic = vm.agent.traffic()
    files.times = file('times', await recorder.window())
    const serialBytes = vm.agent.traffic() - traffic
    await translator('after')

    const { output } = await vm.agent.run(WAIT, LIMIT_MS, signal)
    const [state, code, ...lines] = output.split('\n')
    const report = await recorder.report()
    if (code !== '0')
      throw new Error(
        `${commandLine(command)} ended with exit code ${code} in its window: ${lines.join('\n').slice(-300)}`,
      )
    const ranThroughout = state === 'running'
    if (!ranThroughout && attempt < ATTEMPTS) continue
    files.counts = file('counts', report)
    files.output = file('output', lines.join('\n'))
    trial.window({ probe, tool, argv: recorder.argv, operations, ranThroughout, serialBytes, files })
    return
  }
}
