import type { Configuration, Experiment, Profile } from '../data/schema.ts'
import { createRandom, shuffle } from '../statistics/random.ts'
import type { HostName } from './hosts/host.ts'

/** How often things are repeated; profiles differ in nothing else. */
export interface Repetitions {
  /** Boots of the VM a configuration, and rounds on the host itself. */
  trials: number
  /** Rounds of every probe within a trial; without KVM fewer, since each takes half a minute or so. */
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

/** A whole run. */
export interface Plan {
  /**
   * Sections B and C: what each host measures, in order. The hosts work through their lists at the same time, each on
   * a core of its own, so that a trial always has a neighbour at work and no core waits for the slow boots without KVM.
   */
  local: Record<HostName, PlannedTrial[]>
  /** Section D: back and forth, one after the other. */
  migrations: PlannedTrial[]
}

/** About how long a trial takes on emulated hosts, boot included, s: for balanced lists and the estimate shown. */
export const TRIAL_SECONDS = { host: 10, virtio: 55, e1000: 55, kvm: 50, tcg: 190, precopy: 50 } as const satisfies Record<Configuration, number>

/** The same seed gives the same plan, which is how an interrupted run goes on. */
export function planRun(profile: Profile, seed: number): Plan {
  const random = createRandom(seed)
  const { trials, migrations } = PROFILES[profile]
  const repetitions = Array.from({ length: trials }, (_, i) => i + 1)
  const arms = [
    ['acceleration', 'tcg'], ['network', 'virtio'], ['network', 'e1000'], ['acceleration', 'kvm'], ['acceleration', 'host'],
  ] as const satisfies [Experiment, Configuration][]
  const local: Plan['local'] = { host1: [], host2: [] }
  const load = { host1: 0, host2: 0 }
  // The longest first, each to the host with less to do; only then is the order of each list drawn.
  for (const [experiment, configuration] of arms) {
    for (const repetition of shuffle(repetitions, random)) {
      const [either] = shuffle(['host1', 'host2'] as const, random)
      const host = load.host1 === load.host2 ? (either as HostName) : load.host1 < load.host2 ? 'host1' : 'host2'
      load[host] += TRIAL_SECONDS[configuration]
      local[host].push({ id: `${experiment}-${configuration}-${repetition}`, experiment, configuration, repetition, host })
    }
  }
  return {
    local: { host1: shuffle(local.host1, random), host2: shuffle(local.host2, random) },
    migrations: Array.from({ length: migrations }, (_, i): PlannedTrial => ({
      id: `migration-precopy-${i + 1}`, experiment: 'migration', configuration: 'precopy', repetition: i + 1,
      host: i % 2 === 0 ? 'host1' : 'host2',
    })),
  }
}

/** All trials of a plan, the two hosts' taking turns. */
export function trialsOf({ local: { host1, host2 }, migrations }: Plan): PlannedTrial[] {
  const rows = Array.from({ length: Math.max(host1.length, host2.length) }, (_, i) => [host1[i], host2[i]])
  return [...rows.flat().filter((trial) => trial !== undefined), ...migrations]
}
