import { type HostName, otherHost } from '../../data/host-name.ts'
import type { Noise } from './noise.ts'

/** Clocks of the hosts against the lab's, s, at the beginning and at the end: they drift a little. */
const OFFSETS = { host1: [0.8, 0.8004], host2: [-1.3, -1.2995] } as const

/** FOR TESTS ONLY: what really happened in a migration, s since the epoch on the lab's clock. */
export interface Course {
  repetition: number
  source: HostName
  destination: HostName
  /** Observed from here to there. */
  from: number
  to: number
  migrateAt: number
  copyS: number
  downS: number
  stop: number
  resume: number
  /** What a machine's clock shows more than the lab's, s; the VM's stands still during the stop. */
  offset: (machine: HostName | 'vm', t: number) => number
  /** What a host's clock shows. */
  on: (host: HostName, t: number) => number
  /** What the VM's service gave between two moments, as a share of what it gave before the migration. */
  service: (a: number, b: number) => number
}

/** FOR TESTS ONLY: there and back in turns. */
export function migrationCourse(repetition: number, startS: number, n: Noise): Course {
  const source: HostName = repetition % 2 === 1 ? 'host1' : 'host2'
  const from = startS
  const migrateAt = startS + 5
  const copyS = 3.6 * n.factor(0.1)
  const downS = 0.09 * n.factor(0.15)
  const stop = migrateAt + 0.02 + copyS
  const resume = stop + downS
  const to = resume + 5
  const ofHost = (host: HostName, t: number): number => {
    const [before, after] = OFFSETS[host]
    return before + (after - before) * Math.min(1, Math.max(0, (t - from) / (to - from)))
  }
  const ofVm = (t: number): number => 0.3 - (t <= stop ? 0 : Math.min(downS, t - stop))
  const share = (t: number): number => {
    if (t > stop && t < resume) return 0
    if (t > migrateAt && t <= stop) return 0.45
    return t >= resume ? 1.05 : 1
  }
  return {
    repetition,
    source,
    destination: otherHost(source),
    from,
    to,
    migrateAt,
    copyS,
    downS,
    stop,
    resume,
    offset: (machine, t) => (machine === 'vm' ? ofVm(t) : ofHost(machine, t)),
    on: (host, t) => t + ofHost(host, t),
    service: (a, b) =>
      Array.from({ length: 25 }, (_, i) => share(a + ((i + 0.5) * (b - a)) / 25)).reduce((x, y) => x + y, 0) / 25,
  }
}
