import { z } from 'zod'
import { UserError } from '../errors.ts'
import { hint, nearest } from '../text/nearest.ts'
import { type Documents, printedIn } from './documents.ts'
import { asksForEdition, branchIn, EDITIONS, type Edition } from './edition.ts'
import { HelperCheck, isPath, type Vocabulary } from './helper-check.ts'
import { InstructionView } from './instruction-shape.ts'
import { isMarkdown } from './markdown-text.ts'
import { presentPart, Scope } from './scope.ts'
import { ViewModel } from './shape.ts'
import type { Template } from './template.ts'
import { HELPERS, isHelper } from './vocabulary.ts'

/** How the value of each `{{path}}` is put into the page. */
export type Printing = Map<hbs.AST.Node, 'literal' | 'markdown'>

/**
 * Walks every template against the shape of the view model, once for each edition, branches that no run may take included.
 *
 * @throws UserError `template`: a line for each mistake, with file, line, column and the nearest right name.
 */
export function checkProgram(templates: Documents, vocabulary: Vocabulary): Printing {
  const printing: Printing = new Map()
  const walks = EDITIONS.map((edition) => new TemplateWalk(templates, vocabulary, edition, printing))
  for (const walk of walks) for (const template of printedIn(templates)) walk.template(template, Scope.root(ViewModel))
  const anywhere = new Set(walks.flatMap((walk) => walk.shown()))
  for (const walk of walks) walk.references(anywhere)
  const unused = [...templates.partials.values()].filter(({ name }) => !walks.some(({ visited }) => visited.has(name)))
  for (const walk of walks) for (const partial of unused) walk.syntaxOnly(partial)
  const problems = new Set(walks.flatMap((walk) => walk.problems))
  if (problems.size > 0) throw new UserError('template', [...problems].join('\n'))
  return printing
}

/** The walk over the templates of one edition. */
class TemplateWalk {
  readonly problems: string[] = []
  readonly visited = new Set<string>()
  readonly #printing: Printing
  readonly #edition: Edition
  readonly #templates: Documents
  readonly #helpers: HelperCheck
  readonly #within: string[] = []
  #file = ''

  constructor(templates: Documents, vocabulary: Vocabulary, edition: Edition, printing: Printing) {
    this.#templates = templates
    this.#edition = edition
    this.#printing = printing
    this.#helpers = new HelperCheck(
      {
        problem: (node, text) => this.#problem(node, text),
        at: (node) => this.#at(node),
        value: (path, scope) => this.#value(path, scope, []),
      },
      vocabulary,
      edition,
    )
  }

  template(template: Template, scope: Scope): void {
    const before = this.#file
    this.#file = template.file
    this.#program(template.program, scope)
    this.#file = before
  }

  /** A partial that nothing includes has no context to be checked against, but its helpers and partials do. */
  syntaxOnly(partial: Template): void {
    const others = [...this.#templates.partials.keys()].filter((name) => name !== partial.name)
    const meant = partial.own ? nearest(partial.name, others) : null
    if (meant !== null) {
      const start = `${partial.file}:1:1: no template includes {{> ${partial.name}}}`
      return void this.problems.push(`${start}. Did you mean “${meant}”?`)
    }
    this.template(partial, Scope.root(partial.name === 'instruction' ? InstructionView : ViewModel))
  }

  /** What can be referred to. */
  shown(): string[] {
    return this.#helpers.shown()
  }

  /**
   * Every `{{ref}}` must lead to something that is shown in the same edition.
   * @param anywhere what is shown in any edition
   */
  references(anywhere: ReadonlySet<string>): void {
    const sections = this.#templates.sections.map(({ name }) => name)
    this.problems.push(...this.#helpers.strayReferences(sections, anywhere))
  }

  #problem(node: hbs.AST.Node, text: string): void {
    this.problems.push(`${this.#at(node)}: ${text}`)
  }

  #at(node: hbs.AST.Node): string {
    return `${this.#file}:${node.loc.start.line}:${node.loc.start.column + 1}`
  }

  #program(program: hbs.AST.Program | undefined, scope: Scope): void {
    for (const statement of program?.body ?? []) this.#statement(statement, scope)
  }

  #statement(statement: hbs.AST.Statement, scope: Scope): void {
    switch (statement.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        return
      case 'MustacheStatement':
        return this.#mustache(statement as hbs.AST.MustacheStatement, scope)
      case 'BlockStatement':
        return this.#block(statement as hbs.AST.BlockStatement, scope)
      case 'PartialStatement':
        return this.#partial(statement as hbs.AST.PartialStatement, scope)
      default:
        return this.#problem(statement, 'this form of Handlebars is not used here; templates/README.md lists what is.')
    }
  }

  #mustache(mustache: hbs.AST.MustacheStatement, scope: Scope): void {
    const { path } = mustache
    if (!isPath(path)) return this.#problem(mustache, 'a plain value needs no braces.')
    const isCall = mustache.params.length > 0 || mustache.hash !== undefined
    // Instructions and migrations have a `number`, which is also a helper: without arguments the variable is meant.
    const isVariable = !isCall && !('problem' in scope.resolve(path))
    if (isHelper(path.original) && !isVariable) return this.#helpers.call(mustache, path.original, scope, false)
    if (isCall)
      return this.#problem(
        mustache,
        `there is no helper “${path.original}”. ${hint(path.original, Object.keys(HELPERS))}`,
      )
    const found = this.#value(path, scope, Object.keys(HELPERS))
    if (found === null) return
    if (found.schema instanceof z.ZodNullable) {
      const name = path.original
      return this.#problem(path, `“${name}” may be missing: put it inside {{#if ${name}}} … {{/if}}.`)
    }
    if (found.schema instanceof z.ZodObject || found.schema instanceof z.ZodArray) {
      return this.#problem(
        path,
        `“${path.original}” is no single value: go on with a dot, or use {{#each}} for a list.`,
      )
    }
    this.#printing.set(
      mustache,
      isMarkdown(found.schema) && this.#printing.get(mustache) !== 'literal' ? 'markdown' : 'literal',
    )
  }

  #block(block: hbs.AST.BlockStatement, scope: Scope): void {
    const name = block.path.original
    if (isHelper(name)) {
      this.#helpers.call(block, name, scope, true)
      return this.#program(block.program, scope)
    }
    if (!['if', 'unless', 'each', 'with'].includes(name)) {
      return this.#problem(
        block,
        `there is no block “#${name}”. ${hint(name, ['if', 'unless', 'each', 'with', 'listing'])}`,
      )
    }
    const [parameter, ...others] = block.params
    if (parameter === undefined || others.length > 0 || !isPath(parameter)) {
      return this.#problem(block, `“#${name}” needs one variable after it.`)
    }
    const found = this.#value(parameter, scope, [])
    if (found === null) return
    if ((name === 'if' || name === 'unless') && asksForEdition(parameter)) {
      return this.#program(branchIn(this.#edition, block), scope)
    }
    const { key } = found
    const schema = presentPart(found.schema)
    const known = found.schema instanceof z.ZodNullable ? scope.knowing(key) : scope
    if (name === 'if' || name === 'unless') {
      this.#program(block.program, name === 'if' ? known : scope)
      return this.#program(block.inverse, name === 'unless' ? known : scope)
    }
    if (name === 'each' && !(schema instanceof z.ZodArray)) {
      return this.#problem(parameter, `“${parameter.original}” is no list, so #each can't go through it.`)
    }
    const inside = schema instanceof z.ZodArray && name === 'each' ? (schema.element as z.ZodType) : schema
    const insideKey = name === 'each' ? `${key}[]` : key
    const [alias, index] = block.program.blockParams ?? []
    const names = new Map<string, { schema: z.ZodType; key: string }>()
    if (alias !== undefined) names.set(alias, { schema: inside, key: insideKey })
    if (index !== undefined) names.set(index, { schema: z.string(), key: '@' })
    this.#program(block.program, known.enter(inside, insideKey, names))
    this.#program(block.inverse, scope)
  }

  #partial(statement: hbs.AST.PartialStatement, scope: Scope): void {
    const name = 'original' in statement.name ? String(statement.name.original) : ''
    const partial = this.#templates.partials.get(name)
    if (partial === undefined) {
      return this.#problem(
        statement,
        `there is no partial “${name}” in templates/partials. ${hint(name, this.#templates.partials.keys())}`,
      )
    }
    if (this.#within.includes(name)) return this.#problem(statement, `the partial “${name}” includes itself.`)
    if (statement.hash !== undefined) return this.#problem(statement, 'a partial takes one variable, no name=value.')
    let inner = scope
    const [parameter] = statement.params
    if (parameter !== undefined) {
      const found = isPath(parameter) ? this.#value(parameter, scope, []) : null
      if (found === null) return
      inner = scope.enter(presentPart(found.schema), found.key)
    }
    this.visited.add(name)
    this.#within.push(name)
    this.template(partial, inner)
    this.#within.pop()
  }

  #value(
    path: hbs.AST.PathExpression,
    scope: Scope,
    others: readonly string[],
  ): { schema: z.ZodType; key: string } | null {
    const found = scope.resolve(path)
    if (!('problem' in found)) return found
    const helper = path.parts.length === 1 && !path.data && others.length > 0 && !/Did you mean/.test(found.problem)
    this.#problem(
      path,
      helper ? `there is no variable or helper “${path.original}”. ${hint(path.original, others)}` : found.problem,
    )
    return null
  }
}
