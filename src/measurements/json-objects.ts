import type { Text } from '../text/phrase.ts'
import { jsonValue, ParseError } from './parse-error.ts'

/** A JSON object that stands in a text. */
export interface FoundObject {
  value: unknown
  json: string
  /** Where it begins in the text. */
  at: number
}

/** The 1-based line of a place in a text. */
export const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length

/** Strings, of which those before a colon are keys, and what opens and closes an object. */
const TOKEN = /"((?:[^"\\\n]|\\.)*)"(\s*:)?|[{}]/g

/** Where the object that begins at a place ends; null where it does not. */
function endOf(text: string, from: number): number | null {
  let depth = 0
  for (const { 0: token, index } of text.slice(from).matchAll(TOKEN)) {
    if (token === '{') depth += 1
    if (token === '}') depth -= 1
    if (depth === 0) return from + index + 1
  }
  return null
}

/**
 * The JSON objects of a text, each of which begins on a line of its own; what stands around them is passed over.
 * @param expected what they are, for messages
 * @throws ParseError where one is not whole
 */
export function objectsIn(text: string, file: string, expected: Text): FoundObject[] {
  const found: FoundObject[] = []
  const begin = /^[ \t]*\{/gm
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const at = match.index + match[0].length - 1
    const end = endOf(text, at)
    const line = lineAt(text, at)
    if (end === null) throw new ParseError(file, line, expected, text.trim().slice(-60))
    const json = text.slice(at, end)
    found.push({ value: jsonValue(json, file, line, expected, json.slice(-60)), json, at })
    begin.lastIndex = end
  }
  return found
}

/** The first key that an object has twice, of those that begin so, and where its second is; null where there is none. */
export function repeatedKey(json: string, prefix: string): { key: string; at: number } | null {
  const open: Set<string>[] = []
  for (const { 0: token, 1: key, 2: colon, index } of json.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (colon !== undefined && key?.startsWith(prefix)) {
      const keys = open.at(-1)
      if (keys?.has(key)) return { key, at: index }
      keys?.add(key)
    }
  }
  return null
}
