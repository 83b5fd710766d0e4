import type { Configuration, Experiment, Profile } from '../data/schema.ts'
import { createRandom, shuffle } from '../statistics/random.ts'
import type { HostName } from './hosts/host.ts'

/** How often things are repeated; profiles differ in nothing else. */
export interface Repetitions {
  /** Boots of the VM a configuration, and rounds on the host itself. */
  trials: number
  /** Rounds of every probe within a trial; without KVM fewer, since each takes a minute or so. */
  samples: number
  samplesWithoutKvm: number
  /** Rounds before those, dropped by rule and kept in the raw data. */
  warmups: number
  migrations: number
}

export const PROFILES: Record<Profile, Repetitions> = {
  // For tests: one of everything.
  smoke: { trials: 1, samples: 1, samplesWithoutKvm: 1, warmups: 0, migrations: 1 },
  quick: { trials: 3, samples: 3, samplesWithoutKvm: 1, warmups: 1, migrations: 5 },
  standard: { trials: 5, samples: 6, samplesWithoutKvm: 3, warmups: 1, migrations: 10 },
  thorough: { trials: 10, samples: 8, samplesWithoutKvm: 4, warmups: 1, migrations: 20 },
}

export interface PlannedTrial {
  id: string
  experiment: Experiment
  configuration: Configuration
  repetition: number
  /** Where the VM runs; for a migration, where it leaves. */
  host: HostName
}

/**
 * Trials whose VMs boot side by side, one a host. Those of section B are also measured side by side, each host on a
 * core of its own, so that every one of them has a neighbour at work; those of section C one after the other, each
 * while the other VM idles.
 */
export interface Wave {
  trials: PlannedTrial[]
}

/** The whole run in order: the same seed gives the same plan, which is how an interrupted run goes on. */
export function planRun(profile: Profile, seed: number): Wave[] {
  const random = createRandom(seed)
  const { trials, migrations } = PROFILES[profile]
  const trial = (experiment: Experiment, configuration: Configuration, repetition: number, host: HostName): PlannedTrial =>
    ({ id: `${experiment}-${configuration}-${repetition}`, experiment, configuration, repetition, host })
  const pair = (first: [Experiment, Configuration, number], second?: [Experiment, Configuration, number]): Wave => {
    const [a, b] = shuffle(['host1', 'host2'] as const, random) as [HostName, HostName]
    const both = [trial(...first, a), ...(second ? [trial(...second, b)] : [])]
    return { trials: shuffle(both, random) }
  }
  const repetitions = Array.from({ length: trials }, (_, i) => i + 1)
  // The slow boots go together, so that their waiting is shared.
  const booted = (['tcg', 'kvm'] as const).flatMap((c) => repetitions.map((n) => ['acceleration', c, n] as [Experiment, Configuration, number]))
  const acceleration = booted.flatMap((first, i) => (i % 2 === 0 ? [pair(first, booted[i + 1])] : []))
  const network = repetitions.map((n) => pair(['network', 'virtio', n], ['network', 'e1000', n]))
  const onHosts = repetitions.map((n) => ['acceleration', 'host', n] as [Experiment, Configuration, number])
  const host = onHosts.flatMap((first, i) => (i % 2 === 0 ? [pair(first, onHosts[i + 1])] : []))
  return [
    ...shuffle([...acceleration, ...network, ...host], random),
    ...Array.from({ length: migrations }, (_, i): Wave =>
      ({ trials: [trial('migration', 'precopy', i + 1, i % 2 === 0 ? 'host1' : 'host2')] })),
  ]
}
