import { HOSTS } from '../../data/host-name.ts'
import type { Clocks } from '../../data/schema.ts'
import type { Course } from './migration-course.ts'

/** FOR TESTS ONLY: what each machine answered when the lab asked for its time, before a migration and after it. */
export function clocksOf({ from, to, offset }: Course): Clocks {
  const moments = [
    ['before', from],
    ['after', to],
  ] as const
  return ([...HOSTS, 'vm'] as const).flatMap((machine) =>
    moments.map(([when, t]) => ({
      machine,
      when,
      exchanges: [0.02, 0.004, 0.009].map((trip, i) => {
        const asked = t + i * 0.05
        return { asked, remote: asked + trip / 2 + offset(machine, t), answered: asked + trip }
      }),
    })),
  )
}
