import { BLOCK_EXPERIMENTS, type BlockExperiment, type Configuration, declared } from '../../experiments/catalogue.ts'
import { equal, equalRole, measuring, offloadsInVain, swapped, swappedRole, wideControl, withoutTrial } from './arms.ts'
import { otherKinds, twoProcessors } from './counts.ts'
import { both, type Falsify } from './falsify.ts'
import {
  cutOff,
  diskDamaged,
  downtimeLimit,
  hostsExchanged,
  isPostcopyTrial,
  longerPause,
  nothingConverged,
  oneMigration,
  pagesWaited,
  silentStream,
  zerosForNothing,
} from './migrations.ts'
import { bothWays, freshHosts } from './places.ts'
import { oneSample, oneWindow, withoutExtras } from './samples.ts'

/** Two configurations that an experiment compares, each with what was measured of the other. */
export interface Swap {
  experiment: BlockExperiment
  of: Configuration
  against: Configuration
  falsify: Falsify
}

/** Every comparison of every experiment that is measured in blocks: a new one is among them. */
export const SWAPS: readonly Swap[] = BLOCK_EXPERIMENTS.flatMap((experiment) =>
  declared[experiment].compare.map(([first, second]) => {
    const [of, against] = [first as Configuration, second as Configuration]
    return { experiment, of, against, falsify: swapped(experiment, of, against) }
  }),
)

/** Runs as they were not, by what is untrue of them. */
export const FALSIFIED = {
  'KVM is the slower one': swapped('acceleration', 'tcg', 'kvm'),
  // By much: so few boots would not tell the two apart if they only changed places.
  'the VM outruns its host': measuring('acceleration', { kvm: 'host', host: 'tcg' }),
  'with KVM, without and the host are alike': equal('acceleration'),
  'KVM differs from itself': wideControl('acceleration'),
  'a trial is missing': withoutTrial('acceleration-kvm-2'),
  'e1000 is the better card': swapped('network', 'virtio', 'e1000'),
  'the cards are alike': equal('network'),
  'virtio differs from itself': wideControl('network'),
  'the counts are those of the other card': swappedRole('network', 'virtio', 'e1000', 'exits'),
  'the counts differ, the throughput does not': both(
    swappedRole('network', 'virtio', 'e1000', 'exits'),
    equalRole('network', 'output'),
  ),
  'offloads only harm': offloadsInVain('network'),
  'the hosts have two processors': twoProcessors,
  'extra streams were left out': withoutExtras,
  'each program ran once in a boot': oneSample,
  'the exits of the VM are of other kinds': otherKinds,
  'one boot was counted': oneWindow,
  'records are lost and altered': diskDamaged(10, 7),
  'the VM stands still for 30 s': longerPause(30),
  'post-copy stands still the longest': longerPause(4.1, isPostcopyTrial),
  'pages of post-copy come at once': pagesWaited([5, 10, 0, 0], 0, 2500),
  'pages of post-copy come after seconds': pagesWaited([0, 0, 0, 1, 0, 7], 9000, 2_000_000_000),
  'QEMU’s mean of waits is too low': pagesWaited([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0], 40, 1_000_000),
  'no page is asked for': pagesWaited([0, 0, 0, 0], 0, 0),
  'pages of zeros are sent for nothing': zerosForNothing,
  'nothing converged': nothingConverged,
  'all were cut off in their first pass': cutOff,
  'the stream is silent': silentStream,
  'one migration only': oneMigration,
  'the limit of the downtime is 10 ms': downtimeLimit(10),
  'exits do not move': hostsExchanged,
  'each block had a boot of the hosts of its own': freshHosts,
  'each setting ran both ways': bothWays,
} as const satisfies Record<string, Falsify>

export type FalsifiedName = keyof typeof FALSIFIED
