import { isMark, isState } from './operators.ts'

/** The beginning of a mark that a tag may refer to. */
const MARK = /^\/\w+ ?<<\/MCID (\d+) ?>> ?BDC$/

/**
 * Makes one mark of those that follow one another and belong to one tag: Chromium begins another one where the colour or the
 * font changes, and at each line.
 *
 * @param goesOn whether a mark is the next one of the tag that an earlier mark belongs to
 * @returns the content, and the marks that are not there any more
 */
export function withJoinedMarks(
  content: string,
  goesOn: (mark: number, earlier: number) => boolean,
): { content: string; joined: number[] } {
  const joined: number[] = []
  const lines: string[] = []
  let depth = 0
  /** The mark that was closed, and the line that did it, as long as nothing was painted since. */
  let closed: { mark: number; line: number } | null = null
  let open: number | null = null
  for (const line of content.split('\n')) {
    const mark = depth === 0 && line.endsWith('BDC') ? MARK.exec(line)?.[1] : undefined
    if (mark !== undefined && closed !== null && goesOn(Number(mark), closed.mark)) {
      lines.splice(closed.line, 1)
      joined.push(Number(mark))
    } else if (line !== 'EMC' || depth > 1 || open === null) lines.push(line)
    if (isMark(line)) {
      depth += 1
      if (depth === 1) open = mark === undefined ? null : Number(mark)
      closed = null
    } else if (line === 'EMC') {
      depth -= 1
      if (depth > 0 || open === null) continue
      closed = { mark: open, line: lines.length }
      lines.push(line)
      open = null
    } else if (depth === 0 && !isState(line)) closed = null
  }
  return { content: lines.join('\n'), joined }
}
