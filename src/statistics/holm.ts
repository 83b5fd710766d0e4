/**
 * p-values corrected for their number: where all below 0.05 are believed, the probability that even one of them is
 * chance stays below 0.05, whatever depends on what (Holm, "A Simple Sequentially Rejective Multiple Test Procedure",
 * Scandinavian Journal of Statistics 6, 1979).
 * @returns in the same order
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).toSorted((a, b) => a.p - b.p)
  const corrected: number[] = []
  let highest = 0
  for (const [rank, { p, index }] of order.entries()) {
    highest = Math.max(highest, Math.min(1, p * (order.length - rank)))
    corrected[index] = highest
  }
  return corrected
}
