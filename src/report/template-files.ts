import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import { z } from 'zod'
import { parseGlossary, type Glossary } from '../assignment/explanation.ts'
import { UserError } from '../errors.ts'
import { parseLiterature, type Literature } from './literature.ts'

/** One template file; `name` is the file's name without `.md.hbs`. */
export interface Template {
  name: string
  /** As the user would name it: `templates/sections/B.md.hbs`. */
  file: string
  program: hbs.AST.Program
}

const References = z.record(
  z.string().regex(/^[a-z0-9-]+$/),
  z.strictObject({
    authors: z.string(),
    title: z.string(),
    in: z.string().optional(),
    year: z.union([z.number(), z.string()]).optional(),
    url: z.url().optional(),
    doi: z.string().optional(),
    accessed: z.string().optional(),
  }),
)
export type References = z.infer<typeof References>

export interface Templates {
  title: Template
  sections: Template[]
  appendix: Template
  partials: Map<string, Template>
  glossary: Glossary
  references: References
  literature: Literature
  /** The style sheets, in the order of their names. */
  style: string
}

const EXTENSION = '.md.hbs'

/**
 * Reads everything that the student may edit.
 *
 * @throws UserError `template` for a missing file, or one that is no Handlebars or JSON, with file, line and column.
 */
export function loadTemplates(folder: string): Templates {
  const problems: string[] = []
  const parse = (part: string, name: string): Template => {
    const file = join('templates', part, name + EXTENSION)
    const text = read(join(folder, part, name + EXTENSION), file)
    try {
      return { name, file, program: Handlebars.parse(text) }
    } catch (cause) {
      problems.push(syntaxError(file, text, cause))
      return { name, file, program: Handlebars.parse('') }
    }
  }
  const all = (part: string) => names(join(folder, part), EXTENSION).map((name) => parse(part, name))
  const references = parseReferences(read(join(folder, 'references.json'), 'templates/references.json'))
  const literature = read(join(folder, 'literature.json'), 'templates/literature.json')
  const templates: Templates = {
    title: parse('layout', 'title'),
    sections: all('sections'),
    appendix: parse('layout', 'appendix'),
    partials: new Map(all('partials').map((partial) => [partial.name, partial])),
    glossary: parseGlossary(read(join(folder, 'glossary.json'), 'templates/glossary.json'), 'templates/glossary.json'),
    references,
    literature: parseLiterature(literature, 'templates/literature.json', Object.keys(references)),
    style: names(join(folder, 'styles'), '.css')
      .map((name) => read(join(folder, 'styles', `${name}.css`), name))
      .join('\n'),
  }
  if (templates.sections.length === 0)
    problems.push('templates/sections holds no section: restore A.md.hbs to F.md.hbs.')
  if (problems.length > 0) throw new UserError('template', problems.join('\n'))
  return templates
}

function names(folder: string, extension: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(extension))
      .sort()
      .map((name) => name.slice(0, -extension.length))
  } catch (cause) {
    throw new UserError('template', `The folder ${folder} can't be read: restore it from the repository.`, { cause })
  }
}

function read(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new UserError('template', `${file} can't be read (${path}): restore it from the repository.`, { cause })
  }
}

function parseReferences(text: string): References {
  const file = 'templates/references.json'
  try {
    return References.parse(JSON.parse(text))
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message
    throw new UserError('template', `${file} is no list of references: ${why}`, { cause })
  }
}

interface Located {
  /** Of a lexical or grammatical error: the line in the text. */
  lineNumber?: number
  column?: number
  hash?: { loc?: { first_line: number; first_column: number } }
  message: string
}

/** Handlebars' errors name a line at best; the column is taken from where its excerpt points to. */
function syntaxError(file: string, text: string, cause: unknown): string {
  const error = cause as Located
  const [first = '', excerpt = '', pointer = '', expected = ''] = error.message.split('\n')
  const line = error.lineNumber ?? error.hash?.loc?.first_line ?? Number(/line (\d+)/.exec(first)?.[1] ?? 1)
  const near = excerpt.replace(/^\.\.\./, '')
  const column = error.column ?? columnOf(text, line, near, pointer.indexOf('^') - (excerpt.length - near.length))
  const what = /doesn't match/.test(first)
    ? first.replace(/ - \d+:\d+$/, '')
    : `this is no Handlebars (${[near.trim(), expected.trim()].filter(Boolean).join(' … ') || first})`
  return `${file}:${line}:${column + 1}: ${what}. Mend it at that place.`
}

function columnOf(text: string, line: number, near: string, offset: number): number {
  const start =
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0)
  const flat = text.replaceAll('\n', '')
  const at = near === '' ? -1 : flat.indexOf(near.replace(/\.\.\.$/, ''))
  if (at < 0 || offset < 0) return 0
  const breaks = line - 1
  return Math.max(0, at + offset + breaks - start)
}
