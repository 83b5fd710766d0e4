import { z } from 'zod'
import { UserError } from '../errors.ts'
import { hint } from '../text/nearest.ts'

/**
 * Reads JSON that people edit.
 *
 * @throws UserError `template` with a line for each mistake: `file`, line and column.
 */
export function parseTemplateJson<T>(schema: z.ZodType<T>, text: string, file: string): T {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    const why = (cause as Error).message.replace(/( in JSON)? at position.*|, ["….][^]* is not valid JSON$/, '')
    const at = `${file}:${lineAndColumn(text, offsetOfSyntaxError(text))}`
    throw new UserError('template', `${at}: this is no valid JSON (${why}). Mend it at that place.`, { cause })
  }
  // Zod would first write and compile a function for a thousand phrases, which are read once.
  const result = schema.safeParse(json, { jitless: true })
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : null
    const path = [...issue.path, ...(unknown === null ? [] : [unknown])].map(String)
    const advice = unknown === null ? '' : ` ${hint(unknown, keysAt(schema, issue.path))}`
    return `${file}:${placeIn(text, path)}: ${path.join(' › ') || 'the whole'}: ${issue.message}.${advice}`
  })
  throw new UserError('template', problems.join('\n'), { cause: result.error })
}

/** `line:column` of the key that a path of keys leads to in a valid JSON text, or of the last one that is there. */
export function placeIn(text: string, path: readonly string[]): string {
  if (path.length === 0) return lineAndColumn(text, 0)
  const keys: string[] = []
  let last = ''
  let lastAt = 0
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/g)) {
    if (token === ':') {
      keys[keys.length - 1] = JSON.parse(last) as string
      if (keys.length === path.length && keys.every((key, depth) => key === path[depth]))
        return lineAndColumn(text, lastAt)
    } else if (token === '{' || token === '[') keys.push('')
    else if (token === '}' || token === ']') keys.pop()
    last = token
    lastAt = index
  }
  return placeIn(text, path.slice(0, -1))
}

function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n')
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`
}

/** The engine doesn't always tell the place: it lies where the shortest beginning that can't be completed ends. */
function offsetOfSyntaxError(text: string): number {
  let good = 0
  let bad = text.length + 1
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (middle <= text.length && canBeCompleted(text.slice(0, middle))) good = middle
    else bad = middle
  }
  return good
}

function canBeCompleted(beginning: string): boolean {
  try {
    JSON.parse(beginning)
    return true
  } catch (error) {
    const { message } = error as Error
    const position = /at position (\d+)/.exec(message)?.[1]
    return message.startsWith('Unexpected end') || Number(position) === beginning.length
  }
}

/** The keys that an object may have at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = schema
  for (const key of path) {
    if (at instanceof z.ZodOptional) at = at.unwrap()
    if (at instanceof z.ZodRecord) at = at.valueType
    else if (at instanceof z.ZodObject) at = (at.shape as Record<PropertyKey, unknown>)[key]
  }
  if (at instanceof z.ZodOptional) at = at.unwrap()
  if (at instanceof z.ZodUnion) at = at.options.find((option) => option instanceof z.ZodObject)
  return at instanceof z.ZodObject ? Object.keys(at.shape) : []
}
