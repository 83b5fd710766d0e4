/** An option of a command, as far as npm could have taken it. */
export interface TakenOption {
  /** e.g. `--file-name` */
  flag: string
  takesValue: boolean
  /** Whether a word can be its value. */
  accepts: (value: string) => boolean
}

/** What npm was given of an option, in its environment. */
const keptOf = ({ flag }: TakenOption, env: NodeJS.ProcessEnv): string | undefined =>
  env[`npm_config_${flag.slice(2).replaceAll('-', '_')}`]

const isIn = ({ flag }: TakenOption, args: readonly string[]): boolean =>
  args.some((arg) => arg === flag || arg.startsWith(`${flag}=`))

/** The options that npm kept for itself, where it ran the command. */
export const keptByNpm = (
  command: string,
  args: readonly string[],
  options: readonly TakenOption[],
  env: NodeJS.ProcessEnv,
): TakenOption[] =>
  env.npm_lifecycle_event === command
    ? options.filter((option) => keptOf(option, env) !== undefined && !isIn(option, args))
    : []

/**
 * `npm run report --id X`, without the `--`, makes npm keep `--id` for itself: the command gets `X` alone and
 * `npm_config_id=true` in its environment (`--id=X`: nothing, and `npm_config_id=X`). Gives the arguments as they were
 * meant, or null where npm took nothing or it can't be told which value belongs to which option.
 * @param isOperand whether a word belongs to no option, as a file does; null where a command takes no such words
 */
export function recoverArguments(
  command: string,
  args: readonly string[],
  options: readonly TakenOption[],
  env: NodeJS.ProcessEnv,
  isOperand: ((word: string) => boolean) | null = null,
): string[] | null {
  const kept = keptByNpm(command, args, options, env)
  if (kept.length === 0) return null
  const recovered: string[] = []
  let waiting: TakenOption[] = []
  for (const option of kept) {
    const value = keptOf(option, env) ?? ''
    if (!option.takesValue) recovered.push(option.flag)
    else if (value === 'true' || value === '') waiting.push(option)
    else recovered.push(option.flag, value)
  }
  const rest = [...args]
  /** Of words that are no option's yet, those that can be this one's. */
  const candidates = ({ accepts }: TakenOption): string[] =>
    rest.filter((arg) => !arg.startsWith('-') && isOperand?.(arg) !== true && accepts(arg))
  while (waiting.length > 0) {
    const certain = waiting.find((option) => candidates(option).length === 1)
    const [value] = certain === undefined ? [] : candidates(certain)
    if (certain === undefined || value === undefined) return null
    rest.splice(rest.indexOf(value), 1)
    recovered.push(certain.flag, value)
    waiting = waiting.filter((option) => option !== certain)
  }
  return [...rest, ...recovered]
}
