import { isDeepStrictEqual } from 'node:util'
import type { Environment, Run } from '../../data/schema.ts'

/** What parts of one run have in common, each with what it is called in a sentence. */
const COMMON: readonly (readonly [name: string, of: (run: Run) => unknown])[] = [
  ['the profile', ({ profile }) => profile],
  ['the seed', ({ seed }) => seed],
  ['the section --only', ({ only }) => only],
  ['the budget in seconds', ({ budgetSeconds }) => budgetSeconds],
  ['the suite of the hosts’ QEMU', ({ qemu }) => qemu],
  ['the kind of hosts', ({ hosts }) => hosts.kind],
]

/** A part of a run, as far as it must be like the others. */
export interface Planned {
  run: Run
  environment: Environment
}

/** What keeps two parts from being of the same run, as a sentence; null where nothing does. */
export function difference(first: Planned, other: Planned): string | null {
  for (const [name, of] of COMMON) {
    const said = differ(name, first, other, of(first.run), of(other.run))
    if (said !== null) return said
  }
  const recipe = differ('the images’ recipe', first, other, recipeOf(first), recipeOf(other))
  if (recipe !== null) return recipe
  const [design, another] = [first, other].map(({ run }) => run.design)
  const index = Math.max(design?.length ?? 0, another?.length ?? 0)
  for (let i = 0; i < index; i += 1) {
    if (!isDeepStrictEqual(design?.[i], another?.[i])) {
      const experiment = design?.[i]?.experiment ?? another?.[i]?.experiment
      return `${first.run.id} and ${other.run.id} have different designs of the experiment ${experiment}`
    }
  }
  return null
}

const recipeOf = ({ environment }: Planned): string | null => environment.images?.recipeHash ?? null

const differ = (name: string, first: Planned, other: Planned, one: unknown, another: unknown): string | null =>
  one === another ? null : `${name} is ${value(one)} in ${first.run.id} and ${value(another)} in ${other.run.id}`

const value = (of: unknown): string => (of === null ? 'none' : String(of))
