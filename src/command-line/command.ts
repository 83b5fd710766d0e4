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
  options: O
  /** What the words are that belong to no option, e.g. `files`; without it there may be none. */
  operands?: string
  /** Complete command lines. */
  examples: readonly string[]
  /** Loads what the command does, which is not needed for its help or for refusing wrong use. */
  run: () => Promise<{ run: Run<NoInfer<O>> }>
}

/** A command as its folder declares it; its name is the folder's. */
export class Command {
  readonly description: string
  readonly options: Options
  readonly operands: string | null
  readonly examples: readonly string[]
  /** Runs it with options as they were parsed. */
  readonly run: (values: object, session: Session, operands: readonly string[]) => Promise<void>

  private constructor(declared: Omit<Declaration<Options>, 'run'>, run: Command['run']) {
    this.description = declared.description
    this.options = declared.options
    this.operands = declared.operands ?? null
    this.examples = declared.examples
    this.run = run
  }

  static declare<const O extends Options>(declaration: Declaration<O>): Command {
    const { options, run: load } = declaration
    return new Command(declaration, async (values, session, operands) => {
      if (!areOptions(options, values)) throw new Error(`options were parsed as ${JSON.stringify(values)}`)
      const { run } = await load()
      await run(values, session, operands)
    })
  }
}
