import { HOSTS, type HostName } from '../../data/host-name.ts'
import { hostStarts } from '../../data/host-starts.ts'
import type { LoadedRun } from '../../data/loaded-run.ts'
import type { Configuration, JournalEntry, Run, Trial } from '../../data/schema.ts'
import { rememberByObject } from '../../remember.ts'

/** Where and when a trial ran, as far as it is known. */
export interface TrialPlace {
  /** Of a migration the host that the VM left. */
  host: HostName | null
  /** 1-based: which boot of the hosts. */
  hostBoot: number | null
}

/** A trial with what a reader is told of where it ran. */
export interface PlacedTrial extends TrialPlace {
  id: string
  configuration: Configuration
}

/** How far the start of a VM in the journal may be off from that of its trial, less the time of booting. */
const LARGEST_GAP_MS = 2000

const isHost = (place: string): place is HostName => HOSTS.some((host) => host === place)

/**
 * Where a trial ran. Trials of earlier versions do not say so: then it is read from where its samples were taken, or
 * from the start of its VM in the journal. Nothing is known of what was measured by hand.
 */
export function placeOf({ run, journal }: Pick<LoadedRun, 'run' | 'journal'>, trial: Trial): TrialPlace {
  if (run.hosts.kind === 'by-hand') return { host: null, hostBoot: null }
  const sampled = new Set(trial.samples.map(({ place }) => place).filter(isHost))
  const boots = hostStarts(journal).filter((at) => Date.parse(at) <= Date.parse(trial.startedAt)).length
  return {
    host:
      trial.host ?? trial.migration?.source ?? (sampled.size === 1 ? [...sampled][0] : startOf(journal, trial)) ?? null,
    hostBoot:
      trial.hostBoot === null
        ? boots === 0
          ? null
          : boots
        : trial.hostBoot + (bootsBefore(run.parts).get(trial.id) ?? 0),
  }
}

/** In a merged run each part counts its boots of the hosts from 1 on: how many there were in the parts before a trial's own. */
const bootsBefore = rememberByObject((parts: Run['parts']): ReadonlyMap<string, number> => {
  const before = new Map<string, number>()
  let boots = 0
  for (const { trials, hostBoots } of parts) {
    for (const trial of trials) before.set(trial, boots)
    boots += hostBoots
  }
  return before
})

/** The host on which a VM with the trial's arguments was started, as long before the trial as it took to boot. */
function startOf(journal: readonly JournalEntry[], { bootMs, vmArgv, startedAt }: Trial): HostName | null {
  if (bootMs === null || vmArgv === null) return null
  const wanted = Date.parse(startedAt) - bootMs
  const gap = (at: string) => Math.abs(Date.parse(at) - wanted)
  const [nearest] = journal
    .filter(({ place, argv }) => isHost(place) && argv.join('\n') === vmArgv.join('\n'))
    .toSorted((a, b) => gap(a.startedAt) - gap(b.startedAt))
  return nearest && isHost(nearest.place) && gap(nearest.startedAt) <= LARGEST_GAP_MS ? nearest.place : null
}

/** Over how many boots of the hosts trials ran; null where that is not known of each of them, or there is none. */
export function hostBootsOf(trials: readonly TrialPlace[]): number | null {
  const boots = new Set(trials.map(({ hostBoot }) => hostBoot))
  return boots.size === 0 || boots.has(null) ? null : boots.size
}
