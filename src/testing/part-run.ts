import { emptyTrial } from '../data/empty-trial.ts'
import type { LoadedRun, LoadedTrial } from '../data/loaded-run.ts'
import type { Computer, Profile, Trial } from '../data/schema.ts'
import type { PlannedTrial } from '../lab/context/planned-trial.ts'
import { planPart } from '../lab/run/parts.ts'
import { type Plan, trialsOf } from '../lab/run/plan.ts'
import { plainRun } from './stored-run.ts'
import { syntheticRun } from './synthetic/run.ts'

/** For tests: a computer by one letter. */
export const computerNamed = (letter: string, name: string | null = null): Computer => ({
  id: `id-${letter}`,
  boot: `boot-${letter}`,
  name,
})

interface Asked {
  part: string
  computer?: Computer
  profile?: Profile
  seed?: number
  /** How many of its trials were finished; all where nothing is said. */
  finished?: number
  /** A run whose trials of the same names it has, with what was measured in them; without it nothing was. */
  measured?: LoadedRun
  /** The plan of the part, where it is known already. */
  plan?: Plan
}

/** For tests: a part of a run as the lab leaves it, of trials in which nothing was measured. */
export function partRun({
  part,
  computer = computerNamed('a'),
  profile = 'quick',
  seed = 7,
  finished,
  measured,
  plan = planPart({ profile, seed }, part),
}: Asked): LoadedRun {
  const trials = trialsOf(plan)
  const done = trials.slice(0, finished ?? trials.length)
  const run = plainRun({
    id: `20250301T100000Z-${profile}-${part}`,
    profile,
    seed,
    design: plan.design,
    order: trials.map(({ id }) => id),
    part: { name: part, computer },
    status: done.length === trials.length ? 'complete' : 'interrupted',
  })
  const { environment } = syntheticRun({ trials: 1, migrations: 0 })
  return {
    run,
    environment,
    parts: [],
    journal: [],
    trials: done.map((planned) => measuredIn(measured, planned) ?? finishedTrial(planned)),
    unusable: [],
  }
}

function measuredIn(run: LoadedRun | undefined, { id, block, host }: PlannedTrial): LoadedTrial | undefined {
  const found = run?.trials.find(({ trial }) => trial.id === id)
  return found && { ...found, trial: { ...found.trial, block, host, hostBoot: 1 } }
}

const finishedTrial = ({ id, experiment, configuration, repetition, workload, block, host }: PlannedTrial) => ({
  trial: emptyTrial({
    ...{ id, experiment, configuration, repetition, workload, block, host },
    startedAt: '2025-03-01T10:00:00Z',
    finishedAt: '2025-03-01T10:01:00Z',
    hostBoot: 1,
  }) satisfies Trial,
  files: { 'machine.before.txt': `before ${id}\n` },
})
