import { describe, expect, it } from 'vitest'
import type { LoadedRun } from '../../data/loaded-run.ts'
import { clockSteps } from '../../testing/synthetic/outputs.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { analyse } from '../analyse.ts'

const run = () => syntheticRun({ trials: 3, migrations: 1 })
const sentenceOf = (loaded: LoadedRun, id: string): string =>
  spoken(analyse(loaded).acceleration.findings.find((one) => one.id === id)?.sentence ?? '', ENGLISH)
const without = ({ trials }: LoadedRun) => trials.filter(({ trial }) => trial.configuration === 'tcg')

describe('clocks', () => {
  it('are named with their steps and what they made of the lab’s seconds', () => {
    expect(sentenceOf(run(), 'B.clock')).toMatch(
      /with `-enable-kvm` by `kvm-clock`, .* steps of 0\.020?\u00a0ms or less.*without by `tsc`, .* 0\.15\u00a0ms.*No clock was shown to be wrong by more than 1/,
    )
  })

  it('that lose time are said to make times wrong', () => {
    const loaded = run()
    for (const { files } of without(loaded)) {
      const clocks = JSON.parse(files['clocks.json'] ?? '') as { exchanges: { remote: number }[] }[]
      for (const exchange of clocks[1]?.exchanges ?? []) exchange.remote -= 13
      files['clocks.json'] = JSON.stringify(clocks)
    }
    expect(sentenceOf(loaded, 'B.clock')).toMatch(
      /the lab’s clock went 1 s it went 0\.74\d* s.*at least one.*wrong by 2\d/i,
    )
  })

  it('whose steps are coarse keep a short time from being printed as a measurement', () => {
    const loaded = run()
    for (const { files } of without(loaded)) files['clock.txt'] = clockSteps('refined-jiffies', 20_000)
    const { metrics, notMeasured } = analyse(loaded).acceleration
    const arm = metrics
      .find(({ id }) => id === 'syscall.microsecondsPerOperation')
      ?.arms.find(({ configuration }) => configuration === 'tcg')
    expect(arm?.summary).toBeNull()
    expect(spoken(arm?.notMeasured ?? '', ENGLISH)).toMatch(
      /syscall \d took 1\d{3}\.\d ms, which is less than 100 steps/,
    )
    expect(spoken(notMeasured, ENGLISH).join(' ')).toContain('less than 100 steps of its clock (20 ms each)')
  })
})

describe('samples', () => {
  it('are said to be as long as they were meant to be, or how many were not', () => {
    expect(sentenceOf(run(), 'B.sample-length')).toMatch(
      /^The 135 samples that count lasted 1\.\d+\u00a0s to 1\.\d+\u00a0s/,
    )
    const loaded = run()
    for (const { files } of without(loaded))
      files['cpu-loop.2.csv'] = files['cpu-loop.2.csv']?.replace(/\d+(?=,ns,duration_time)/, '500000000') ?? ''
    expect(sentenceOf(loaded, 'B.sample-length')).toMatch(/lasted 0\.500\u00a0s to .*, 3 of them less than a second/)
  })

  it('are compared with the first of their trial, by which warming up shows', () => {
    expect(sentenceOf(run(), 'B.warm-up')).toMatch(/of the 15 cases/)
    const loaded = run()
    for (const { files } of without(loaded)) {
      // The first that counts, after one that does not.
      files['cpu-loop.2.csv'] =
        files['cpu-loop.2.csv']?.replace(/\d+(?=,ns,duration_time)/, (ns) => String(Number(ns) * 2)) ?? ''
    }
    expect(sentenceOf(loaded, 'B.warm-up')).toMatch(
      /Shell loop without, the first over the others (1\.9|2\.)\d+ \(95.% interval [\d.]+ to/,
    )
  })
})
