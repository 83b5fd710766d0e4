import { type HostName, otherHost } from '../../data/host-name.ts'
import type { TrialName } from '../../data/trial-id.ts'
import { CATALOGUE, declared } from '../../experiments/catalogue.ts'
import { shuffle } from '../../statistics/random.ts'
import { type PlannedTrial, planned } from '../context/planned-trial.ts'
import type { MatrixCell } from './profiles.ts'

const turn = (i: number): HostName => (i % 2 === 0 ? 'host1' : 'host2')

const [DEFAULT] = CATALOGUE.migration.arms

/** Section D as the assignment has it: back and forth. */
export const planMigrations = (count: number): PlannedTrial[] =>
  Array.from({ length: count }, (_, i) => {
    const name = { experiment: 'migration', configuration: DEFAULT, workload: null, repetition: i + 1 } as const
    return planned(name, null, turn(i), CATALOGUE.migration.configurations[DEFAULT].seconds)
  })

/**
 * Every cell once a repetition, each time from the other host. Where a migration does not complete the VM stays, so which
 * cell comes next is decided on the way: this order is the one that it is decided from.
 */
export function planMatrix(cells: readonly MatrixCell[], repetitions: number, random: () => number): PlannedTrial[] {
  let left: PlannedTrial[] = []
  return Array.from({ length: repetitions }, (_, i) => {
    const drawn = shuffle(cells, random).map(
      ([configuration, workload]): TrialName => ({ experiment: 'matrix', configuration, workload, repetition: i + 1 }),
    )
    const from = new Map(left.map(({ configuration, workload, host }) => [`${configuration} ${workload}`, host]))
    const seconds = ({ configuration }: TrialName) => declared.matrix.configurations[configuration]?.seconds ?? 0
    left =
      i === 0
        ? drawn.map((name, j) => planned(name, name.repetition, turn(j), seconds(name)))
        : alternating(
            drawn.map((name) => {
              const before = from.get(`${name.configuration} ${name.workload}`) ?? 'host1'
              return planned(name, name.repetition, otherHost(before), seconds(name))
            }),
          )
    return left
  }).flat()
}

/** As drawn, but from one host and the other in turns for as long as there are cells of both. */
function alternating(cells: readonly PlannedTrial[]): PlannedTrial[] {
  const from = Map.groupBy(cells, ({ host }) => host)
  const [host1 = [], host2 = []] = [from.get('host1'), from.get('host2')]
  const [more, fewer] = host1.length >= host2.length ? [host1, host2] : [host2, host1]
  return more.flatMap((cell, i) => [cell, ...fewer.slice(i, i + 1)])
}
