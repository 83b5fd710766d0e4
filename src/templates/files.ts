import Handlebars from 'handlebars'
import { z } from 'zod'
import { Glossary } from '../assignment/explanation.ts'
import { UserError } from '../errors.ts'
import { styleText } from './inert.ts'
import { parseLiterature, type Literature } from './literature.ts'
import { hint } from '../text/nearest.ts'
import { mergedSettings, OwnSettings, Settings } from './settings.ts'
import { parseTemplateJson, placeIn } from './json.ts'
import { loadStepWords } from './steps.ts'
import { loadWords } from './words.ts'
import { Overlay } from './overlay.ts'
import type { StepWords } from '../film/step-words.ts'
import type { Words } from '../text/words.ts'

/** One template file; `name` is the file's name without `.md.hbs`. */
export interface Template {
  name: string
  /** The file that was read, as the user would name it: `templates/custom/sections/B.md.hbs`. */
  file: string
  /** Added by the student: it takes the place of no default. */
  own: boolean
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
  settings: Settings
  title: Template
  /** In the order of the settings. */
  sections: Template[]
  appendix: Template
  partials: Map<string, Template>
  glossary: Glossary
  /** The student's entries of the glossary, which stand above the defaults. */
  ownGlossary: { file: string; text: string; entries: Glossary } | null
  references: References
  literature: Literature
  words: Words
  stepWords: StepWords
  /** The style sheets, in the order of their names. */
  style: string
}

const EXTENSION = '.md.hbs'

/**
 * Reads everything that the student may edit: the defaults, and what stands above them in `custom/`.
 *
 * @throws UserError `template` for a missing file, or one that is no Handlebars or JSON, with file, line and column.
 */
export function loadTemplates(folder: string): Templates {
  const problems: string[] = []
  const overlay = new Overlay(folder)
  const parse = (part: string, name: string): Template => {
    const path = `${part}/${name}${EXTENSION}`
    const { file, text } = overlay.read(path)
    const own = !overlay.defaults.has(path)
    try {
      return { name, file, own, program: Handlebars.parse(text) }
    } catch (cause) {
      problems.push(syntaxError(file, text, cause))
      return { name, file, own, program: Handlebars.parse('') }
    }
  }
  const all = (part: string) => overlay.names(part, EXTENSION).map((name) => parse(part, name))
  const data = <T>(schema: z.ZodType<T>, { file, text }: { file: string; text: string }) => ({
    file,
    text,
    entries: parseTemplateJson(schema, text, file),
  })
  const defaults = <T>(schema: z.ZodType<T>, path: string) => data(schema, overlay.readDefault(path)).entries
  const above = <T>(schema: z.ZodType<T>, path: string) => {
    const own = overlay.readCustom(path)
    return own && data(schema, own)
  }
  const ownSettings = above(OwnSettings, 'report.json')
  const settings = loadSettings(overlay)
  const sections = all('sections')
  const misplaced = orderProblem(
    settings.sections,
    sections.map(({ name }) => name),
  )
  if (misplaced !== null) {
    const { file, text } = ownSettings?.entries.sections ? ownSettings : overlay.readDefault('report.json')
    problems.push(`${file}:${placeIn(text, ['sections'])}: ${misplaced}`)
  }
  const ownGlossary = above(Glossary, 'glossary.json')
  const references = {
    ...defaults(References, 'references.json'),
    ...above(References, 'references.json')?.entries,
  }
  const literature = (source: { file: string; text: string } | null) =>
    source && parseLiterature(source.text, source.file, Object.keys(references))
  const templates: Templates = {
    settings,
    title: parse('layout', 'title'),
    sections: sections.toSorted((a, b) => settings.sections.indexOf(a.name) - settings.sections.indexOf(b.name)),
    appendix: parse('layout', 'appendix'),
    partials: new Map(all('partials').map((partial) => [partial.name, partial])),
    glossary: mergedGlossary(defaults(Glossary, 'glossary.json'), ownGlossary?.entries ?? {}),
    ownGlossary,
    references,
    literature: {
      ...literature(overlay.readDefault('literature.json')),
      ...literature(overlay.readCustom('literature.json')),
    },
    stepWords: loadStepWords(overlay),
    words: loadWords(overlay, settings.language),
    style: overlay
      .names('styles', '.css')
      .map((name) => styleText(overlay.read(`styles/${name}.css`)))
      .join('\n'),
  }
  if (problems.length > 0) throw new UserError('template', problems.join('\n'))
  return templates
}

/** `report.json`, and what the student changes of it. @throws UserError `template` */
export function loadSettings(overlay: Overlay): Settings {
  const { file, text } = overlay.readDefault('report.json')
  const own = overlay.readCustom('report.json')
  return mergedSettings(
    parseTemplateJson(Settings, text, file),
    own === null ? {} : parseTemplateJson(OwnSettings, own.text, own.file),
  )
}

/** Every section has one place: one that is forgotten would be missing from what is handed in. */
function orderProblem(order: readonly string[], names: readonly string[]): string | null {
  const unknown = order.find((name) => !names.includes(name))
  if (unknown !== undefined) return `there is no section “${unknown}” in templates/sections. ${hint(unknown, names)}`
  const twice = order.find((name, index) => order.indexOf(name) !== index)
  if (twice !== undefined) return `section “${twice}” stands twice in the order; leave it out once.`
  const forgotten = names.find((name) => !order.includes(name))
  return forgotten === undefined ? null : `section “${forgotten}” is missing in the order; add it.`
}

/** One changed explanation is one entry. */
function mergedGlossary(defaults: Glossary, own: Glossary): Glossary {
  const sections = Object.entries(own).map(([section, entries]) => [section, { ...defaults[section], ...entries }])
  return { ...defaults, ...(Object.fromEntries(sections) as Glossary) }
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
