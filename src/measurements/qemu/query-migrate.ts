import { z } from 'zod'
import { say } from '../../text/phrase.ts'
import { type FoundObject, lineAt, objectsIn } from '../json-objects.ts'
import { type Line, ParseError } from '../parse-error.ts'
import { type InfoMigrate, possible } from './info-migrate.ts'

const Count = z.number().int().nonnegative()
/** As much as every version says, and is asked of it here. */
const Reply = z.object({
  status: z.string(),
  'total-time': Count.optional(),
  'setup-time': Count.optional(),
  downtime: Count.optional(),
  ram: z.object({ transferred: Count, mbps: z.number().optional(), 'dirty-sync-count': Count.optional() }).optional(),
})

/** Whether a text has QMP’s answer to `query-migrate`, and not the monitor’s to `info migrate`. */
export const isQueryMigrate = (text: string): boolean =>
  /^\s*\{/m.test(text) && /"status"\s*:\s*"/.test(text) && /"(total-time|setup-time|remaining)"\s*:/.test(text)

/** An answer and where it stands. */
interface Answer {
  reply: z.infer<typeof Reply>
  line: Line
}

/** Other answers, events and commands are passed over: those have no status, or stand elsewhere. */
function answerOf({ value, json, at }: FoundObject, text: string): Answer[] {
  const own = typeof value === 'object' && value !== null && 'return' in value ? value.return : value
  const { data: reply } = Reply.safeParse(own)
  const line = { number: lineAt(text, at), text: json.replaceAll(/\s+/g, ' ') }
  return reply === undefined ? [] : [{ reply, line }]
}

/**
 * Reads `query-migrate` of QMP, as somebody asked for it by hand: the last of several answers, which must be of the only
 * migration that has completed.
 * @throws ParseError
 */
export function parseQueryMigrate(text: string, file: string): InfoMigrate {
  const answers = objectsIn(text, file, say('expected.whole-json-object')).flatMap((found) => answerOf(found, text))
  const last = answers.at(-1)
  if (!last) throw new ParseError(file, null, say('expected.answer-to-query-migrate'))
  const { reply, line } = last
  if (reply.status !== 'completed')
    throw new ParseError(file, line.number, say('expected.migration-that-completed'), reply.status)
  const other = answers.find(
    (answer) => answer.reply.status === 'completed' && answer.reply['total-time'] !== reply['total-time'],
  )
  if (other)
    throw new ParseError(
      file,
      line.number,
      say('expected.one-migration-a-file', { line: other.line.number }),
      line.text,
    )
  const { ram, 'total-time': totalMs, 'setup-time': setupMs = null, downtime: downtimeMs = null } = reply
  if (ram === undefined || totalMs === undefined)
    throw new ParseError(file, line.number, say('expected.answer-of-the-source'), line.text)
  const migration = {
    totalMs,
    setupMs,
    downtimeMs,
    transferredBytes: ram.transferred,
    megabitsPerSecond: ram.mbps ?? null,
    searches: ram['dirty-sync-count'] ?? null,
  }
  possible(migration, () => line, file)
  return migration
}
