import type { ShownStep } from '../assignment/filmed-steps.ts'
import { stepPhrases } from '../assignment/step-phrases.ts'

/** What is done with a VM under COLO, in the order in which it is filmed. */
const IDS = [
  'colo-primary-command',
  'colo-primary',
  'colo-vm',
  'colo-secondary-command',
  'colo-secondary',
  'colo-wait',
  'colo-protect',
  'colo-pair',
  'colo-checkpoints',
  'colo-shell',
  'colo-kill',
  'colo-takeover',
  'colo-arrived',
  'colo-answers',
] as const
export type ColoStep = (typeof IDS)[number]

export const COLO_STEPS: readonly ShownStep[] = IDS.map((id) => ({ id, number: null, ...stepPhrases(id) }))
