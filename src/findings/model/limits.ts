import type { LoadedRun } from '../../data/loaded-run.ts'
import type { Configuration } from '../../data/schema.ts'
import { trialNamed } from '../../data/trial-id.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatCount, formatWhole } from '../../text/quantities.ts'
import type { Metric } from './metric.ts'
import { hostBootsOf, type PlacedTrial } from './places.ts'

/** What few trials and emulated hosts keep from being shown: sentences, none where there is nothing to say. */
export function trialLimits(loaded: LoadedRun, metrics: readonly Metric[], unit: 'boots' | 'migrations'): Text[] {
  const limits: Text[] = []
  if (loaded.run.hosts.kind === 'emulated') {
    limits.push(say('limit.emulated'))
  }
  if (loaded.run.hosts.kind === 'by-hand') {
    limits.push(say('limit.by-hand'))
  }
  // A quantity that a trial does not have makes no fewer trials.
  const byConfiguration = new Map<Configuration, number>()
  for (const { configuration, trials } of metrics.flatMap(({ arms }) => arms))
    byConfiguration.set(configuration, Math.max(trials, byConfiguration.get(configuration) ?? 0))
  const counts = [...byConfiguration.values()].filter((count) => count > 0)
  const fewest = counts.length === 0 ? null : Math.min(...counts)
  if (fewest === 1) {
    limits.push(say(`limit.one-of.${unit}`))
  } else if (fewest !== null && fewest < 5) {
    limits.push(say(`limit.few.${unit}`, { count: formatWhole(fewest) }))
  }
  return limits
}

/**
 * Fewer boots of the hosts than trials of a configuration: the intervals count trials, and what a boot of the hosts has
 * in common is not in them.
 */
export function hostBootLimits({ run }: LoadedRun, trials: readonly PlacedTrial[]): Text[] {
  const most = Math.max(
    0,
    ...[...Map.groupBy(trials, ({ configuration }) => configuration).values()].map((of) => of.length),
  )
  const boots = hostBootsOf(trials)
  if (most < 2 || (boots !== null && boots >= most)) return []
  if (boots === null) return [say('limit.host-boots.unknown')]
  if (boots > 1) return [say('limit.host-boots.few', { boots: formatWhole(boots) })]
  return [say(run.hosts.kind === 'ssh' ? 'limit.host-boots.given' : 'limit.host-boots.one')]
}

/**
 * Trials of a configuration on both hosts: what the hosts differ by is in its spread, and in the ratio of two
 * configurations as well in each block in which they ran on different ones.
 */
export function hostLimits(
  trials: readonly PlacedTrial[],
  pair: readonly [Configuration, Configuration] | undefined,
): Text[] {
  const hosts = [...Map.groupBy(trials, ({ configuration }) => configuration).values()].map(
    (own) => new Set(own.flatMap(({ host }) => host ?? [])),
  )
  if (pair === undefined || !hosts.some(({ size }) => size > 1)) return []
  const [of, against] = pair
  const hostIn = (configuration: Configuration) =>
    new Map(
      trials
        .filter((one) => one.configuration === configuration)
        .map(({ id, host }) => [trialNamed(id)?.repetition, host] as const),
    )
  const others = hostIn(against)
  const pairs = [...hostIn(of)].flatMap(([block, host]) => {
    const other = others.get(block)
    return block === undefined || host === null || other == null ? [] : [host === other]
  })
  if (pairs.length === 0) return [say('limit.hosts.unknown')]
  const same = pairs.filter(Boolean).length
  const values = { of: armName(of), against: armName(against), blocks: formatCount(pairs.length, 'block') }
  if (same === pairs.length) return [say('limit.hosts.together', values)]
  return [same === 0 ? say('limit.hosts.apart', values) : say('limit.hosts', { ...values, same: formatWhole(same) })]
}

const armName = (configuration: Configuration): Text => say('quoted', { text: say(`configuration.${configuration}`) })
