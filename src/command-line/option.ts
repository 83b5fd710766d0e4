import { UserError } from '../errors.ts'

/** An option of a command as it is declared; `T` is what the command gets, with undefined where it may be left out. */
export interface Option<T> {
  /** What stands for its value in the help: `<id>`, `[run]` where the value may be left out, empty for a flag. */
  readonly placeholder: string
  readonly description: string
  readonly choices?: readonly string[]
  /** What is meant where it is left out. */
  readonly fallback?: string | number
  readonly required?: boolean
  /** What the typed text means, where that is not the text. */
  readonly parse?: (typed: string) => unknown
  /** Its value is options of another program, and begins as an option does. */
  readonly ofOptions?: true
  /** Whether a parsed value is what the declaration promises. */
  readonly accepts: (value: unknown) => value is T
}

/** Options by their names: `fileName` is typed as `--file-name`. */
export type Options = Readonly<Record<string, Option<unknown>>>

type ValueOf<O> = O extends Option<infer T> ? T : never
type Omissible<O extends Options> = { [K in keyof O]: undefined extends ValueOf<O[K]> ? K : never }[keyof O]

/** What a command gets of its options: those that may be left out are absent then. */
export type OptionsOf<O extends Options> = { [K in Exclude<keyof O, Omissible<O>>]: ValueOf<O[K]> } & {
  [K in Omissible<O>]?: Exclude<ValueOf<O[K]>, undefined>
}

const isText = (value: unknown): value is string => typeof value === 'string'
const orAbsent =
  <T>(accepts: (value: unknown) => value is T) =>
  (value: unknown): value is T | undefined =>
    value === undefined || accepts(value)

/** `--json`: given or not. */
export const flag = (description: string): Option<true | undefined> => ({
  placeholder: '',
  description,
  accepts: orAbsent((value) => value === true),
})

/** `--name <name>`: any text. */
export const text = (placeholder: `<${string}>`, description: string): Option<string | undefined> => ({
  placeholder,
  description,
  accepts: orAbsent(isText),
})

/** `--slurm-args <args>`: options of another program, as one text. */
export const optionsText = (placeholder: `<${string}>`, description: string): Option<string | undefined> => ({
  ...text(placeholder, description),
  ofOptions: true,
})

/** `--pack [run]`: true where no value follows. */
export const textOrTrue = (placeholder: `[${string}]`, description: string): Option<string | true | undefined> => ({
  placeholder,
  description,
  accepts: orAbsent((value) => value === true || isText(value)),
})

const among =
  <T extends string>(choices: readonly T[]) =>
  (value: unknown): value is T =>
    choices.some((choice) => choice === value)

/** `--only <section>`: one of these. */
export const choice = <const T extends string>(
  choices: readonly T[],
  placeholder: `<${string}>`,
  description: string,
): Option<T | undefined> => ({ placeholder, description, choices, accepts: orAbsent(among(choices)) })

/**
 * `--runs <n>`: a whole number.
 * @param refusal the sentence for anything else that was typed
 * @throws UserError `usage` with it, when it is parsed
 */
export const wholeNumber = (
  { least, most }: { least: number; most: number },
  refusal: (typed: string) => string,
  placeholder: `<${string}>`,
  description: string,
): Option<number | undefined> => ({
  placeholder,
  description,
  parse: (typed) => {
    const number = Number(typed)
    if (/^\d{1,16}$/.test(typed) && number >= least && number <= most) return number
    throw new UserError('usage', refusal(typed))
  },
  accepts: orAbsent((value) => typeof value === 'number'),
})

/** The same option with what is meant where it is left out. */
export const orElse = <T extends string | number>(fallback: NoInfer<T>, option: Option<T | undefined>): Option<T> => ({
  ...option,
  fallback,
  accepts: given(option),
})

/** The same option, without which the command is not run. */
export const required = <T>(option: Option<T | undefined>): Option<T> => ({
  ...option,
  required: true,
  accepts: given(option),
})

const given =
  <T>({ accepts }: Option<T | undefined>) =>
  (value: unknown): value is T =>
    value !== undefined && accepts(value)

/** `fileName` -> `--file-name` */
export const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`

/** Whether parsed values are what `declared` promises. */
export function areOptions<O extends Options>(declared: O, values: object): values is OptionsOf<O> {
  const parsed = new Map<string, unknown>(Object.entries(values))
  return Object.entries(declared).every(([name, option]) => option.accepts(parsed.get(name)))
}

/** Whether what was typed can be the value of an option. */
export function canBe({ choices, parse }: Option<unknown>, typed: string): boolean {
  if (choices !== undefined) return choices.includes(typed)
  try {
    parse?.(typed)
    return true
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}
