import { UserError } from '../../errors.ts'
import { SECTIONS } from '../../experiments/catalogue.ts'
import { type PlanOptions, planRun } from '../../lab/run/plan.ts'
import { alternatives } from '../../text/alternatives.ts'
import type { Options } from './options.ts'

/** @throws UserError `usage` on a time that can't be used, or one that is too short */
export function plannedOptions({
  profile,
  only,
  budget,
  seed,
  resume,
  qemu,
  hosts,
}: Options): Omit<PlanOptions, 'seed'> & { seed?: number } {
  if (resume && [only, budget, seed, qemu, hosts].some((option) => option !== undefined)) {
    throw new UserError(
      'usage',
      'A run is resumed as it was planned: leave out --only, --budget, --seed, --qemu and --hosts.',
    )
  }
  const budgetSeconds = budget === undefined ? undefined : parseBudget(budget)
  const options = { profile, only, budgetSeconds, ...(seed === undefined ? {} : { seed }) }
  const { estimatedSeconds } = planRun({ ...options, seed: 0 })
  if (budgetSeconds !== undefined && estimatedSeconds > budgetSeconds) {
    throw new UserError(
      'usage',
      `${budget} is too short: the least that can be compared takes about ` +
        `${Math.ceil(estimatedSeconds / 60)} min${only ? '' : `; --only ${alternatives(SECTIONS)} measures one section`}.`,
    )
  }
  return options
}

/** `10m`, `90s` or `1.5h`, in seconds. */
function parseBudget(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? []
  const seconds = { s: 1, m: 60, h: 3600 }[unit ?? '']
  if (number !== undefined && seconds !== undefined && Number(number) > 0) return Number(number) * seconds
  throw new UserError('usage', `The time ${JSON.stringify(text)} can't be used: give it as --budget 10m, 600s or 1h.`)
}
