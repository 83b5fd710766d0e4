import { existsSync } from 'node:fs'
import type { Command } from './command-line/command.ts'
import { failure } from './command-line/failure.ts'
import { findCommands } from './command-line/find.ts'
import { canBe, flagOf } from './command-line/option.ts'
import { watchOutput } from './command-line/output.ts'
import { createProgram } from './command-line/program.ts'
import { fromUser } from './command-line/user-folder.ts'
import { EXITS, UserError } from './errors.ts'
import { keptByNpm, recoverArguments } from './setup/npm-arguments.ts'

/** A command that was told to stop has this long to clean up. */
const GRACE_MS = 9_500

const interruption = new UserError('interrupted', 'Interrupted.')

/** The arguments as they were meant, where `npm run` was given them without the `--`. */
async function argumentsOf(
  commands: ReadonlyMap<string, Command>,
  argv: readonly string[],
): Promise<readonly string[]> {
  const [name = '', ...args] = argv
  const command = commands.get(name)
  const options = Object.entries((await command?.options()) ?? {}).map(([option, declared]) => ({
    flag: flagOf(option),
    takesValue: declared.placeholder.startsWith('<'),
    accepts: (value: string) => canBe(declared, value),
  }))
  const isFile = command?.operands ? (word: string) => existsSync(fromUser(word)) : null
  const recovered = recoverArguments(name, args, options, process.env, isFile)
  const kept = keptByNpm(name, args, options, process.env).map(({ flag }) => flag)
  if (recovered === null && kept.length > 0)
    throw new UserError(
      'usage',
      `npm kept ${kept.join(' and ')} for itself; write a -- before them: npm run ${name} -- …`,
    )
  if (recovered === null) return argv
  process.stderr.write(
    `Understood as: npm run ${name} -- ${recovered.join(' ')} (npm keeps options without the -- for itself)\n`,
  )
  return [name, ...recovered]
}

async function main(argv: readonly string[]): Promise<number> {
  const printed = watchOutput(process.stdout)
  const told = watchOutput(process.stderr)
  const controller = new AbortController()
  const interrupted = new Promise<never>((_, reject) => {
    const giveUp = () => setTimeout(() => reject(interruption), GRACE_MS).unref()
    controller.signal.addEventListener('abort', giveUp, { once: true })
  })
  // npm and the terminal both send the signal: only the first counts.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => controller.abort(interruption))
  try {
    const commands = await findCommands(argv[0] ?? '')
    const program = createProgram(commands, { signal: controller.signal })
    const meant = await argumentsOf(commands, argv)
    await Promise.race([program.parseAsync(meant, { from: 'user' }), interrupted])
    controller.signal.throwIfAborted()
    await printed(controller.signal)
    controller.signal.throwIfAborted()
    return EXITS.ok.code
  } catch (error) {
    const stopped = controller.signal.aborted && !(error instanceof UserError && error.code === 'interrupted')
    const { code, stdout, stderr } = failure(stopped ? interruption : error, {
      verbose: argv.includes('--verbose'),
      json: argv.includes('--json'),
    })
    process.stdout.write(stdout)
    process.stderr.write(stderr)
    await printed(controller.signal).catch(() => {}) // the first failure is the one that is told
    return code
  } finally {
    await told(controller.signal).catch(() => {}) // nothing is left to tell it by
  }
}

process.exit(await main(process.argv.slice(2)))
