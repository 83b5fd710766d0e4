import type { MergedPart } from './schema.ts'

/** A computer that parts of a merged run were measured on. */
export interface PartComputer {
  /** 1-based, in the order of the design. */
  number: number
  /** As its cluster calls it; null where none does. */
  name: string | null
  parts: MergedPart[]
}

/** The computers of a merged run: parts that have its digest or that of its boot in common are of the same. None of another run. */
export function computersOf(parts: readonly MergedPart[]): PartComputer[] {
  let groups: MergedPart[][] = []
  for (const part of parts) {
    const same = groups.filter((group) => group.some((one) => isSame(one, part)))
    const joined = [...same.flat(), part]
    const [first] = same
    groups =
      first === undefined
        ? [...groups, joined]
        : groups
            .filter((group) => group === first || !same.includes(group))
            .map((group) => (group === first ? joined : group))
  }
  return groups.map((group, index) => ({
    number: index + 1,
    name: group.map(({ computer }) => computer.name).find((name) => name !== null) ?? null,
    parts: group,
  }))
}

const isSame = ({ computer: one }: MergedPart, { computer: other }: MergedPart): boolean =>
  one.id === other.id || one.boot === other.boot

/** The number of the computer that each trial was measured on; nothing of a run that was not merged. */
export const computerOfTrials = (parts: readonly MergedPart[]): ReadonlyMap<string, number> =>
  new Map(
    computersOf(parts).flatMap(({ number, parts: own }) =>
      own.flatMap(({ trials }) => trials.map((trial) => [trial, number] as const)),
    ),
  )
