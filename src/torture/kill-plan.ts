import { HOSTS, type HostName } from '../data/host-name.ts'
import type { Section } from '../experiments/catalogue.ts'
import { createRandom } from '../statistics/random.ts'

/** What is killed: the lab, the QEMU that is a host, or the QEMU of the VM in a host. */
export const TARGETS = ['lab', ...HOSTS, 'vm-host1', 'vm-host2'] as const
export type Target = (typeof TARGETS)[number]

/** Which process a target is, and of which host. */
export const TARGET: Readonly<
  Record<Target, { process: 'lab'; host: null } | { process: 'host' | 'vm'; host: HostName }>
> = {
  lab: { process: 'lab', host: null },
  host1: { process: 'host', host: 'host1' },
  host2: { process: 'host', host: 'host2' },
  'vm-host1': { process: 'vm', host: 'host1' },
  'vm-host2': { process: 'vm', host: 'host2' },
}

/** A kill before it has found its moment. */
export interface Kill {
  /** 1-based. */
  number: number
  target: Target
  /** Part of the time within which a kill may come, 0 to 1. */
  share: number
}

/** Kills without end, the same for the same seed. */
export function* planKills(seed: number): Generator<Kill, never> {
  const random = createRandom(seed)
  for (let number = 1; ; number += 1) {
    const target = TARGETS[Math.floor(random() * TARGETS.length)] ?? 'lab'
    yield { number, target, share: random() }
  }
}

/**
 * Seconds within which an attempt at a section comes through one of its trials, the boots before it included: a resumed one
 * begins with the next trial. Much later there would be nothing left to kill on a quick computer.
 */
export const WITHIN_SECONDS: Readonly<Record<Section, number>> = { B: 90, C: 60, D: 115, F: 150 }

/** Section F has one run of seven: it takes as long as the three others together. */
const TURNS: readonly Section[] = ['C', 'D', 'B', 'C', 'D', 'F', 'B']

/**
 * The section that a campaign's next run measures.
 * @param runs how many it has completed
 * @param only where all of them measure the same
 */
export const sectionOf = (runs: number, only: Section | null): Section => only ?? TURNS[runs % TURNS.length] ?? 'C'

/** Whether a campaign may come to section F, for which hosts bring along the newest QEMU. */
export const reachesFailovers = (only: Section | null): boolean => only === null || only === 'F'
