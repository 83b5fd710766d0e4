import { HOSTS, type HostName } from '../data/host-name.ts'
import type { Section } from '../experiments/catalogue.ts'
import { namesOf } from '../experiments/names.ts'
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
 * begins with the next trial. Much later there would be nothing left to kill on a quick computer. In the order in which
 * the sections take their turns. Section F kills by itself what would be killed here.
 */
export const WITHIN_SECONDS = { C: 60, D: 115, B: 90 } as const satisfies Record<Exclude<Section, 'F'>, number>
export const SECTIONS = namesOf(WITHIN_SECONDS)
