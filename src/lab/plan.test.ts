import { describe, expect, test } from 'vitest'
import { PROFILES, TRIAL_SECONDS, planRun, trialsOf } from './plan.ts'

const ids = (seed: number) => trialsOf(planRun('quick', seed)).map(({ id }) => id)

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

  test('keeps both hosts busy about equally long, and lets neither favour a configuration', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const { local } = planRun('quick', seed)
      const seconds = (['host1', 'host2'] as const).map((name) => {
        expect(local[name].every(({ host }) => host === name)).toBe(true)
        return local[name].reduce((sum, { configuration }) => sum + TRIAL_SECONDS[configuration], 0)
      }) as [number, number]
      expect(Math.abs(seconds[0] - seconds[1])).toBeLessThanOrEqual(TRIAL_SECONDS.virtio)
    }
    const hosts = Array.from({ length: 200 }, (_, seed) => trialsOf(planRun('quick', seed)).find(({ id }) => id === 'network-virtio-1')?.host)
    const share = hosts.filter((host) => host === 'host1').length / hosts.length
    expect(share).toBeGreaterThan(0.35)
    expect(share).toBeLessThan(0.65)
  })

  test('begins with no configuration more often than its share', () => {
    const first = Array.from({ length: 300 }, (_, seed) => planRun('quick', seed).local.host1[0]?.configuration)
    expect(first.filter((configuration) => configuration === 'tcg').length).toBeLessThan(150)
    expect(new Set(first).size).toBe(5)
  })

  test('sends the VM back and forth', () => {
    const { migrations } = planRun('quick', 1)
    expect(migrations.map(({ host }) => host)).toEqual(migrations.map((_, i) => (i % 2 === 0 ? 'host1' : 'host2')))
  })
})
