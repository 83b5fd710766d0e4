import { joined, type Text } from '../text/phrase.ts'

/** What a reader is told who points at a mark of a chart on a screen: `tip` in the mark's data; paper shows none of it. */
export function tip(what: Text, ...lines: readonly Text[]): Text {
  return joined(
    [what, ...lines].filter((line) => line !== ''),
    '\n',
  )
}
