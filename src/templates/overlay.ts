import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { UserError } from '../errors.ts'
import { hint } from '../text/nearest.ts'

/** The student's own folder within `templates/`; git leaves it alone. */
export const CUSTOM = 'custom'
/** Within it: the defaults as they were when they were copied. */
export const ORIGINS = '.origins'
/** A style sheet that may be added; it comes last, so it can change any rule. */
const OWN_STYLE = 'styles/own.css'

const TEMPLATE = /^((sections|layout|partials)\/[^/]+\.md\.hbs|styles\/[^/]+\.css|[^/]+\.json)$/
/** What a template of the student's may show; it takes the place of nothing. */
const PICTURE = /\.(png|jpe?g|gif|webp|svg)$/i
const OWN_PARTIAL = /^partials\/[A-Za-z][\w-]*\.md\.hbs$/

/** The templates as delivered, with the student's own files above them; paths are relative to `templates/`. */
export class Overlay {
  readonly defaults: ReadonlySet<string>
  readonly custom: ReadonlySet<string>
  readonly #folder: string

  /** @throws UserError `template` with a line for each file of `custom/` that is no plain file, or without effect */
  constructor(folder: string) {
    this.#folder = folder
    this.defaults = new Set(defaultsIn(folder))
    this.custom = new Set(customIn(join(folder, CUSTOM)))
    const problems = [...this.custom]
      .filter((path) => !this.defaults.has(path) && !isOwn(path))
      .map((path) => {
        const candidates = [...this.defaults, OWN_STYLE]
        const same = candidates.find((candidate) => basename(candidate) === basename(path))
        return (
          `${fileOf(path, true)} takes the place of no template. ` +
          `${same === undefined ? hint(path, candidates) : `Did you mean “${same}”?`} ` +
          `Partials of your own belong in ${fileOf('partials/<name>.md.hbs', true)}.`
        )
      })
    if (problems.length > 0) throw new UserError('template', problems.join('\n'))
  }

  /** Names, without the extension, of the files in a part of the templates, in order; own ones last. */
  names(part: string, extension: string): string[] {
    const own = [...this.custom].filter((path) => !this.defaults.has(path))
    return [...this.defaults, ...own]
      .filter((path) => path.startsWith(`${part}/`) && path.endsWith(extension))
      .map((path) => path.slice(part.length + 1, -extension.length))
  }

  /** The text that counts, and the file it stands in as the user would name it. */
  read(path: string): { file: string; text: string } {
    return this.readCustom(path) ?? this.readDefault(path)
  }

  readDefault(path: string): { file: string; text: string } {
    const file = fileOf(path, false)
    const full = join(this.#folder, path)
    try {
      return { file, text: readFileSync(full, 'utf8') }
    } catch (cause) {
      throw new UserError('template', `${file} can't be read (${full}): restore it from the repository.`, { cause })
    }
  }

  readCustom(path: string): { file: string; text: string } | null {
    if (!this.custom.has(path)) return null
    const file = fileOf(path, true)
    // Editors of other systems may write other encodings, or a mark at the start, which is dropped here.
    const utf8 = new TextDecoder('utf-8', { fatal: true })
    try {
      return { file, text: utf8.decode(readFileSync(join(this.#folder, CUSTOM, path))) }
    } catch (cause) {
      const why = (cause as Error).message.replace(/^The encoded data was not valid.*/, 'it is not encoded in UTF-8')
      throw new UserError('template', `${file} can't be read (${why}): save it as UTF-8 text.`, { cause })
    }
  }
}

/** As the user would name it, from the project's folder. */
export function fileOf(path: string, custom: boolean): string {
  return join('templates', custom ? CUSTOM : '', path)
}

function isOwn(path: string): boolean {
  return OWN_PARTIAL.test(path) || path === OWN_STYLE
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

/** Plain files alone count: a link could lead anywhere, and a pipe would be waited for. */
function customIn(folder: string): string[] {
  const problems: string[] = []
  const walk = (part: string): string[] =>
    readdirSync(join(folder, part), { withFileTypes: true }).flatMap((entry) => {
      const path = join(part, entry.name)
      // What editors leave: .B.md.hbs.swp, .#B.md.hbs, B.md.hbs~; and repositories of the student's own.
      if (/^\.(?!origins$)|~$/.test(entry.name) && !path.startsWith(ORIGINS)) return []
      if (entry.isDirectory()) return walk(path)
      if (!entry.isFile()) problems.push(`${fileOf(path, true)} is no plain file: put a copy in its place, not a link.`)
      return path.startsWith(ORIGINS) || path === 'README.md' || PICTURE.test(path) ? [] : [path]
    })
  const stat = lstatSync(folder, { throwIfNoEntry: false })
  if (stat === undefined) return []
  if (!stat.isDirectory())
    throw new UserError('template', `${fileOf('', true)} is no folder: put a folder in its place, not a link.`)
  let found: string[]
  try {
    found = walk('').sort()
  } catch (cause) {
    throw new UserError('template', `${fileOf('', true)} can't be read: check its owner and permissions.`, { cause })
  }
  if (problems.length > 0) throw new UserError('template', problems.join('\n'))
  return found
}
