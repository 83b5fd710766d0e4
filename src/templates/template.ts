import Handlebars from 'handlebars'
import type { Observed } from '../assignment/rubric.ts'
import { type Overlay, observationPath, type Source } from './overlay.ts'

/** One template file; `name` is the file's name without `.md.hbs`. */
export interface Template {
  name: string
  /** The file that was read, as the user would name it: `templates/custom/sections/B.md.hbs`. */
  file: string
  /** Added by the student: it takes the place of no default. */
  own: boolean
  program: hbs.AST.Program
}

const EXTENSION = '.md.hbs'

/** Of HTML and of Handlebars. */
const COMMENT = /<!--[^]*?-->|\{\{!--[^]*?--\}\}|\{\{![^]*?\}\}/g

/** Reads the Handlebars of a language's templates, and keeps what is wrong with them until all have been read. */
export class TemplateReader {
  /** A line for each mistake: file, line and column. */
  readonly problems: string[] = []
  readonly #overlay: Overlay
  readonly #language: string

  constructor(overlay: Overlay, language: string) {
    this.#overlay = overlay
    this.#language = language
  }

  /** The templates of a folder: `sections`, say. */
  all(part: string): Template[] {
    return this.#overlay.names(part, EXTENSION).map((name) => this.one(part, name))
  }

  one(part: string, name: string): Template {
    const path = `${part}/${name}${EXTENSION}`
    const source = this.#overlay.read(path, this.#language)
    return { name, file: source.file, own: !this.#overlay.defaults.has(path), program: this.#parsed(source) }
  }

  /** What the student saw in a section; null where nothing is said but comments. */
  observation(name: Observed): Template | null {
    const source = this.#overlay.readCustom(observationPath(name))
    if (source === null || source.text.replace(COMMENT, '').trim() === '') return null
    return { name, file: source.file, own: true, program: this.#parsed(source) }
  }

  #parsed({ file, text }: Source): hbs.AST.Program {
    try {
      return Handlebars.parse(text)
    } catch (cause) {
      this.problems.push(syntaxError(file, text, cause))
      return Handlebars.parse('')
    }
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
