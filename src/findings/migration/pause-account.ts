import { ParseError } from '../../measurements/parse-error.ts'
import type { DowntimeTrace, StateSpan } from '../../measurements/qemu/downtime-trace.ts'
import { say } from '../../text/phrase.ts'
import type { Milestones, ToS } from '../reading/milestones.ts'

/** What both sides tell of a pause, in the order of time. */
export const TOLD_PARTS = ['flush', 'saveMemory', 'saveDevices', 'loadMemory', 'loadDevices', 'start'] as const

/** What a pause is made of; what neither side accounts for comes last. */
export const PAUSE_PARTS = [...TOLD_PARTS, 'unexplained'] as const
export type PausePart = (typeof PAUSE_PARTS)[number]

/** What one side noted, and the clock it noted it by. */
export interface TracedSide {
  trace: DowntimeTrace
  file: string
  toS: ToS
}

/** One pause by what both QEMUs noted of it. */
export interface PauseAccount {
  /** They add up to the time from STOP to RESUME. */
  partsMs: Record<PausePart, number>
  /** Before STOP, and no part of the pause: from when the source begins to stop the VM. */
  stoppingMs: number
  /** How long each device's state took, whatever else happened at the time; those of one name are added up. */
  devices: { device: string; saveMs: number; loadMs: number }[]
}

/** When that checkpoint was reached last. @throws ParseError where it never was */
function reached({ trace, file, toS }: TracedSide, checkpoint: string): number {
  const found = trace.checkpoints.findLast(({ name }) => name === checkpoint)
  if (!found) throw new ParseError(file, null, say('expected.checkpoint', { checkpoint }))
  return toS(found.atS)
}

/** How much of a stretch states take, ms by their kind; no moment counts twice. */
function within({ trace, toS }: TracedSide, fromS: number, untilS: number): Record<StateSpan['kind'], number> {
  const taken = { iterable: 0, 'non-iterable': 0 }
  let doneS = fromS
  for (const state of trace.states) {
    const [begins, ends] = [Math.max(doneS, toS(state.endS - state.lastedMs / 1000)), Math.min(untilS, toS(state.endS))]
    if (ends <= begins) continue
    taken[state.kind] += (ends - begins) * 1000
    doneS = ends
  }
  return taken
}

/** All that the device's states took on a side, ms. */
const lasted = ({ trace }: TracedSide, device: string): number =>
  trace.states
    .filter((state) => state.kind === 'non-iterable' && state.device === device)
    .reduce((sum, { lastedMs }) => sum + lastedMs, 0)

/**
 * Divides a pause of pre-copy: up to the checkpoint at which the source has saved all, its states count, and from then on those
 * of the destination, which begins to load before. What is in none of them, and before neither the source's VM has stopped nor
 * after all is loaded, is left unexplained.
 * @throws ParseError where a side did not reach a checkpoint of pre-copy
 */
export function accountOf(
  source: TracedSide,
  destination: TracedSide,
  { stopS, resumeS }: Pick<Milestones, 'stopS' | 'resumeS'>,
): PauseAccount {
  // The order is certain; where clocks are too coarse to show it, a part has no length.
  const inside = (s: number, afterS: number): number => Math.min(resumeS, Math.max(afterS, s))
  const stoppedS = inside(reached(source, 'src-vm-stopped'), stopS)
  const savedS = inside(reached(source, 'src-non-iterable-saved'), stoppedS)
  const loadedS = inside(reached(destination, 'dst-precopy-loadvm-completed'), savedS)
  const [saving, loading] = [within(source, stoppedS, savedS), within(destination, savedS, loadedS)]
  const explained = {
    flush: (stoppedS - stopS) * 1000,
    saveMemory: saving.iterable,
    saveDevices: saving['non-iterable'],
    loadMemory: loading.iterable,
    loadDevices: loading['non-iterable'],
    start: (resumeS - loadedS) * 1000,
  }
  const sum = Object.values(explained).reduce((all, ms) => all + ms, 0)
  const devices = new Set(
    [source, destination].flatMap(({ trace }) =>
      trace.states.filter(({ kind }) => kind === 'non-iterable').map(({ device }) => device),
    ),
  )
  return {
    stoppingMs: Math.max(0, stopS - reached(source, 'src-downtime-start')) * 1000,
    partsMs: { ...explained, unexplained: Math.max(0, (resumeS - stopS) * 1000 - sum) },
    devices: [...devices].map((device) => ({
      device,
      saveMs: lasted(source, device),
      loadMs: lasted(destination, device),
    })),
  }
}
