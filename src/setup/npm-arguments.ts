/** An option of a command, as far as npm could have taken it. */
export interface TakenOption {
  /** e.g. `--file-name` */
  flag: string
  takesValue: boolean
}

/**
 * `npm run report --id X`, without the `--`, makes npm keep `--id` for itself: the command gets `X` alone and
 * `npm_config_id=true` in its environment (`--id=X`: nothing, and `npm_config_id=X`). Gives the arguments as they were
 * meant, or null where npm took nothing or it can't be told which value belongs to which option.
 */
export function recoverArguments(
  command: string,
  args: readonly string[],
  options: readonly TakenOption[],
  env: NodeJS.ProcessEnv,
): string[] | null {
  if (env.npm_lifecycle_event !== command) return null
  const positional = args.filter((arg) => !arg.startsWith('-'))
  const recovered: string[] = []
  const waiting: string[] = []
  for (const { flag, takesValue } of options) {
    const value = env[`npm_config_${flag.slice(2).replaceAll('-', '_')}`]
    if (value === undefined || args.some((arg) => arg === flag || arg.startsWith(`${flag}=`))) continue
    if (!takesValue) recovered.push(flag)
    else if (value === 'true' || value === '') waiting.push(flag)
    else recovered.push(flag, value)
  }
  const [flag] = waiting
  const [value] = positional
  if (waiting.length > 1) return null
  if (flag === undefined) return recovered.length > 0 ? [...args, ...recovered] : null
  if (value === undefined || positional.length > 1) return null
  const rest = [...args]
  rest.splice(rest.indexOf(value), 1)
  return [...rest, ...recovered, flag, value]
}
