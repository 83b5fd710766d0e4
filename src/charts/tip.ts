/** What a reader is told who points at a mark of a chart on a screen: `tip` in the mark's data; paper shows none of it. */
export function tip(what: string, ...lines: readonly string[]): string {
  return [what, ...lines].filter((line) => line !== '').join('\n')
}
