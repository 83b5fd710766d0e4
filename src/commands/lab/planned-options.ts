import { UserError } from '../../errors.ts'
import { SECTIONS } from '../../experiments/catalogue.ts'
import { areGiven } from '../../lab/machines/hosts/destination.ts'
import { planAsked, planPart } from '../../lab/run/parts.ts'
import { type Plan, type PlanOptions, planRun } from '../../lab/run/plan.ts'
import { alternatives } from '../../text/alternatives.ts'
import type { Options } from './options.ts'

/** What is asked of a plan; a part of it alone where there is one. */
type Planned = Omit<PlanOptions, 'seed' | 'inParts'> & { seed?: number; part?: string }

/** @throws UserError `usage` on a time that can't be used, or one that is too short, and on a part that is none */
export function plannedOptions({ profile, only, budget, seed, resume, qemu, hosts, block }: Options): Planned {
  if (resume && [only, budget, seed, qemu, hosts, block].some((option) => option !== undefined)) {
    throw new UserError(
      'usage',
      'A run is resumed as it was planned: leave out --only, --budget, --seed, --block, --qemu and --hosts.',
    )
  }
  if (block !== undefined && seed === undefined)
    throw new UserError('usage', 'Parts of one run have the same seed: give it, for example --seed 7.')
  if (block !== undefined && areGiven(hosts))
    throw new UserError('usage', 'Parts are measured on hosts that the lab boots: leave out --hosts, or --block.')
  const bootsHosts = !hosts?.startsWith('ssh:')
  if (only === 'F' && !bootsHosts)
    throw new UserError('usage', 'Section F is measured on hosts that the lab boots: leave out --hosts.')
  const budgetSeconds = budget === undefined ? undefined : parseBudget(budget)
  const options = {
    profile,
    only,
    budgetSeconds,
    bootsHosts,
    qemu,
    ...(seed === undefined ? {} : { seed }),
    ...(block === undefined ? {} : { part: block }),
  }
  if (block !== undefined) planPart({ ...options, seed: seed ?? 0 }, block)
  if (budgetSeconds !== undefined) {
    const { estimatedSeconds } = planRun({ ...options, seed: 0, inParts: block !== undefined })
    if (estimatedSeconds > budgetSeconds)
      throw new UserError(
        'usage',
        `${budget} is too short: the least that can be compared takes about ` +
          `${Math.ceil(estimatedSeconds / 60)} min${only ? '' : `; --only ${alternatives(SECTIONS)} measures one section`}.`,
      )
  }
  return options
}

/** What these options would measure. @throws UserError `usage` */
export function planOfOptions(options: Options): Plan {
  const { seed = 0, part, ...asked } = plannedOptions(options)
  return planAsked({ ...asked, seed }, part)
}

/** `10m`, `90s` or `1.5h`, in seconds. */
function parseBudget(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? []
  const seconds = { s: 1, m: 60, h: 3600 }[unit ?? '']
  if (number !== undefined && seconds !== undefined && Number(number) > 0) return Number(number) * seconds
  throw new UserError('usage', `The time ${JSON.stringify(text)} can't be used: give it as --budget 10m, 600s or 1h.`)
}
