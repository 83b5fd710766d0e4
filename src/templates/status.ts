import { lstatSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { CUSTOM, FORMER_STEPS, fileOf, ORIGINS, Overlay } from './overlay.ts'

/** A file of the student's, and how the default that it stands above has fared since. */
export interface CustomFile {
  /** Relative to `templates/custom/`. */
  path: string
  /**
   * `nothing`: a file of the student's own; `unknown`: it was not copied by the command; `former`: another template has
   * its content now.
   */
  beneath: 'unchanged' | 'changed' | 'unknown' | 'nothing' | 'former'
  /** Of a list that is merged: the entries in which it differs from the default. */
  entries: string[] | null
  /** Commands that show the change of the default, that take it over, and that say that this was done. */
  see: string | null
  merge: string | null
  done: string | null
}

/**
 * What stands in `custom/`, in order.
 * @param language that of the defaults beneath
 * @throws UserError `template` for a file that is not what it seems
 */
export function customFiles(folder: string, language: string): CustomFile[] {
  const overlay = new Overlay(folder)
  return [...overlay.custom].map((name) => {
    const file = { path: name, entries: null, see: null, merge: null, done: null }
    if (name === FORMER_STEPS) return { ...file, beneath: 'former' }
    if (!overlay.defaults.has(name)) return { ...file, beneath: 'nothing' }
    const custom = overlay.readCustom(name)?.text ?? ''
    const { file: beneath, text: now } = overlay.readDelivered(name, language)
    const origin = readOrigin(path.join(folder, CUSTOM, ORIGINS, name))
    const entries = name.endsWith('.json') ? differences(custom, now) : null
    if (origin === null) {
      const see = `diff -u ${beneath} ${fileOf(name, true)}`
      return { ...file, entries, beneath: 'unknown', see, done: accept(name) }
    }
    if ([now, overlay.readDefault(name).text].includes(origin)) return { ...file, entries, beneath: 'unchanged' }
    const [before, after] = [fileOf(path.join(ORIGINS, name), true), beneath]
    return {
      path: name,
      entries,
      beneath: 'changed',
      done: accept(name),
      see: `diff -u ${before} ${after}`,
      merge: `git merge-file ${fileOf(name, true)} ${before} ${after}`,
    }
  })
}

const accept = (name: string) => `npm run templates -- --accept ${name}`

function readOrigin(file: string): string | null {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, 'utf8') : null
}

/** Names of the entries that the default has otherwise or not at all; null where the check of templates will object. */
function differences(custom: string, now: string): string[] | null {
  try {
    const before = new Map(entriesOf(JSON.parse(now)))
    return entriesOf(JSON.parse(custom))
      .filter(([name, entry]) => !isDeepStrictEqual(entry, before.get(name)))
      .map(([name]) => name)
  } catch {
    return null
  }
}

/** References are one level deep, explanations two: an entry is what holds texts only. */
function entriesOf(json: unknown, above = ''): [name: string, entry: unknown][] {
  return Object.entries(json ?? {}).flatMap(([key, value]): [string, unknown][] => {
    const parts: unknown[] =
      typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : []
    return parts.length > 0 && parts.every((part) => typeof part === 'object')
      ? entriesOf(value, `${above}${key} › `)
      : [[above + key, value]]
  })
}
