import { HOSTS } from '../../data/host-name.ts'
import { type PlannedTrial, secondsOf } from '../context/planned-trial.ts'
import type { Block } from './plan-blocks.ts'
import { untilHostsEnd } from './plan-failovers.ts'
import type { Repetitions } from './profiles.ts'

/** What is measured between one boot of the hosts and the next. */
export interface Sitting {
  /**
   * Sections B and C. The hosts work through their lists at the same time, so that a trial always has a neighbour at work
   * and no host waits for the slow boots without KVM.
   */
  blocks: Block[]
  /** Section D: back and forth, one after the other. */
  migrations: PlannedTrial[]
  matrix: PlannedTrial[]
  /** Section F: one VM after the other whose QEMU is killed. */
  failovers: PlannedTrial[]
}

/** Booting the hosts and preparing them; sharing the disk and booting the VMs that migrate. */
const START_SECONDS = 45
const SHARE_SECONDS = 50

const EMPTY: Sitting = { blocks: [], migrations: [], matrix: [], failovers: [] }

/** A boot of the hosts for each block and each part of section D, or one for all; section F has one of its own. */
export function sittingsOf({ failovers, ...others }: Sitting, r: Repetitions): Sitting[] {
  const sittings = otherSittings({ ...others, failovers: [] }, r).filter((one) => trialsIn(one).length > 0)
  return failovers.length > 0 || sittings.length === 0 ? [...sittings, { ...EMPTY, failovers }] : sittings
}

function otherSittings({ blocks, migrations, matrix }: Sitting, { hostBoots }: Repetitions): Sitting[] {
  const parts = Math.min(hostBoots.migrations, Math.max(migrations.length, lastRepetition(matrix)))
  const share = (i: number) => Math.ceil((i * migrations.length) / parts)
  const moving = Array.from({ length: parts }, (_, i) => ({
    ...EMPTY,
    migrations: migrations.slice(share(i), share(i + 1)),
    matrix: matrix.filter(({ repetition }) => (repetition - 1) % parts === i),
  }))
  if (hostBoots.eachBlock) return [...blocks.map((block) => ({ ...EMPTY, blocks: [block] })), ...moving]
  const [first = EMPTY, ...rest] = moving
  return [{ ...first, blocks }, ...rest]
}

/** A sitting, boot by boot of the hosts: where one of them is killed, they are booted anew for the rest. */
export const bootsIn = ({ failovers, ...others }: Sitting): Sitting[] =>
  untilHostsEnd(failovers).map((part, i) => ({ ...(i === 0 ? others : EMPTY), failovers: part }))

/** The hosts work through each block's lists side by side; where one boot holds all blocks, neither waits between them. */
export function secondsOfSitting({ blocks, migrations, matrix, failovers }: Sitting): number {
  const moving = [...migrations, ...matrix]
  return (
    START_SECONDS * untilHostsEnd(failovers).length +
    Math.max(...HOSTS.map((name) => secondsOf(blocks.flatMap((block) => block[name])))) +
    (moving.length > 0 ? SHARE_SECONDS + secondsOf(moving) : 0) +
    secondsOf(failovers)
  )
}

const lastRepetition = (trials: readonly PlannedTrial[]): number =>
  Math.max(0, ...trials.map(({ repetition }) => repetition))

/** All trials of a sitting, the two hosts' taking turns. */
export function trialsIn({ blocks, migrations, matrix, failovers }: Sitting): PlannedTrial[] {
  const rows = blocks.flatMap(({ host1, host2 }) =>
    Array.from({ length: Math.max(host1.length, host2.length) }, (_, i) => [host1[i], host2[i]]).flat(),
  )
  return [...rows.filter((trial) => trial !== undefined), ...migrations, ...matrix, ...failovers]
}
