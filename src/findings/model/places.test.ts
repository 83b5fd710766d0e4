import { describe, expect, test } from 'vitest'
import type { LoadedRun } from '../../data/loaded-run.ts'
import { earlierRun } from '../../testing/earlier-run.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { analyse } from '../analyse.ts'
import { hostBootLimits } from './limits.ts'
import { hostBootsOf, placeOf } from './places.ts'
import { rigourOf } from './rigour.ts'

/** What earlier versions wrote. */
function withoutPlaces({ trials, ...run }: LoadedRun): LoadedRun {
  const old = trials.map(({ trial, files }) => ({ trial: { ...trial, host: null, hostBoot: null }, files }))
  return { ...run, trials: old }
}
const limitsIn = (loaded: LoadedRun, experiment: 'acceleration' | 'migration' = 'acceleration') =>
  spoken(hostBootLimits(loaded, rigourOf(loaded, experiment, []).orderRun), ENGLISH)
const hostsIn = (loaded: LoadedRun, id: 'B.hosts' | 'C.hosts' = 'B.hosts') =>
  [...analyse(loaded).acceleration.findings, ...analyse(loaded).network.findings].find((one) => one.id === id)?.sentence

describe('where a trial ran', () => {
  test('stands in it', () => {
    const run = syntheticRun({ freshHosts: true })
    const { trial } = run.trials.find((one) => one.trial.id === 'acceleration-tcg-2') ?? {}
    expect(trial && placeOf(run, trial)).toEqual({ host: 'host1', hostBoot: 2 })
  })

  test('is read from samples where an earlier version did not say it, and from nothing where somebody measured by hand', () => {
    const old = withoutPlaces(syntheticRun())
    for (const { trial } of old.trials) {
      const { host, hostBoot } = placeOf(old, trial)
      const known = trial.experiment !== 'acceleration' || trial.configuration === 'host'
      expect([trial.id, host !== null, hostBoot]).toEqual([trial.id, known, null])
    }
    const byHand = { ...old, run: { ...old.run, hosts: { ...old.run.hosts, kind: 'by-hand' as const } } }
    for (const { trial } of old.trials) expect(placeOf(byHand, trial)).toEqual({ host: null, hostBoot: null })
  })

  test('is read from the journal, too: the hosts’ starts, and that of a VM as long before the trial as it took to boot', () => {
    const run = earlierRun()
    const places = new Map(
      run.trials.map(({ trial }) => [trial.id, placeOf(run, { ...trial, host: null, hostBoot: null })]),
    )
    // Started at 13:57:05 on host2 and 94 s later up, while host1 measured two others.
    expect(places.get('acceleration-tcg-1')).toEqual({ host: 'host2', hostBoot: 1 })
    expect(places.get('acceleration-kvm-control-1')).toEqual({ host: 'host1', hostBoot: 1 })
    expect([...places].filter(([, { host }]) => host === null).map(([id]) => id)).toEqual([
      'matrix-dirty-limit-memory-1',
    ])
    const later = { ...run, journal: [...run.journal.slice(0, 2), ...run.journal] }
    expect(hostBootsOf(later.trials.map(({ trial }) => placeOf(later, { ...trial, hostBoot: null })))).toBe(1)
    const [{ trial } = { trial: undefined }] = later.trials
    expect(trial && placeOf(later, { ...trial, hostBoot: null }).hostBoot).toBe(2)
  })
})

describe('what one boot of the hosts does not show', () => {
  test('is said where all ran on one, and not where each block had its own', () => {
    expect(limitsIn(syntheticRun())).toEqual([expect.stringContaining('measured on one boot of the hosts')])
    expect(limitsIn(syntheticRun({ freshHosts: true }))).toEqual([])
    expect(limitsIn(syntheticRun({ freshHosts: true }), 'migration')).toHaveLength(1)
    expect(limitsIn(syntheticRun({ trials: 1 }))).toEqual([])
  })

  test('names other reasons: machines that are not booted anew, fewer boots than trials, and boots of which nothing is known', () => {
    const run = syntheticRun()
    const given = { ...run, run: { ...run.run, hosts: { ...run.run.hosts, kind: 'ssh' as const } } }
    expect(limitsIn(given)).toEqual([expect.stringContaining('which the lab does not boot anew')])
    expect(limitsIn(withoutPlaces(run))).toEqual([expect.stringContaining('is not known')])
    const two = run.trials.map(({ trial, files }) => ({
      trial: { ...trial, hostBoot: 1 + (trial.repetition % 2) },
      files,
    }))
    expect(limitsIn({ ...run, trials: two })).toEqual([expect.stringContaining('booted 2 times')])
  })
})

test('a section says on which host each configuration was measured, and on how many boots', () => {
  expect(hostsIn(syntheticRun())).toMatch(
    /with -enable-kvm, 2 on host 1 and 1 on host 2; without, 1 on host 1 and 2 on host 2.*on one boot of the hosts\.$/,
  )
  expect(hostsIn(syntheticRun({ freshHosts: true }))).toMatch(/booted anew for each block, 3 times in all\.$/)
  expect(hostsIn(withoutPlaces(syntheticRun()))).toBe(
    'On which host each of them ran is not known. On which boots of the hosts the trials of this experiment ran is not known.',
  )
  expect(hostsIn(withoutPlaces(syntheticRun()), 'C.hosts')).toContain('virtio-net-pci, 2 on host 1 and 1 on host 2')
})
