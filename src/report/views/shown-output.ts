import { joined, say, type Text } from '../../text/phrase.ts'
import { formatCount } from '../../text/quantities.ts'

/** How much of its end is shown of an output in which nothing is found of what is looked for. */
const LAST_LINES = 3

/**
 * The lines of an output that a reader looks for, each run of others replaced by their number; the last lines where none of
 * them is there. Null for an output that is empty.
 */
export function shownOutput(output: string, looksFor: readonly RegExp[]): Text | null {
  const lines = output.trimEnd().split(/\r?\n/)
  if (lines.every((line) => line.trim() === '')) return null
  const found = lines.map((line) => looksFor.some((pattern) => pattern.test(line)))
  const isShown = found.includes(true) ? found : lines.map((_, index) => index >= lines.length - LAST_LINES)
  const shown: Text[] = []
  let left = 0
  const note = () => {
    if (left > 0) shown.push(say('step.left-out', { lines: formatCount(left, 'line') }))
    left = 0
  }
  for (const [index, line] of lines.entries()) {
    if (isShown[index] === true) {
      note()
      shown.push(line)
    } else left++
  }
  note()
  return joined(shown, '\n')
}
