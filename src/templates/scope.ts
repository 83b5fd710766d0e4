import { z } from 'zod'
import { hint } from '../text/nearest.ts'

/** What a path in a template leads to: its shape and, from the root, its name; or what is wrong with it. */
type Resolved = { schema: z.ZodType; key: string } | { problem: string }

const BOOLEAN_DATA = ['first', 'last']

/** The shapes that are visible at one place of a template. */
export class Scope {
  readonly schema: z.ZodType
  /** Name of the context from the root, to know what was checked by an `if`. */
  readonly key: string
  readonly parent: Scope | null
  readonly #present: ReadonlySet<string>
  readonly #names: ReadonlyMap<string, { schema: z.ZodType; key: string }>

  private constructor(
    schema: z.ZodType,
    key: string,
    parent: Scope | null,
    present: ReadonlySet<string>,
    names: ReadonlyMap<string, { schema: z.ZodType; key: string }>,
  ) {
    this.schema = schema
    this.key = key
    this.parent = parent
    this.#present = present
    this.#names = names
  }

  static root(schema: z.ZodType): Scope {
    return new Scope(schema, '', null, new Set(), new Map())
  }

  /** Inside `{{#each}}` and `{{#with}}`. */
  enter(
    schema: z.ZodType,
    key: string,
    names: ReadonlyMap<string, { schema: z.ZodType; key: string }> = new Map(),
  ): Scope {
    return new Scope(schema, key, this, this.#present, new Map([...this.#names, ...names]))
  }

  /** Inside `{{#if path}}`: from here on the value is known to be there. */
  knowing(key: string): Scope {
    return new Scope(this.schema, this.key, this.parent, new Set([...this.#present, key]), this.#names)
  }

  /** Follows a path as Handlebars would. Where a step may be null and no `if` has asked, that is a problem. */
  resolve(path: hbs.AST.PathExpression): Resolved {
    let parts = path.parts
    if (path.data) {
      const [name = '', ...rest] = parts
      if (name === 'index' || name === 'key') return { schema: z.string(), key: '@' }
      if (BOOLEAN_DATA.includes(name)) return { schema: z.boolean(), key: '@' }
      if (name === 'root') return follow(this.#outermost(), rest, this.#present)
      return { problem: `there is no “@${name}”. ${hint(name, ['index', 'first', 'last', 'key', 'root'])}` }
    }
    const named = path.depth === 0 && !isExplicit(path) ? this.#names.get(parts[0] ?? '') : undefined
    if (named !== undefined) {
      parts = parts.slice(1)
      return follow(named, parts, this.#present)
    }
    let scope: Scope = this
    for (let depth = path.depth; depth > 0; depth--) {
      if (scope.parent === null)
        return { problem: `“${path.original}” leads out of the template: there is no “../” here.` }
      scope = scope.parent
    }
    const found = follow({ schema: scope.schema, key: scope.key }, parts, this.#present)
    const first = parts[0]
    if (
      'problem' in found &&
      first !== undefined &&
      path.depth === 0 &&
      scope.parent !== null &&
      !has(scope.schema, first)
    ) {
      return this.#suggestOuter(path, found)
    }
    return found
  }

  /** A variable of an outer context, used inside `each`, is the commonest mistake of all. */
  #suggestOuter(path: hbs.AST.PathExpression, found: Resolved): Resolved {
    let climb = '../'
    for (let outer = this.parent; outer !== null; outer = outer.parent, climb += '../') {
      if (!('problem' in follow({ schema: outer.schema, key: outer.key }, path.parts, this.#present))) {
        return { problem: `there is no “${path.original}” here. Did you mean “${climb}${path.original}”?` }
      }
    }
    return found
  }

  #outermost(): { schema: z.ZodType; key: string } {
    let scope: Scope = this
    while (scope.parent !== null) scope = scope.parent
    return { schema: scope.schema, key: '' }
  }
}

function isExplicit(path: hbs.AST.PathExpression): boolean {
  return /^(this\b|\.)/.test(path.original)
}

function has(schema: z.ZodType, name: string): boolean {
  return schema instanceof z.ZodObject && Object.hasOwn(schema.shape, name)
}

function follow(
  from: { schema: z.ZodType; key: string },
  parts: readonly string[],
  present: ReadonlySet<string>,
): Resolved {
  let { schema, key } = from
  for (const [index, part] of parts.entries()) {
    schema = present.has(key) ? presentPart(schema) : schema
    const name = parts.slice(0, index + 1).join('.')
    if (schema instanceof z.ZodNullable) {
      const before = parts.slice(0, index).join('.')
      return {
        problem:
          `“${before}” may be missing: put this inside {{#if ${before}}} … {{/if}} or ` +
          `{{#with ${before}}} … {{/with}}.`,
      }
    }
    if (schema instanceof z.ZodArray && part === 'length') return { schema: z.string(), key: `${key}.length` }
    if (!(schema instanceof z.ZodObject)) {
      const kind = schema instanceof z.ZodArray ? 'a list: use {{#each}}' : 'a single value'
      return { problem: `there is no “${name}”: what stands before the last dot is ${kind}.` }
    }
    const next: unknown = schema.shape[part]
    if (!(next instanceof z.ZodType)) {
      const near = Object.keys(schema.shape).map((candidate) => [...parts.slice(0, index), candidate].join('.'))
      return { problem: `there is no variable “${name}”. ${hint(name, near)}` }
    }
    schema = next
    key = key === '' ? part : `${key}.${part}`
  }
  return { schema: present.has(key) ? presentPart(schema) : schema, key }
}

/** The shape of a value that is known to be there. */
export function presentPart(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodNullable ? (schema.unwrap() as z.ZodType) : schema
}
