import Handlebars from 'handlebars'
import { rememberByObject } from '../remember.ts'
import type { Printing } from './check.ts'
import type { ViewModel } from './shape.ts'
import type { Slots } from './slots.ts'
import type { Template } from './template.ts'

type Helpers = Record<string, (this: unknown, ...parameters: never[]) => string>

/** Gives the Markdown of loaded templates. */
export class TemplateRenderer {
  readonly #options: Handlebars.RuntimeOptions

  constructor(partials: Iterable<Template>, helpers: Helpers, slots: Slots, inline: (text: string) => string) {
    this.#options = {
      helpers: {
        ...helpers,
        [LITERAL]: (value: unknown) => slots.literal(text(value)),
        [MARKDOWN]: (value: unknown) => slots.html(() => inline(text(value))),
      },
      partials: Object.fromEntries([...partials].map(({ name, program }) => [name, compiled(program)])),
    } as Handlebars.RuntimeOptions
  }

  render(template: Template, view: ViewModel): string {
    return compiled(template.program)(view, this.#options)
  }
}

const handlebars = Handlebars.create()

/** A preview renders the same templates again and again, and compiling them takes most of the time. */
const compiled = rememberByObject((program: hbs.AST.Program) =>
  // noEscape: slots take care of values. preventIndent: an indented partial must not become a Markdown code block.
  handlebars.compile<unknown>(program, { noEscape: true, strict: true, preventIndent: true }),
)

const LITERAL = '@literal'
const MARKDOWN = '@markdown'

/** Notes in the documents how each of their values is printed: once, since it changes them. */
export function notePrinting(printing: Printing): void {
  for (const [node, as] of printing) wrap(node as hbs.AST.MustacheStatement, as === 'literal' ? LITERAL : MARKDOWN)
}

/** `{{path}}` becomes a call of one of the two helpers with the path as its argument. */
function wrap(mustache: hbs.AST.MustacheStatement, helper: string): void {
  const { path } = mustache
  mustache.params = [path]
  mustache.path = {
    type: 'PathExpression',
    data: false,
    depth: 0,
    parts: [helper],
    original: helper,
    loc: path.loc,
  } as hbs.AST.PathExpression
}

/** The check of the templates lets only texts through; anything else is a fault of the view model. */
function text(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  throw new TypeError(`a template was given ${JSON.stringify(value)} to print`)
}
