import { areOptions, type Options, type OptionsOf } from './option.ts'
import type { Session } from './session.ts'

/** What a command does with its options; `operands` are the words that belong to none of them. */
export type Run<O extends Options> = (
  options: OptionsOf<O>,
  session: Session,
  operands: readonly string[],
) => Promise<void>

interface Declaration<O extends Options> {
  description: string
  /** Loads the options, which the list of all commands does not need; {@link noOptions} where there are none. */
  options: () => Promise<{ options: O }>
  /** What the words are that belong to no option, e.g. `files`; without it there may be none. */
  operands?: string
  /** Complete command lines. */
  examples: readonly string[]
  /** Loads what the command does, which is not needed for its help or for refusing wrong use. */
  run: () => Promise<{ run: Run<NoInfer<O>> }>
}

/** For a command that takes none. */
export const noOptions = async () => ({ options: {} })

/** A command as its folder declares it; its name is the folder's. */
export class Command {
  readonly description: string
  readonly operands: string | null
  readonly examples: readonly string[]
  readonly takesOptions: boolean
  /** Loads the options. */
  readonly options: () => Promise<Options>
  /** Runs it with options as they were parsed. */
  readonly run: (values: object, session: Session, operands: readonly string[]) => Promise<void>

  private constructor(
    declared: Omit<Declaration<Options>, 'options' | 'run'>,
    takesOptions: boolean,
    options: Command['options'],
    run: Command['run'],
  ) {
    this.description = declared.description
    this.operands = declared.operands ?? null
    this.examples = declared.examples
    this.takesOptions = takesOptions
    this.options = options
    this.run = run
  }

  static declare<const O extends Options>(declaration: Declaration<O>): Command {
    const { options: loadOptions, run: loadRun } = declaration
    return new Command(
      declaration,
      loadOptions !== noOptions,
      async () => (await loadOptions()).options,
      async (values, session, operands) => {
        const { options } = await loadOptions()
        if (!areOptions(options, values)) throw new Error(`options were parsed as ${JSON.stringify(values)}`)
        const { run } = await loadRun()
        await run(values, session, operands)
      },
    )
  }
}
