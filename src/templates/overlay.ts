import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { OBSERVED, type Observed } from '../assignment/rubric.ts'
import { UserError } from '../errors.ts'
import { hint } from '../text/nearest.ts'
import { lookupOf } from './language-lookup.ts'

/** The student's own folder within `templates/`; git leaves it alone. */
export const CUSTOM = 'custom'
/** A folder for each language into which templates are translated, named as in HTML: `zh-Hant-TW`. */
const LANGUAGES = 'languages'
/** As the user names the folder. */
const TEMPLATES = 'templates'
/** How the film looks, whatever its language. */
const SETTINGS = 'film.json'
/** Of which a language has the title. */
const REPORT_SETTINGS = 'report.json'
/** Words for steps of the procedure, from before they were phrases: where somebody has the file, it is still read. */
export const FORMER_STEPS = 'steps.json'
/** Within it: the defaults as they were when they were copied. */
export const ORIGINS = '.origins'
/** What the student saw, in words of their own, a file a section. The program never writes there. */
const OBSERVATIONS = 'observations'
/** The file of a section, relative to `custom/`. */
export const observationPath = (section: Observed): string => `${OBSERVATIONS}/${section}.md`
/** A style sheet that may be added; it comes last, so it can change any rule. */
const OWN_STYLE = 'styles/own.css'
/** What a language needs beside the styles that all have: above them, and below the student's. */
export const LANGUAGE_STYLE = 'styles/language.css'

const TEMPLATE = /^((sections|layout|partials)\/[^/]+\.md\.hbs|styles\/[^/]+\.css|[^/]+\.json)$/
/** What a template of the student's may show; it takes the place of nothing. */
const PICTURE = /\.(png|jpe?g|gif|webp|svg)$/i
const OWN_PARTIAL = /^partials\/[A-Za-z][\w-]*\.md\.hbs$/

/** What a language may have that stands in the place of no default. */
const ADDED_BY_LANGUAGES: readonly string[] = [FORMER_STEPS, LANGUAGE_STYLE]

/** The text of a file, and its name as the user would give it. */
export interface Source {
  file: string
  text: string
}

/**
 * The templates as delivered, those of a language above them, and the student's own files above all; paths are relative
 * to `templates/`.
 */
export class Overlay {
  readonly defaults: ReadonlySet<string>
  readonly custom: ReadonlySet<string>
  /** Paths by language. */
  readonly languages: ReadonlyMap<string, ReadonlySet<string>>
  readonly #folder: string

  /** @throws UserError `template` with a line for each file that is no plain file, or that would be without effect */
  constructor(folder: string) {
    this.#folder = folder
    this.defaults = new Set(defaultsIn(folder))
    this.custom = new Set(filesIn(folder, CUSTOM))
    this.languages = languagesIn(folder)
    const own = [...this.custom].filter((path) => !this.defaults.has(path) && !isOwn(path))
    const translated = [...this.languages].flatMap(([tag, paths]) =>
      [...paths]
        .filter((path) => path === SETTINGS || !(this.defaults.has(path) || ADDED_BY_LANGUAGES.includes(path)))
        .map((path) => ({ tag, path })),
    )
    const problems = [
      ...own.map((path) => this.#misplaced(fileOf(path, true), path)),
      ...translated.map(({ tag, path }) => this.#misplaced(join(TEMPLATES, LANGUAGES, tag, path), path)),
    ]
    if (problems.length > 0) throw new UserError('template', problems.join('\n'))
  }

  /** Names, without the extension, of the files in a part of the templates, in order; own ones last. */
  names(part: string, extension: string): string[] {
    const own = [...this.custom].filter((path) => !this.defaults.has(path))
    return [...this.defaults, ...own]
      .filter((path) => path.startsWith(`${part}/`) && path.endsWith(extension))
      .map((path) => path.slice(part.length + 1, -extension.length))
  }

  /** The text that counts: the student's, else that of the language, else the default. */
  read(path: string, language: string): Source {
    return this.readCustom(path) ?? this.readDelivered(path, language)
  }

  /** What stands in a list that is merged, the default first and the student's last. */
  layers(path: string, language: string): Source[] {
    const above = [this.readTranslated(path, language), this.readCustom(path)]
    return [this.readDefault(path), ...above.filter((source) => source !== null)]
  }

  /** What the student’s file stands above; of settings a language has no more than the title. */
  readDelivered(path: string, language: string): Source {
    if (path === REPORT_SETTINGS) return this.readDefault(path)
    return this.readTranslated(path, language) ?? this.readDefault(path)
  }

  readDefault(path: string): Source {
    const file = fileOf(path, false)
    const full = join(this.#folder, path)
    try {
      return { file, text: readFileSync(full, 'utf8') }
    } catch (cause) {
      throw new UserError('template', `${file} can't be read (${full}): restore it from the repository.`, { cause })
    }
  }

  /** Of the folder of the language, or of one that it is a part of. */
  readTranslated(path: string, language: string): Source | null {
    const tag = lookupOf(language).find((one) => this.languages.get(one)?.has(path))
    return tag === undefined ? null : this.#utf8(join(LANGUAGES, tag, path))
  }

  readCustom(path: string): Source | null {
    return this.custom.has(path) ? this.#utf8(join(CUSTOM, path)) : null
  }

  #misplaced(file: string, path: string): string {
    const observed = path.startsWith(`${OBSERVATIONS}/`)
    const candidates = observed ? OBSERVED.map(observationPath) : [...this.defaults, OWN_STYLE]
    const same = candidates.find((candidate) => basename(candidate) === basename(path))
    const advice = same === undefined || same === path ? hint(path, candidates) : `Did you mean “${same}”?`
    return path === SETTINGS
      ? `${file} has settings, which no language has of its own: put it into ${fileOf('', true)}.`
      : `${file} takes the place of no template. ${advice} ` +
          `Partials of your own belong in ${fileOf('partials/<name>.md.hbs', true)}.`
  }

  /** Editors of other systems may write other encodings, or a mark at the start, which is dropped here. */
  #utf8(path: string): Source {
    const file = join(TEMPLATES, path)
    try {
      return { file, text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(join(this.#folder, path))) }
    } catch (cause) {
      const why = (cause as Error).message.replace(/^The encoded data was not valid.*/, 'it is not encoded in UTF-8')
      throw new UserError('template', `${file} can't be read (${why}): save it as UTF-8 text.`, { cause })
    }
  }
}

/** As the user would name it, from the project's folder. */
export function fileOf(path: string, custom: boolean): string {
  return join(TEMPLATES, custom ? CUSTOM : '', path)
}

function isOwn(path: string): boolean {
  const observations: readonly string[] = OBSERVED.map(observationPath)
  return OWN_PARTIAL.test(path) || path === OWN_STYLE || path === FORMER_STEPS || observations.includes(path)
}

function defaultsIn(folder: string): string[] {
  return ['', 'layout', 'partials', 'sections', 'styles'].flatMap((part) => {
    try {
      const names = readdirSync(join(folder, part)).sort()
      return names.map((name) => join(part, name)).filter((path) => TEMPLATE.test(path))
    } catch (cause) {
      const path = join(folder, part)
      throw new UserError('template', `The folder ${path} can't be read: restore it from the repository.`, { cause })
    }
  })
}

/** Languages that templates are translated into, each with its files. */
function languagesIn(folder: string): ReadonlyMap<string, ReadonlySet<string>> {
  const stat = lstatSync(join(folder, LANGUAGES), { throwIfNoEntry: false })
  if (stat === undefined) return new Map()
  const tags = readdirSync(join(folder, LANGUAGES)).filter((name) => !name.startsWith('.') && name !== 'README.md')
  return new Map(tags.sort().map((tag) => [tag, new Set(filesIn(folder, join(LANGUAGES, tag)))]))
}

/** Plain files alone count: a link could lead anywhere, and a pipe would be waited for. */
function filesIn(folder: string, part: string): string[] {
  const problems: string[] = []
  const named = (path: string) => join(TEMPLATES, part, path)
  const walk = (within: string): string[] =>
    readdirSync(join(folder, part, within), { withFileTypes: true }).flatMap((entry) => {
      const path = join(within, entry.name)
      // What editors leave: .B.md.hbs.swp, .#B.md.hbs, B.md.hbs~; and repositories of the student's own.
      if (/^\.(?!origins$)|~$/.test(entry.name) && !path.startsWith(ORIGINS)) return []
      if (entry.isDirectory()) return walk(path)
      if (!entry.isFile()) problems.push(`${named(path)} is no plain file: put a copy in its place, not a link.`)
      return path.startsWith(ORIGINS) || path === 'README.md' || PICTURE.test(path) ? [] : [path]
    })
  const stat = lstatSync(join(folder, part), { throwIfNoEntry: false })
  if (stat === undefined) return []
  if (!stat.isDirectory())
    throw new UserError('template', `${named('')} is no folder: put a folder in its place, not a link.`)
  let found: string[]
  try {
    found = walk('').sort()
  } catch (cause) {
    throw new UserError('template', `${named('')} can't be read: check its owner and permissions.`, { cause })
  }
  if (problems.length > 0) throw new UserError('template', problems.join('\n'))
  return found
}
