import { FILMED_STEPS, type ShownStep } from '../assignment/filmed-steps.ts'
import type { HostName } from '../data/host-name.ts'
import type { FilmScene } from '../data/recording-schema.ts'
import { type Phrase, say } from '../text/phrase.ts'
import { COLO_STEPS } from './colo-steps.ts'

/** What a film is made of, whatever is filmed. */
export interface Script {
  title: Phrase
  subtitle: Phrase
  /** In the order in which they are filmed. */
  steps: readonly ShownStep[]
  /** The steps with which QEMU takes the first terminal of a host. */
  starts: Readonly<Record<HostName, string>>
  /** The steps with which it is gone from there. */
  ends: Partial<Readonly<Record<HostName, string>>>
  /** From this step on nothing is left out: whoever watches must see the counter go on from one host to the other. */
  uncutFrom: string
  /** At its end the VM is seen on host 2. */
  arrived: string
  /** For how long the list of steps stays at the end, s. */
  endS: number
}

export const SCRIPTS: Readonly<Record<FilmScene, Script>> = {
  migration: {
    title: say('film.title'),
    subtitle: say('film.subtitle'),
    steps: FILMED_STEPS,
    starts: { host1: 'task1-start', host2: 'task2-start' },
    ends: {},
    uncutFrom: 'task3-migrate',
    arrived: 'see-arrived',
    endS: 14,
  },
  colo: {
    title: say('film.colo.title'),
    subtitle: say('film.colo.subtitle'),
    steps: COLO_STEPS,
    starts: { host1: 'colo-primary', host2: 'colo-secondary' },
    ends: { host1: 'colo-kill' },
    uncutFrom: 'colo-checkpoints',
    arrived: 'colo-arrived',
    endS: 8,
  },
}
