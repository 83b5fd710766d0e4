/** What of a page's content is marked (ISO 32000-1, 14.6), as the rules of tagging want it. */
export interface PaintedMarks {
  /** The first operator that paints outside of all marks, with its line; null where there is none. */
  unmarked: string | null
  /** Numbers of the marks that tags refer to. */
  marks: number[]
}

/** Operators that paint, at the end of a line; a path that ends in `n` only clips. */
const PAINTS = /(?:^|[\s\])>])(?:Tj|TJ|'|"|f\*?|F|S|s|B\*?|b\*?|Do|sh)$/

/** Reads operators that stand in lines of their own. */
export function paintedMarks(content: string): PaintedMarks {
  const marks: number[] = []
  let depth = 0
  let unmarked: string | null = null
  for (const line of content.split('\n')) {
    if (line.endsWith('BDC') || line.endsWith('BMC')) {
      depth++
      const mark = /\/MCID (\d+)/.exec(line)?.[1]
      if (mark !== undefined) marks.push(Number(mark))
    } else if (line === 'EMC') depth--
    else if (depth === 0 && unmarked === null && PAINTS.test(line)) unmarked = line.slice(0, 40)
  }
  return { unmarked, marks }
}
