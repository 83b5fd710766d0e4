import type { Course } from './migration-course.ts'

/** FOR TESTS ONLY: when what was over, as shares of the pause, and for how long it had gone on. */
type Note = [at: number, event: string, lasted?: number]

const SOURCE: readonly Note[] = [
  [-0.02, 'checkpoint src-downtime-start'],
  [0.08, 'checkpoint src-vm-stopped'],
  [0.25, 'save type=iterable idstr=ram instance_id=0', 0.15],
  [0.26, 'checkpoint src-iterable-saved'],
  [0.31, 'save type=non-iterable idstr=cpu instance_id=0', 0.01],
  [0.41, 'save type=non-iterable idstr=0000:00:03.0/virtio-net instance_id=0', 0.09],
  [0.42, 'save type=non-iterable idstr=0000:00:04.0/virtio-blk instance_id=0', 0.01],
  [0.43, 'checkpoint src-non-iterable-saved'],
  [0.45, 'checkpoint src-downtime-end'],
]
const DESTINATION: readonly Note[] = [
  // Some of it came while the source still saved.
  [0.58, 'load type=iterable idstr=ram instance_id=0', 0.2],
  [0.6, 'load type=non-iterable idstr=cpu instance_id=0', 0.01],
  [0.62, 'load type=non-iterable idstr=0000:00:03.0/virtio-net instance_id=0', 0.02],
  [0.75, 'load type=non-iterable idstr=0000:00:04.0/virtio-blk instance_id=0', 0.12],
  [0.78, 'checkpoint dst-precopy-loadvm-completed'],
  [0.8, 'checkpoint dst-precopy-bh-enter'],
  [0.85, 'checkpoint dst-precopy-bh-announced'],
  [1.04, 'checkpoint dst-precopy-bh-vm-started'],
]

/** A time as QEMU stamps what it says. */
function stamp(s: number): string {
  const whole = new Date(Math.floor(s) * 1000).toISOString().slice(0, 19)
  return `${whole}.${String(Math.floor((s % 1) * 1e6)).padStart(6, '0')}Z`
}

/** FOR TESTS ONLY: what both QEMUs note of the pause, of which a part is nobody’s. */
export function downtimeTraces({ source, destination, stop, downS, on }: Course): Record<string, string> {
  const noted = (host: typeof source, notes: readonly Note[]): string =>
    notes
      .map(([at, event, lasted]) => {
        const length = lasted === undefined ? '' : ` downtime=${Math.round(lasted * downS * 1e6)}`
        return `${stamp(on(host, stop + at * downS))} vmstate_downtime_${event}${length}\n`
      })
      .join('')
  return { 'downtime-source.txt': noted(source, SOURCE), 'downtime-destination.txt': noted(destination, DESTINATION) }
}
