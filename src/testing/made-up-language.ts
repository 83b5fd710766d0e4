import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import words from '../../templates/words.json' with { type: 'json' }
import { deliveredTemplates } from './delivered-templates.ts'

/** For local use, by BCP 47: no language of people. */
export const MADE_UP = 'qaa'

/** What a word of English becomes. */
const WORD = 'ŵŵ'

/** What stays as it is in a phrase or a text: code, what is filled in, helpers, tags and addresses. */
const KEPT = /`[^`]*`|\{\{\{?[^}]*\}?\}\}|\{\w+\}|<[^>]*>|\]\([^)]*\)|https?:\S+|!\[[^\]]*\]/g
const ARGUMENT = /(caption=")([^"]*)(")/g

/** A text in the made-up language: every English word is another one, and the rest is kept. */
export function madeUp(text: string): string {
  let end = 0
  const pieces: string[] = []
  for (const match of text.matchAll(KEPT)) {
    pieces.push(changed(text.slice(end, match.index)))
    pieces.push(
      match[0].replace(
        ARGUMENT,
        (_, before: string, caption: string, after: string) => before + madeUp(caption) + after,
      ),
    )
    end = match.index + match[0].length
  }
  return [...pieces, changed(text.slice(end))].join('')
}

const changed = (text: string): string => text.replace(/[A-Za-zµ][\w’'-]*/g, WORD)

/** A section keeps the letter that it is found by. */
const translated = (text: string): string =>
  text.replace(/^(# [A-F]\. )?([^]*)$/, (_, letter = '', rest) => letter + madeUp(rest))

/**
 * For tests: the delivered templates with one more language, of which every word of theirs is another one. What is English
 * in a page of it comes from the program.
 * @returns a new temporary folder, which the test removes
 */
export function templatesWithMadeUp(): string {
  const folder = deliveredTemplates()
  const own = path.join(folder, 'languages', MADE_UP)
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(own, name)), { recursive: true })
    writeFileSync(path.join(own, name), text)
  }
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')
  for (const part of ['sections', 'layout', 'partials'])
    for (const name of readdirSync(path.join(folder, part)))
      write(path.join(part, name), translated(read(path.join(part, name))))
  for (const name of ['glossary.json', 'literature.json']) write(name, JSON.stringify(mapped(JSON.parse(read(name)))))
  write('words.json', JSON.stringify(mapped(words)))
  write('report.json', JSON.stringify({ title: WORD }))
  return folder
}

/** Texts of an object, whatever their depth; names of sources are no texts. */
function mapped(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return name === 'reference' ? value : madeUp(value)
  if (Array.isArray(value)) return value.map((one) => mapped(one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapped(one, key)]))
}
