import type { Run } from '../../data/schema.ts'
import { UserError } from '../../errors.ts'
import { killsQemus, type Plan, type PlanOptions, planRun } from './plan.ts'
import { type Sitting, secondsOfSitting } from './sitting.ts'

/** What can be measured apart from all else: what one boot of the hosts holds. */
export interface Part {
  /**
   * A block's number, `D1`, `D2` … of section D, or `F`. In section D the VM moves back and forth, so that no direction
   * can be measured without the other.
   */
  name: string
  sitting: Sitting
}

/** The part that is section F. */
const FAILOVER_PART = 'F'

/** Whether QEMUs are killed in what is asked for, which takes the newest; a part of a design may be without. */
export const takesFailovers = ({
  profile,
  only,
  part,
  hosts,
}: Pick<PlanOptions, 'profile' | 'only'> & { part?: string | undefined; hosts?: unknown }): boolean =>
  killsQemus({ profile, only, bootsHosts: typeof hosts !== 'object' }) && (part === undefined || part === FAILOVER_PART)

/** The parts of a plan that was made to be measured in parts, in its order. */
export function partsOf({ sittings }: Plan): Part[] {
  let moving = 0
  return sittings.map((sitting) => {
    const [block] = sitting.blocks
    if (block !== undefined) return { name: String(block.number), sitting }
    if (sitting.failovers.length > 0) return { name: FAILOVER_PART, sitting }
    moving += 1
    return { name: `D${moving}`, sitting }
  })
}

/** The plan of a part alone, with the design of the whole. @throws UserError `usage` where the plan has no such part */
export function planPart(options: Omit<PlanOptions, 'inParts'>, name: string): Plan {
  const plan = planRun({ ...options, inParts: true })
  const parts = partsOf(plan)
  const part = parts.find((one) => one.name === name)
  if (part === undefined)
    throw new UserError('usage', `There is no part ${JSON.stringify(name)} in this plan: its parts are ${told(parts)}.`)
  return { ...plan, sittings: [part.sitting], estimatedSeconds: secondsOfSitting(part.sitting) }
}

/** `1 to 15 and D1 to D4` */
function told(parts: readonly Part[]): string {
  const named = (pattern: RegExp) => parts.filter(({ name }) => pattern.test(name))
  const [blocks, moving, failovers] = [named(/^\d/), named(/^D/), named(/^F/)]
  const stretch = (of: readonly Part[]) => {
    const [first, last] = [of[0]?.name, of.at(-1)?.name]
    return first === undefined ? [] : [first === last ? first : `${first} to ${last}`]
  }
  const names = [...stretch(blocks), ...stretch(moving), ...stretch(failovers)]
  return [...(names.length > 1 ? [names.slice(0, -1).join(', ')] : []), ...names.slice(-1)].join(' and ')
}

/** The plan of all that is asked for, or of one part of it. @throws UserError `usage` where the plan has no such part */
export const planAsked = (options: Omit<PlanOptions, 'inParts'>, part?: string): Plan =>
  part === undefined ? planRun(options) : planPart(options, part)

/** The plan of a run as it was begun. */
export const planAgain = (run: Run): Plan =>
  planAsked({ ...askedOf(run), bootsHosts: run.hosts.given === null }, run.part?.name)

/** The plan of all parts of which a run is one. */
export const planWhole = (run: Run): Plan => planRun({ ...askedOf(run), inParts: true })

function askedOf({ profile, seed, only, budgetSeconds, qemu }: Run): Omit<PlanOptions, 'inParts'> {
  if (profile === null) throw new Error('a run that was measured by hand has no plan')
  return { profile, seed, only: only ?? undefined, budgetSeconds: budgetSeconds ?? undefined, qemu }
}
