import path from 'node:path'
import type { ProcessOutcome } from '../process.ts'
import { PROJECT } from './computer.ts'
import { commandOf, type Measured } from './verdict.ts'

/** Where a computer keeps the packed run, and what the report about it is called. */
const PACKED = 'out/measured'
const PATTERN = 'measured-{id}'
const npm = (script: string, ...options: string[]) => ['npm', 'run', '--silent', script, '--', ...options]
const LAB = npm('lab', '--profile', 'smoke', '--to', PACKED)

/** What is left of a lab on a computer’s disk: the packed run of this name, and the report. */
export const keptOf = (run: string, id: string): readonly string[] => [
  path.join(PROJECT, PACKED, `${run}.tar.gz`),
  path.join(PROJECT, 'out', `${PATTERN.replace('{id}', id)}.pdf`),
]

/** Whoever types the commands of {@link measureOn}. */
interface Hands {
  root(argv: readonly string[]): Promise<ProcessOutcome>
  user(argv: readonly string[]): Promise<ProcessOutcome>
}

/**
 * Measures with the shortest profile, prints that and recomputes it, as far as it goes. Where packages are missing, the
 * command that the lab asks for is executed by root, and the lab begun once more.
 */
export async function measureOn({ root, user }: Hands, id: string): Promise<Measured> {
  const refused = await user(LAB)
  const command = refused.exitCode === 0 ? null : commandOf(refused.stderr)
  const installed = command !== null && (await root(['sh', '-c', command])).failure === null
  const lab = installed ? await user(LAB) : refused
  // With `--to` the lab names the packed run.
  const run = path.basename(lab.stdout.trim(), '.tar.gz')
  const steps = [stepOf('lab', lab)]
  const rest = {
    report: npm('report', '--id', id, '--run', run, '--file-name', PATTERN),
    verify: npm('verify', '--id', id, '--file-name', PATTERN),
  } as const
  for (const does of ['report', 'verify'] as const) {
    if (steps.at(-1)?.exitCode === 0) steps.push(stepOf(does, await user(rest[does])))
  }
  return { run, steps }
}

const stepOf = (
  does: 'lab' | 'report' | 'verify',
  { exitCode, stdout, stderr, durationMs }: ProcessOutcome,
): Measured['steps'][number] => ({
  does,
  exitCode,
  said: does === 'verify' ? stdout : stderr,
  seconds: durationMs / 1000,
})
