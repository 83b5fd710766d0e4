import { CommanderError } from 'commander'
import type { Command } from './command-line/command.ts'
import { findCommands } from './command-line/find.ts'
import { flagOf } from './command-line/option.ts'
import { createProgram } from './command-line/program.ts'
import { EXIT_CODES, UserError } from './errors.ts'
import { recoverArguments } from './setup/npm-arguments.ts'

/** A command that was told to stop has this long to clean up. */
const GRACE_MS = 9_500

const interruption = new UserError('interrupted', 'Interrupted.')

/** The arguments as they were meant, where `npm run` was given them without the `--`. */
function argumentsOf(commands: ReadonlyMap<string, Command>, argv: readonly string[]): readonly string[] {
  const [name = '', ...args] = argv
  const options = Object.entries(commands.get(name)?.options ?? {}).map(([option, { placeholder }]) => ({
    flag: flagOf(option),
    takesValue: placeholder.startsWith('<'),
  }))
  const recovered = recoverArguments(name, args, options, process.env)
  if (recovered === null) return argv
  process.stderr.write(
    `Understood as: npm run ${name} -- ${recovered.join(' ')} (npm keeps options without the -- for itself)\n`,
  )
  return [name, ...recovered]
}

async function main(argv: readonly string[]): Promise<number> {
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
    await Promise.race([program.parseAsync(argumentsOf(commands, argv), { from: 'user' }), interrupted])
    return controller.signal.aborted ? fail(interruption) : EXIT_CODES.ok
  } catch (error) {
    const stopped = controller.signal.aborted && !(error instanceof UserError && error.code === 'interrupted')
    return fail(stopped ? interruption : error, argv.includes('--verbose'))
  }
}

/** Says what went wrong, in one sentence, and gives the exit code. */
function fail(error: unknown, verbose = false): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT_CODES.ok
    return EXIT_CODES.usage // commander has said it
  }
  const known = error instanceof UserError
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(known ? `Error: ${message}\n` : `Error: a fault of this program: ${message}\n`)
  const cause = error instanceof Error && known ? error.cause : error
  if (verbose && cause !== undefined) {
    process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`)
  } else if (!known) {
    process.stderr.write('Run it again with --verbose for where it happened.\n')
  }
  return known ? EXIT_CODES[error.code] : EXIT_CODES.internal
}

process.exit(await main(process.argv.slice(2)))
