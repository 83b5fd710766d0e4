import type { ExperimentDesign } from '../../data/schema.ts'

/**
 * Experiments whose stopping rule, fixed beforehand, is satisfied after a block: not before the least number of blocks,
 * and not after the last, where there is nothing left to stop.
 * @param block 1-based, the last one measured
 * @param widthOf of the interval that the rule looks at, upper end divided by lower one; null while there is none
 */
export function preciseEnough(
  designs: readonly ExperimentDesign[],
  block: number,
  widthOf: (design: ExperimentDesign) => number | null,
): { experiment: ExperimentDesign['experiment']; width: number }[] {
  return designs.flatMap((design) => {
    const {
      experiment,
      stopping,
      blocks: { minimum, maximum },
    } = design
    if (stopping === null || block < minimum || block >= maximum) return []
    const width = widthOf(design)
    return width !== null && width <= stopping.targetWidth ? [{ experiment, width }] : []
  })
}
