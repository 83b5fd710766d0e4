import { expect, test } from 'vitest'
import type { ProcessOutcome } from '../process.ts'
import { measureOn } from './measure-on.ts'

const outcome = (exitCode: number, stdout = '', stderr = ''): ProcessOutcome => ({
  argv: [],
  exitCode,
  stdout,
  stderr,
  durationMs: 1000,
  timedOut: false,
  cancelled: false,
  failure: exitCode === 0 ? null : 'it failed',
})
const REFUSAL = outcome(
  3,
  '',
  'Error: This needs uidmap, and installing takes root: run\n  sudo apt-get install uidmap\n',
)

/** A computer that answers with `labs` when one is asked for, and the commands that were typed there. */
async function typedWith(labs: ProcessOutcome[], verified = outcome(0, '9 figures, 0 differ\n')) {
  const typed: string[] = []
  const user = async (argv: readonly string[]) => {
    typed.push(argv.join(' '))
    const script = argv[3]
    return (script === 'lab' ? labs.shift() : script === 'verify' ? verified : outcome(0)) ?? outcome(1)
  }
  const root = async (argv: readonly string[]) => {
    typed.push(`root: ${argv.at(-1)}`)
    return outcome(0)
  }
  return { measured: await measureOn({ user, root }, 'x1'), typed }
}

test('what the lab lacks is installed by root, and its run is printed and recomputed', async () => {
  const { measured, typed } = await typedWith([
    REFUSAL,
    outcome(0, '/home/student/migration-lab/out/measured/20250301T101500Z-smoke.tar.gz\n'),
  ])
  expect(typed).toEqual([
    'npm run --silent lab -- --profile smoke --to out/measured',
    'root: sudo apt-get install uidmap',
    'npm run --silent lab -- --profile smoke --to out/measured',
    'npm run --silent report -- --id x1 --run 20250301T101500Z-smoke --file-name measured-{id}',
    'npm run --silent verify -- --id x1 --file-name measured-{id}',
  ])
  expect(measured.steps.map(({ does, exitCode }) => `${does} ${exitCode}`)).toEqual(['lab 0', 'report 0', 'verify 0'])
  expect(measured.steps.at(-1)?.said).toBe('9 figures, 0 differ\n')
})

test('a lab that fails is the last step, and is not begun again', async () => {
  const { measured, typed } = await typedWith([outcome(4, '', 'Error: host1 did not boot')])
  expect(typed).toHaveLength(1)
  expect(measured.steps).toEqual([{ does: 'lab', exitCode: 4, said: 'Error: host1 did not boot', seconds: 1 }])
})
