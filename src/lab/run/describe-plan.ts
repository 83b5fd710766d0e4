import { HOSTS } from '../../data/host-name.ts'
import type { ExperimentDesign, Profile } from '../../data/schema.ts'
import { declared } from '../../experiments/catalogue.ts'
import { FULL_SPEED_OMITTED_S } from '../../experiments/network-programs.ts'
import { formatEstimate } from '../../text/durations.ts'
import type { PlannedTrial } from '../context/planned-trial.ts'
import { type Plan, trialsOf } from './plan.ts'
import { bootsIn, type Sitting } from './sitting.ts'

/**
 * A plan in words, for somebody who wants to know before anything is done.
 * @param seed null where the run will draw one: the order shown is then an example
 */
export function describePlan(plan: Plan, { profile, seed }: { profile: Profile; seed: number | null }): string {
  const trials = trialsOf(plan)
  return [
    `Profile ${profile}: ${trials.length} trials, about ${formatEstimate(plan.estimatedSeconds * 1000)} on emulated hosts; nothing is measured now.`,
    '',
    ...plan.design.flatMap((design) => describe(design, trials)),
    seed === null
      ? 'Order, drawn anew for each run unless --seed is given; this is that of seed 0:'
      : `Order, seed ${seed}:`,
    ...plan.sittings
      .flatMap(bootsIn)
      .flatMap((sitting, i) => [`  the hosts are booted${i > 0 ? ' anew' : ''}`, ...order(sitting)]),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

function order({ blocks, migrations, matrix, failovers }: Sitting): string[] {
  return [
    ...blocks.flatMap((block) => [
      `  block ${block.number}`,
      ...HOSTS.map((name) => `    ${name}: ${block[name].map(({ configuration }) => configuration).join(', ')}`),
    ]),
    ...(migrations.length > 0
      ? [`  migrations, one after the other: ${migrations.map(({ host }) => `from ${host}`).join(', ')}`]
      : []),
    ...(matrix.length > 0
      ? [
          '  settings, one after the other; where one does not complete the next is one that begins where the VM is:',
          `    ${matrix.map(({ configuration, workload, host }) => `${configuration} ${workload} from ${host}`).join(', ')}`,
        ]
      : []),
    ...(failovers.length > 0
      ? [`  faults of a VM, one after the other: ${failovers.map(({ configuration }) => configuration).join(', ')}`]
      : []),
  ]
}

function describe(design: ExperimentDesign, trials: readonly PlannedTrial[]): string[] {
  const {
    experiment,
    factors,
    unit,
    configurations,
    control,
    warmups,
    samples,
    samplesWithoutKvm,
    stopping,
    extras,
    streamS,
    leftOut,
  } = design
  const unequal = unit === 'boot' && samplesWithoutKvm !== samples ? ` (${samplesWithoutKvm} without KVM)` : ''
  return [
    `Section ${declared[experiment].section}${experiment === 'matrix' ? ', settings' : ''}, about ${formatEstimate(design.estimatedSeconds * 1000)}`,
    `  factors         ${factors.map(({ name, levels }) => `${name}: ${levels.join(', ')}`).join('; ')}`,
    `  configurations  ${configurations.join(', ')}`,
    `  repeated        ${repeated(design, trials)} times; the unit is the ${unit}`,
    ...(unit === 'boot'
      ? [
          `  samples         ${samples}${unequal} a ${unit}${warmups === 0 ? '' : `, after ${warmups} that warms up and is dropped by rule`}`,
          `  beside rounds   evidence, and programs that are measured once, ${extras === 'first-block' ? 'in the first block' : 'in every block'}`,
          ...(streamS === null
            ? []
            : [
                `  streams         ${streamS} s each as fast as they go, after ${FULL_SPEED_OMITTED_S} s that iperf3 omits`,
              ]),
          ...(leftOut.length === 0 ? [] : [`  left out        ${leftOut.join(', ')}`]),
        ]
      : []),
    `  boots of hosts  ${bootsOf(design)}`,
    `  control         ${control ? `${control.of} is ${control.against} once more: a ratio that excludes 1 is the machine's own` : 'none'}`,
    `  stops           ${
      stopping === null
        ? 'after the last repetition'
        : `once ${stopping.metric}, ${stopping.of} to ${stopping.against}, has an interval whose ends differ by a factor of ${stopping.targetWidth} at most, or after the last`
    }`,
    '',
  ]
}

/** Kinds of faults are repeated each as often as it takes to tell of it. */
function repeated({ experiment, configurations, blocks }: ExperimentDesign, trials: readonly PlannedTrial[]): string {
  const { minimum, maximum } = blocks
  if (declared[experiment].carriedOut !== 'failovers')
    return minimum === maximum ? String(maximum) : `${minimum} to ${maximum}`
  const count = (wanted: string) => trials.filter(({ configuration }) => configuration === wanted).length
  return configurations.map((configuration) => `${configuration} ${count(configuration)}`).join(', ')
}

/** How many of them, of hosts that the lab boots itself. */
const bootsOf = ({ experiment, hostBoots, unit, blocks }: ExperimentDesign): string =>
  hostBoots === 1
    ? 'one for all of it'
    : declared[experiment].carriedOut === 'failovers'
      ? `${hostBoots}: anew after each kill of a host`
      : unit === 'boot'
        ? 'one for each block'
        : `${hostBoots}, over which its ${blocks.maximum} repetitions are spread`
