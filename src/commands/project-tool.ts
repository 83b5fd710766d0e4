import path from 'node:path'
import type { Session } from '../command-line/session.ts'
import { UserError } from '../errors.ts'
import { tryRun } from '../process.ts'
import { project } from '../project.ts'

/** A program of node_modules that looks at the code. */
export interface Tool {
  /** Its script in node_modules. */
  script: string
  args: readonly string[]
  /** The sentence's subject where it fails: `The type check`. */
  what: string
}

/** What can be said of the code without running it, quickest first. */
export const STATIC_CHECKS = {
  biome: {
    script: '@biomejs/biome/bin/biome',
    args: ['check', '--error-on-warnings'],
    what: 'The check of format and lint',
  },
  types: { script: 'typescript/bin/tsc', args: [], what: 'The type check' },
  knip: { script: 'knip/bin/knip.js', args: [], what: 'The search for unused code' },
} as const satisfies Record<string, Tool>

/** The tests of the project, or those whose files contain one of the names. */
export const tests = (...args: readonly string[]): Tool => ({
  script: 'vitest/vitest.mjs',
  args: ['run', '--config', path.join('src', 'testing', 'vitest.config.ts'), ...args],
  what: 'A test',
})

/**
 * Runs a tool under this Node; its output is the command's.
 * @throws UserError `check` when it fails
 */
export async function runTool({ script, args, what }: Tool, { signal }: Session): Promise<void> {
  const { root } = project()
  const argv = [process.execPath, path.join(root, 'node_modules', script), ...args]
  const outcome = await tryRun(argv, { cwd: root, signal, output: 'inherit' })
  signal.throwIfAborted()
  if (outcome.failure !== null) throw new UserError('check', `${what} failed, as it says above.`)
}

/** @throws UserError `check` at the first that fails */
export async function checkStatically(session: Session): Promise<void> {
  for (const tool of Object.values(STATIC_CHECKS)) await runTool(tool, session)
}
