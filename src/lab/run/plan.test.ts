import { describe, expect, test } from 'vitest'
import type { HostName } from '../../data/host-name.ts'
import { CATALOGUE } from '../../experiments/catalogue.ts'
import { secondsOf } from '../context/planned-trial.ts'
import { describePlan } from './describe-plan.ts'
import { blocksOf, type PlanOptions, planRun, trialsOf } from './plan.ts'
import { cellsWith, PROFILES } from './profiles.ts'
import { bootsIn } from './sitting.ts'

const plan = (seed: number, more: Partial<PlanOptions> = {}) => planRun({ profile: 'quick', seed, ...more })
/** Settings that QEMU 7.2 does not have. */
const NEWER = ['dirty-limit', 'zero-legacy', 'zero-multifd', 'zero-none']
const ids = (seed: number) => trialsOf(plan(seed)).map(({ id }) => id)

describe('the plan of a run', () => {
  test('holds every configuration as often as the profile says, and the same order for the same seed', () => {
    const { blocks, migrations, matrix } = PROFILES.quick
    const order = ids(7)
    expect(order).toEqual(ids(7))
    expect(order).not.toEqual(ids(8))
    expect(new Set(order).size).toBe(order.length)
    for (const arm of [
      'acceleration-kvm',
      'acceleration-kvm-control',
      'acceleration-tcg',
      'acceleration-host',
      'network-virtio',
      'network-virtio-control',
      'network-e1000',
    ]) {
      expect(order.filter((id) => new RegExp(`^${arm}-\\d+$`).test(id))).toHaveLength(blocks.maximum)
    }
    expect(order.filter((id) => id.startsWith('migration-'))).toHaveLength(migrations)
    expect(order.filter((id) => id.startsWith('matrix-'))).toHaveLength(matrix.cells.length * matrix.repetitions)
  })

  test('holds every configuration once in each block', () => {
    for (const { host1, host2 } of blocksOf(plan(3))) {
      const configurations = [...host1, ...host2].map(({ configuration }) => configuration)
      expect(configurations.toSorted()).toEqual([
        'e1000',
        'host',
        'kvm',
        'kvm-control',
        'tcg',
        'virtio',
        'virtio-control',
      ])
    }
  })

  test('keeps both hosts busy about equally long, and lets neither favour a configuration', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const blocks = blocksOf(plan(seed))
      const seconds = (name: HostName) => secondsOf(blocks.flatMap((block) => block[name]))
      for (const block of blocks) expect(block.host1.every(({ host }) => host === 'host1')).toBe(true)
      expect(Math.abs(seconds('host1') - seconds('host2'))).toBeLessThanOrEqual(40)
    }
    const hosts = Array.from(
      { length: 200 },
      (_, seed) => trialsOf(plan(seed)).find(({ id }) => id === 'network-virtio-1')?.host,
    )
    const share = hosts.filter((host) => host === 'host1').length / hosts.length
    expect(share).toBeGreaterThan(0.35)
    expect(share).toBeLessThan(0.65)
  })

  test('measures every configuration of B to D on both hosts as often, from one block to the next', () => {
    const trials = trialsOf(planRun({ profile: 'standard', seed: 3 })).filter(
      ({ experiment }) => experiment !== 'failover',
    )
    for (const [configuration, list] of Map.groupBy(trials, (trial) => `${trial.experiment} ${trial.configuration}`)) {
      const on = (host: HostName) => list.filter((trial) => trial.host === host).length
      expect([configuration, on('host1')]).toEqual([configuration, on('host2')])
    }
  })

  test('begins with no configuration more often than its share', () => {
    const first = Array.from({ length: 300 }, (_, seed) => blocksOf(plan(seed))[0]?.host1[0]?.configuration)
    expect(new Set(first).size).toBe(7)
    expect(Math.max(...[...new Set(first)].map((one) => first.filter((other) => other === one).length))).toBeLessThan(
      150,
    )
  })

  test('sends the VM back and forth, over all boots of the hosts', () => {
    for (const profile of ['quick', 'standard'] as const) {
      const migrations = planRun({ profile, seed: 1 }).sittings.flatMap((sitting) => sitting.migrations)
      expect(migrations.map(({ repetition }) => repetition)).toEqual(migrations.map((_, i) => i + 1))
      expect(migrations.map(({ host }) => host)).toEqual(migrations.map((_, i) => (i % 2 === 0 ? 'host1' : 'host2')))
    }
  })

  test('runs each setting from both hosts where there is more than one repetition', () => {
    const matrix = planRun({ profile: 'standard', seed: 5 }).sittings.map((sitting) => sitting.matrix)
    const cells = Map.groupBy(matrix.flat(), ({ configuration, workload }) => `${configuration} ${workload}`)
    for (const trials of cells.values()) expect(trials.map(({ host }) => host).toSorted()).toEqual(['host1', 'host2'])
    // As far as the VM completes its migrations, none has to be started elsewhere.
    const second = matrix.find((list) => list.some(({ repetition }) => repetition === 2)) ?? []
    expect(second).toHaveLength(cellsWith('bookworm', PROFILES.standard.matrix.cells).length)
    for (const [i, { host }] of second.entries()) expect(host).toBe(second[i % 2]?.host)
  })

  test('boots the hosts anew for each block and for parts of section D, but not in short profiles or for given hosts', () => {
    const boots = (profile: 'smoke' | 'quick' | 'standard' | 'thorough', bootsHosts = true) =>
      planRun({ profile, seed: 1, bootsHosts }).sittings
    expect([boots('smoke').length, boots('quick').length, boots('standard', false).length]).toEqual([1, 1, 1])
    const standard = boots('standard')
    const { blocks } = PROFILES.standard
    expect(standard.map((sitting) => sitting.blocks.map(({ number }) => number))).toEqual([
      ...Array.from({ length: blocks.maximum }, (_, i) => [i + 1]),
      [],
      [],
      [],
    ])
    const { alone: _, ...kills } = PROFILES.standard.failovers
    expect(standard.at(-1)?.failovers).toHaveLength(Object.values(kills).reduce((sum, count) => sum + count, 0))
    for (const { migrations, matrix } of standard.slice(blocks.maximum, -1)) {
      expect(migrations.length).toBe(PROFILES.standard.migrations / 2)
      expect(matrix.length).toBe(cellsWith('bookworm', PROFILES.standard.matrix.cells).length)
    }
    const whole = planRun({ profile: 'standard', seed: 1, qemu: 'trixie-backports' })
    const given = planRun({ profile: 'standard', seed: 1, bootsHosts: false })
    expect(whole.design.map(({ hostBoots }) => hostBoots)).toEqual([6, 6, 2, 2, 3])
    expect(given.design.map(({ hostBoots }) => hostBoots)).toEqual([1, 1, 1, 1])
    expect(given.estimatedSeconds).toBeLessThan(whole.estimatedSeconds)
    expect(
      trialsOf(given)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(
      trialsOf(whole)
        .filter(({ experiment }) => experiment !== 'failover')
        .map(({ id }) => id)
        .toSorted(),
    )
  })

  test('holds the settings that the chosen QEMU has, and all of them for machines of which nothing is known', () => {
    const settings = (more: Partial<PlanOptions>) => {
      const { design, sittings } = planRun({ profile: 'standard', seed: 1, only: 'D', ...more })
      const planned = new Set(sittings.flatMap(({ matrix }) => matrix.map(({ configuration }) => configuration)))
      expect(new Set(design.find(({ experiment }) => experiment === 'matrix')?.configurations)).toEqual(planned)
      return planned
    }
    const all = settings({ qemu: 'trixie-backports' })
    expect([...all].toSorted()).toEqual(Object.keys(CATALOGUE.matrix.configurations).toSorted())
    expect(settings({ bootsHosts: false })).toEqual(all)
    expect(settings({ qemu: 'bookworm-backports' })).toEqual(all)
    for (const asked of [{}, { qemu: null }, { qemu: 'bookworm' }] as const)
      expect([...all].filter((one) => !settings(asked).has(one)).toSorted()).toEqual(NEWER)
  })

  test('counts the boot that a setting with a dirty ring takes', () => {
    const { sittings } = planRun({ profile: 'standard', seed: 1, only: 'D', qemu: 'trixie-backports' })
    const seconds = (wanted: string) =>
      sittings.flatMap(({ matrix }) => matrix).find(({ configuration }) => configuration === wanted)?.seconds ?? 0
    expect(seconds('dirty-limit')).toBeGreaterThan(seconds('auto-converge') + 10)
  })

  test('measures one section alone', () => {
    expect(new Set(trialsOf(plan(1, { only: 'C' })).map(({ experiment }) => experiment))).toEqual(new Set(['network']))
    expect(plan(1, { only: 'D' }).design.map(({ experiment }) => experiment)).toEqual(['migration', 'matrix'])
    expect(plan(1, { only: 'B' }).estimatedSeconds).toBeLessThan(plan(1).estimatedSeconds)
  })

  test('kills QEMUs last, in an order that is drawn, and changes nothing of the rest', () => {
    const order = (more: Partial<PlanOptions>) =>
      trialsOf(planRun({ profile: 'standard', seed: 3, ...more })).map(({ id }) => id)
    const kills = (ids: readonly string[]) => ids.filter((id) => id.startsWith('failover-'))
    const usual = order({})
    expect(kills(usual).filter((id) => id.startsWith('failover-colo-'))).toHaveLength(PROFILES.standard.failovers.colo)
    expect(usual.slice(-kills(usual).length)).toEqual(kills(usual))
    expect(kills(usual)).not.toEqual(kills(order({ seed: 4 })))
    expect(kills(order({ only: 'D' }))).toEqual([])
    expect(kills(order({ bootsHosts: false }))).toEqual([])
    for (const profile of ['smoke', 'quick'] as const) expect(kills(order({ profile }))).toEqual([])
    expect(planRun({ profile: 'quick', seed: 1, only: 'F' }).estimatedSeconds).toBeLessThan(17 * 60)
    expect(order({ profile: 'quick', only: 'F' })).toHaveLength(11)
    expect(order({ profile: 'quick', only: 'F', budgetSeconds: 1 })).toHaveLength(8)
  })

  test('boots the hosts anew for what follows on one that was killed', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const { sittings, design } = planRun({ profile: 'standard', seed, only: 'F' })
      const boots = sittings.flatMap(bootsIn).map(({ failovers }) => failovers)
      expect(boots.flat()).toEqual(sittings.flatMap(({ failovers }) => failovers))
      expect(design.map(({ hostBoots }) => hostBoots)).toEqual([boots.length])
      for (const boot of boots) {
        const ends = boot.map(({ configuration }) => configuration === 'host-killed')
        expect(ends.slice(0, -1)).not.toContain(true)
        expect(boot.length).toBeGreaterThan(0)
      }
      // Whose host is killed is not where the client is.
      for (const { configuration, host } of boots.flat())
        expect(host).toBe(configuration === 'host-killed' ? 'host2' : 'host1')
    }
  })

  test('says of each kind of fault how often it is repeated', () => {
    const text = describePlan(planRun({ profile: 'standard', seed: 1, only: 'F' }), { profile: 'standard', seed: 1 })
    expect(text).toMatch(/repeated {8}colo 7, unprotected 3, secondary-killed 2, host-killed 2, .* times; the unit is/)
    expect(text).toMatch(/boots of hosts {2}\d: anew after each kill of a host/)
    expect(text).toContain('  the hosts are booted anew\n')
    const parts = describePlan(plan(1), { profile: 'quick', seed: 1 })
    expect(parts).toMatch(/repeated {8}3 times/)
  })

  test('takes fewer repetitions until it fits into a time, and the design says so', () => {
    const whole = planRun({ profile: 'thorough', seed: 1 })
    const short = planRun({ profile: 'thorough', seed: 1, budgetSeconds: whole.estimatedSeconds / 2 })
    expect(short.estimatedSeconds).toBeLessThanOrEqual(whole.estimatedSeconds / 2)
    expect(blocksOf(short).length).toBeLessThan(blocksOf(whole).length)
    expect(short.design[0]?.blocks.maximum).toBe(blocksOf(short).length)
    // Two of each are the least of which an interval can be given.
    const least = planRun({ profile: 'thorough', seed: 1, budgetSeconds: 1 })
    const moving = least.sittings.flatMap(({ migrations, matrix }) => [...migrations, ...matrix])
    expect([blocksOf(least).length, moving.length, least.sittings.length]).toEqual([2, 2, 3])
  })
})

test('a plan is told in words, with what is compared, how often, and when it stops', () => {
  const text = describePlan(planRun({ profile: 'standard', seed: 7 }), { profile: 'standard', seed: 7 })
  expect(text).toMatch(/^Profile standard: \d+ trials, about \d+ min .*nothing is measured now/)
  expect(text).toMatch(
    /Section B[^]*accelerator: kvm, tcg[^]*4 to 6 times; the unit is the boot[^]*kvm-control is kvm once more/,
  )
  expect(text).toMatch(/stops {11}once iperf3-to-vm.bitsPerSecond, virtio to e1000/)
  expect(text).toContain('Order, seed 7:\n  the hosts are booted\n  block 1\n    host1: ')
  expect(text).toMatch(
    /boots of hosts {2}one for each block[^]*boots of hosts {2}2, over which its 10 repetitions are spread/,
  )
})
