/** How much of a report is printed: what answers, with an appendix of a few pages, or everything in one file. */
export const EDITIONS = ['core', 'full'] as const
export type Edition = (typeof EDITIONS)[number]

/** What is printed where nothing is said. */
export const USUAL_EDITION: Edition = 'core'

/** Whether a block asks which edition is printed: `{{#if edition.full}}`, from wherever it stands. */
export const asksForEdition = ({ parts }: hbs.AST.PathExpression): boolean =>
  parts.slice(-2).join('.') === 'edition.full'

/** What an edition prints of an `if` or `unless` that asks for it. */
export const branchIn = (
  edition: Edition,
  { path, program, inverse }: hbs.AST.BlockStatement,
): hbs.AST.Program | undefined => ((path.original === 'if') === (edition === 'full') ? program : inverse)
