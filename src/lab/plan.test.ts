import { describe, expect, test } from 'vitest'
import { PROFILES, planRun } from './plan.ts'

const ids = (seed: number) => planRun('quick', seed).flatMap(({ trials }) => trials.map(({ id }) => id))

describe('the plan of a run', () => {
  test('holds every configuration as often as the profile says, and the same order for the same seed', () => {
    const { trials, migrations } = PROFILES.quick
    const plan = ids(7)
    expect(plan).toEqual(ids(7))
    expect(plan).not.toEqual(ids(8))
    expect(new Set(plan).size).toBe(plan.length)
    for (const arm of ['acceleration-kvm', 'acceleration-tcg', 'acceleration-host', 'network-virtio', 'network-e1000']) {
      expect(plan.filter((id) => id.startsWith(`${arm}-`))).toHaveLength(trials)
    }
    expect(plan.filter((id) => id.startsWith('migration-'))).toHaveLength(migrations)
  })

  test('never gives one host two VMs at a time, and lets neither host favour a configuration', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      for (const { trials } of planRun('quick', seed)) {
        expect(new Set(trials.map(({ host }) => host)).size).toBe(trials.length)
        expect(new Set(trials.map(({ experiment }) => experiment)).size).toBe(1)
      }
    }
    const hosts = Array.from({ length: 200 }, (_, seed) => planRun('quick', seed).flatMap(({ trials }) => trials)
      .find(({ id }) => id === 'network-virtio-1')?.host)
    const share = hosts.filter((host) => host === 'host1').length / hosts.length
    expect(share).toBeGreaterThan(0.35)
    expect(share).toBeLessThan(0.65)
  })

  test('sends the VM back and forth', () => {
    const migrations = planRun('quick', 1).flatMap(({ trials }) => trials).filter(({ experiment }) => experiment === 'migration')
    expect(migrations.map(({ host }) => host)).toEqual(migrations.map((_, i) => (i % 2 === 0 ? 'host1' : 'host2')))
  })
})
