import { Option as CommanderOption, Command as Program } from 'commander'
import { EXITS, UserError } from '../errors.ts'
import type { Command } from './command.ts'
import { flagOf, type Option } from './option.ts'
import type { Session } from './session.ts'

const HELP_WIDTH = 120

/** The exit codes in lines of the help. */
function exitCodes(): string {
  const lines = ['Exit codes:']
  const all: readonly { code: number; meaning: string; brief?: string }[] = Object.values(EXITS)
  for (const [i, { code, meaning, brief = meaning }] of all.entries()) {
    const item = `${code} ${brief}${i === all.length - 1 ? '.' : ','}`
    const longer = `${lines.at(-1)} ${item}`
    if (longer.length > HELP_WIDTH) lines.push(item)
    else lines[lines.length - 1] = longer
  }
  return lines.join('\n')
}

const examples = (lines: readonly string[]) =>
  lines.length === 0 ? '' : `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`

/** What parses a command line and runs the command that it names. */
export function createProgram(commands: ReadonlyMap<string, Command>, session: Session): Program {
  const program: Program = new Program('migration-lab')
    .description('Measures QEMU live migration for real and prints the report.')
    .exitOverride()
    // Errors carry their own sentence; the whole help after it would hide it.
    .showHelpAfterError(false)
    .configureHelp({
      commandUsage: (command) =>
        command === program ? 'npm run <command> -- [options]' : `npm run ${command.name()} -- ${command.usage()}`,
      // In the list of all commands their options are not loaded.
      subcommandTerm: (command) => {
        const { takesOptions = false, operands = null } = commands.get(command.name()) ?? {}
        return [command.name(), ...(takesOptions ? ['[options]'] : []), ...(operands ? [`[${operands}...]`] : [])].join(
          ' ',
        )
      },
    })
    .helpCommand(false)
    .addHelpText(
      'after',
      `${examples([
        'npm run report -- --id 113062566            measure if nothing was measured yet, print out/HW1_113062566.pdf',
        'npm run report -- --id 113062566 --example  look at a report at once, made from example data',
        'npm run lab -- --profile standard           measure anew, with more repetitions',
        'npm run doctor                              what is missing on this computer',
      ])}\n\n${exitCodes()}`,
    )
  for (const [name, command] of commands) add(program, name, command, session)
  program.hook('preSubcommand', async (_, command) => {
    const options = (await commands.get(command.name())?.options()) ?? {}
    const own = Object.keys(options).map(flagOf)
    for (const [option, declared] of Object.entries(options)) command.addOption(parsedOption(option, declared, own))
  })
  program.hook('preAction', async (_, command) => {
    if (command.opts().verbose) (await import('../process.ts')).logCommands()
  })
  return program
}

function add(program: Program, name: string, command: Command, session: Session): void {
  const parsed = program.command(name).description(command.description).copyInheritedSettings(program)
  if (command.operands !== null) parsed.argument(`[${command.operands}...]`)
  parsed.addHelpText('after', examples(command.examples)).action(() => command.run(parsed.opts(), session, parsed.args))
}

/** @param own the command's options, as they are typed */
function parsedOption(name: string, declared: Option<unknown>, own: readonly string[]) {
  const {
    placeholder,
    description,
    choices,
    fallback,
    required,
    parse = (typed: string) => typed,
    ofOptions,
  } = declared
  const flags = `${flagOf(name)} ${placeholder}`.trim()
  const option = new CommanderOption(flags, description)
  if (choices !== undefined) option.choices(choices)
  else if (placeholder !== '') {
    const isOption = (typed: string) => (ofOptions ? own.includes(typed) : typed.startsWith('-'))
    option.argParser((typed) => parse(isOption(typed) ? refuseOption(typed, flags) : typed))
  }
  if (fallback !== undefined) option.default(fallback, JSON.stringify(String(fallback)))
  return option.makeOptionMandatory(required ?? false)
}

/**
 * What begins with a dash was meant for an option whose neighbour lacks its value.
 * @throws UserError `usage`
 */
function refuseOption(value: string, wanted: string): never {
  const [flag] = wanted.split(' ')
  throw new UserError(
    'usage',
    `${JSON.stringify(value)} can't be the value of ${flag}, for it begins with "-": give ${wanted}.`,
  )
}
