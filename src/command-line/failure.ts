import { CommanderError } from 'commander'
import { EXITS, type Facts, UserError } from '../errors.ts'

/** What is written of an error, and the exit code. */
export interface Told {
  code: number
  stdout: string
  stderr: string
}

const line = (text: string) => `${text}\n`
const listed = (facts: Facts): string =>
  Object.entries(facts)
    .map(([name, fact]) => line(`  ${name}: ${JSON.stringify(fact)}`))
    .join('')

/**
 * Tells what went wrong in one sentence.
 * @param verbose with what is known of it, and its cause
 * @param json what is known of it, for a program, on standard output
 */
export function failure(error: unknown, { verbose, json }: { verbose: boolean; json: boolean }): Told {
  // Commander has said it.
  if (error instanceof CommanderError)
    return { code: error.exitCode === 0 ? EXITS.ok.code : EXITS.usage.code, stdout: '', stderr: '' }
  const message = error instanceof Error ? error.message : String(error)
  if (!(error instanceof UserError)) {
    return {
      code: EXITS.internal.code,
      stdout: '',
      stderr:
        line(`Error: a fault of this program: ${message}`) +
        line(verbose ? traceOf(error) : 'Run it again with --verbose for where it happened.'),
    }
  }
  const { code, cause, facts } = error
  const known = verbose ? listed(facts ?? {}) + (cause === undefined ? '' : line(traceOf(cause))) : ''
  return {
    code: EXITS[code].code,
    stdout: json && facts !== null ? line(JSON.stringify({ error: { code, message, facts } })) : '',
    stderr: line(`Error: ${message}`) + known,
  }
}

const traceOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
