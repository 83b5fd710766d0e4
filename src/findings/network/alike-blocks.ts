import type { Case } from '../model/answer.ts'
import { type Condition, condition } from '../model/sentence.ts'

/** Blocks that all show the same of the cards. */
interface Alike {
  fared: 'slower' | 'faster'
  pairs: number
}

/**
 * Whether the e1000 was slower in every block, or faster: what blocks agree on is worth saying where no factor is claimed.
 * Null where they do not agree, or there are no blocks.
 */
export function alikeIn({ comparison: { pairs }, worse: { range } }: Case): Alike | null {
  if (pairs === null || pairs < 2 || range === null) return null
  // A case says how virtio fared against the e1000: where it is below 1, the e1000 was the slower one.
  if (range.most < 1) return { fared: 'slower', pairs }
  return range.least > 1 ? { fared: 'faster', pairs } : null
}

/** What must hold for that to be said. */
export function alikeConditions({ metric, comparison: { pairs }, worse: { range } }: Case): Condition[] {
  if (pairs === null || range === null) return []
  const name = `of virtio beside e1000 in ${metric.id}, how many times worse`
  return [
    condition(`blocks ${name}`, pairs, '>=', 2),
    condition(`largest ratio of a block ${name}`, range.most, '<', 1),
    condition(`smallest ratio of a block ${name}`, range.least, '>', 1),
  ]
}
