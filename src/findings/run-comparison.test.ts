import { describe, expect, it } from 'vitest'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { spoken } from '../text/spoken.ts'
import { ENGLISH } from '../text/words.ts'
import { analyse } from './analyse.ts'
import { compareRuns } from './run-comparison.ts'

const run = (seed: number) => analyse(syntheticRun({ seed, trials: 4, migrations: 4 }))
const row = (comparison: ReturnType<typeof compareRuns>, metric: string, configuration: string) =>
  comparison.rows.find((one) => one.metric === metric && one.configuration === configuration)

describe('two runs side by side', () => {
  it('of the same machine differ by chance alone', () => {
    const comparison = compareRuns(run(1), run(2))
    expect(comparison.differences).toEqual([])
    const claims = comparison.rows.filter(({ verdict }) => verdict === 'higher' || verdict === 'lower')
    expect(comparison.rows.length).toBeGreaterThan(15)
    expect(claims.length / comparison.rows.length).toBeLessThan(0.25)
    expect(row(comparison, 'cpu-loop.microsecondsPerTurn', 'tcg')?.ratio).toBeCloseTo(1, 0)
  })

  it('of which one was slower show it, with an interval and both values', () => {
    const slow = syntheticRun({ seed: 2, trials: 4, migrations: 4 })
    for (const { files } of slow.trials) {
      for (const name of Object.keys(files).filter((file) => /^cpu-loop\.\d+\.csv$/.test(file))) {
        files[name] = (files[name] ?? '').replace(/\d+(?=,ns,duration_time)/, (ns) => String(Number(ns) * 2))
      }
    }
    const found = row(compareRuns(run(1), analyse(slow)), 'cpu-loop.microsecondsPerTurn', 'kvm')
    expect(found?.verdict).toBe('lower')
    expect(found?.ratio).toBeCloseTo(0.5, 1)
    expect(found?.interval?.high).toBeLessThan(1)
    expect(found?.now.trials).toBe(4)
  })

  it('name what was different beforehand', () => {
    const other = syntheticRun({ seed: 2 })
    other.environment.host.qemuVersion = '10.0.2'
    other.run.hosts.kind = 'kvm'
    expect(spoken(compareRuns(run(1), analyse(other)).differences, ENGLISH)).toEqual([
      { name: 'how the hosts are made', now: 'emulated', before: 'kvm' },
      { name: 'QEMU on the hosts', now: '7.2.22', before: '10.0.2' },
    ])
  })

  it('say nothing of what only one of them has', () => {
    const one = syntheticRun({ seed: 1 })
    one.trials = one.trials.filter(({ trial }) => trial.experiment !== 'network')
    expect(compareRuns(run(1), analyse(one)).rows.some(({ metric }) => metric.startsWith('iperf3'))).toBe(false)
  })
})
