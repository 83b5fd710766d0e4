import type { Text } from '../../text/phrase.ts'
import type { Quantity } from './quantity.ts'
import type { Condition, Finding } from './sentence.ts'

/** How far beyond its threshold a value is, as a factor; a threshold of 0 is passed without measure. */
function strengthOf({ value, is, against }: Condition): number {
  const factor = is === '<' || is === '<=' ? against / value : value / against
  return Number.isFinite(factor) ? factor : Number.MAX_VALUE
}

/**
 * What nobody asked for and the data shows all the same: said only where every condition holds. The first is the one by
 * which what is seen is ranked.
 * @param sentence asked for only then
 * @param besides what parts of the sentence depend on
 */
export function seen(
  id: string,
  conditions: [Condition, ...Condition[]],
  evidence: readonly string[],
  sentence: () => Text,
  quantities: readonly Quantity[] = [],
  besides: readonly Condition[] = [],
): Finding[] {
  if (!conditions.every(({ holds }) => holds)) return []
  return [
    {
      id,
      sentence: sentence(),
      verdict: 'described',
      evidence: [...new Set(evidence)],
      conditions: [...conditions, ...besides],
      quantities: [...quantities],
      strength: strengthOf(conditions[0]),
    },
  ]
}

/** The same with what is seen in a few words, of which a heading is made. */
export const headed = (heading: Text, found: readonly Finding[]): Finding[] =>
  found.map((finding) => ({ ...finding, heading }))

/** What was seen beside what was asked, the strongest first. */
export const strongest = <F extends Pick<Finding, 'strength'>>(findings: readonly F[], most: number): F[] =>
  findings
    .filter(({ strength }) => strength !== undefined)
    .toSorted((a, b) => (b.strength ?? 0) - (a.strength ?? 0))
    .slice(0, most)
