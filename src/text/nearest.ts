/** Edits (insert, delete, replace, swap of neighbours) that make one word of the other. */
function distance(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i])
  const at = (i: number, j: number): number => rows[i]?.[j] ?? (i === 0 ? j : Infinity)
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const replace = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity
      rows[i]?.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replace, swap))
    }
  }
  return at(a.length, b.length)
}

/** The candidate most like a word, or null where none is like it. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  let best: { candidate: string; edits: number } | null = null
  for (const candidate of candidates) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase())
    if (edits <= Math.max(2, word.length / 2) && (best === null || edits < best.edits)) best = { candidate, edits }
  }
  return best?.candidate ?? null
}

/** ` Did you mean “x”?`, or where nothing is near, what there is. */
export function hint(word: string, candidates: Iterable<string>): string {
  const all = [...candidates]
  const near = nearest(word, all)
  if (near !== null) return `Did you mean “${near}”?`
  return all.length === 0
    ? 'There is none to name.'
    : `There are ${all.slice(0, 12).join(', ')}${all.length > 12 ? ' …' : ''}.`
}
