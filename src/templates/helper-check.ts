import { z } from 'zod'
import { hint } from '../text/nearest.ts'
import type { Edition } from './edition.ts'
import { InstructionView } from './instruction-shape.ts'
import type { Scope } from './scope.ts'
import { type Argument, HELPERS, type HelperShape } from './vocabulary.ts'

/** Names that a helper's argument may have; absent where any name will do. */
export type Vocabulary = Partial<Record<Argument, readonly string[]>>

/** What the walk over a template offers to the check of a call in it. */
interface Walk {
  problem(node: hbs.AST.Node, text: string): void
  /** `file:line:column` of a node. */
  at(node: hbs.AST.Node): string
  /** What a variable is, or null when it is a problem, which is then noted. */
  value(path: hbs.AST.PathExpression, scope: Scope): { schema: z.ZodType } | null
}

/** Checks calls of helpers: their form, their arguments, and that what they refer to is shown in the same edition, once. */
export class HelperCheck {
  readonly #walk: Walk
  readonly #vocabulary: Vocabulary
  readonly #edition: Edition
  readonly #shown = new Map<string, string>()
  readonly #wanted: { target: string; at: string }[] = []

  constructor(walk: Walk, vocabulary: Vocabulary, edition: Edition) {
    this.#walk = walk
    this.#vocabulary = vocabulary
    this.#edition = edition
  }

  /** What is shown in this edition, as far as it was walked. */
  shown(): string[] {
    return [...this.#shown.keys()]
  }

  /**
   * Problems with `{{ref}}`s that lead to nothing that is shown, once every template was walked.
   * @param anywhere what is shown in any edition
   */
  strayReferences(sections: readonly string[], anywhere: ReadonlySet<string>): string[] {
    const targets = [
      ...this.#shown.keys(),
      ...sections.map((name) => `section:${name}`),
      ...(this.#vocabulary.target ?? []),
    ]
    return this.#wanted
      .filter(({ target }) => !targets.includes(target))
      .map(({ target, at }) =>
        anywhere.has(target)
          ? `${at}: “${target}” is not shown in the edition “${this.#edition}”, in which this refers to it: ` +
            'put both into the same {{#if edition.full}}, or neither.'
          : `${at}: nothing to refer to is called “${target}”. ${hint(target, targets)}`,
      )
  }

  call(
    node: hbs.AST.MustacheStatement | hbs.AST.BlockStatement,
    name: keyof typeof HELPERS,
    scope: Scope,
    block: boolean,
  ): void {
    const shape: HelperShape = HELPERS[name]
    if ((shape.block ?? false) !== block) {
      return this.#walk.problem(
        node,
        block
          ? `“${name}” is no block: write {{${name} …}}.`
          : `“${name}” is a block: write {{#${name} …}} … {{/${name}}}.`,
      )
    }
    const { params } = node
    const fits =
      shape.repeats === true ? params.length >= shape.arguments.length : params.length === shape.arguments.length
    const needs = shape.arguments.length === 0 ? 'takes nothing' : `needs ${shape.arguments.join(', ')}`
    if (!fits) return this.#walk.problem(node, `“${name}” ${needs} after it.`)
    for (const [index, parameter] of params.entries()) {
      const kind = shape.arguments[Math.min(index, shape.arguments.length - 1)]
      if (kind !== undefined) this.#argument(parameter, kind, name, scope)
    }
    for (const pair of node.hash?.pairs ?? []) {
      if (pair.key === 'finding' && shape.caption === true) {
        this.#argument(pair.value, 'finding', name, scope)
      } else if (pair.key !== 'caption' || shape.caption !== true) {
        this.#walk.problem(
          pair,
          `“${name}” knows no “${pair.key}=”.${shape.caption === true ? ' Did you mean “caption=”?' : ''}`,
        )
      } else if (pair.value.type !== 'StringLiteral')
        this.#walk.problem(pair, 'a caption is text between quotation marks.')
    }
    const hasCaption = node.hash?.pairs.some(({ key }) => key === 'caption') ?? false
    if (shape.caption === true && !hasCaption) this.#walk.problem(node, `“${name}” needs caption="…".`)
  }

  #argument(node: hbs.AST.Expression, kind: Argument, helper: string, scope: Scope): void {
    if (kind === 'value' || kind === 'instruction') {
      const found = isPath(node) ? this.#walk.value(node, scope) : null
      if (!isPath(node)) return this.#walk.problem(node, `“${helper}” needs a variable here.`)
      if (found === null) return
      if (kind === 'instruction' && found.schema !== InstructionView) {
        return this.#walk.problem(node, `“${helper}” needs an instruction: use it inside {{#each instructions.task1}}.`)
      }
      if (
        kind === 'value' &&
        (found.schema instanceof z.ZodNullable ||
          found.schema instanceof z.ZodObject ||
          found.schema instanceof z.ZodArray)
      ) {
        return this.#walk.problem(node, `“${node.original}” is no single value that is always there.`)
      }
      return
    }
    if (node.type !== 'StringLiteral')
      return this.#walk.problem(node, `“${helper}” needs a ${kind} between quotation marks here.`)
    const { value } = node as hbs.AST.StringLiteral
    if (kind === 'target') return void this.#wanted.push({ target: value, at: this.#walk.at(node) })
    const names = this.#vocabulary[kind]
    if (names !== undefined && !names.includes(value))
      return this.#walk.problem(node, `there is no ${kind} “${value}”. ${hint(value, names)}`)
    if (kind === 'figure' || kind === 'table' || kind === 'name')
      this.#show(node, `${kind === 'name' ? 'listing' : kind}:${value}`)
  }

  #show(node: hbs.AST.Expression, target: string): void {
    const before = this.#shown.get(target)
    if (before !== undefined)
      return this.#walk.problem(node, `“${target}” stands already at ${before}; it can be shown once.`)
    this.#shown.set(target, this.#walk.at(node))
  }
}

export function isPath(node: hbs.AST.Node): node is hbs.AST.PathExpression {
  return node.type === 'PathExpression'
}
