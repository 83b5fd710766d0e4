import { describe, expect, it } from 'vitest'
import type { LoadedRun } from '../../data/loaded-run.ts'
import type { SteadyWindow } from '../../data/schema.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { analyse } from '../analyse.ts'

const run = () => syntheticRun({ trials: 2, migrations: 1 })
const sentenceOf = (loaded: LoadedRun, id: string): string =>
  spoken(analyse(loaded).acceleration.findings.find((one) => one.id === id)?.sentence ?? '', ENGLISH)

/** Each window of a run, as something changes it. */
function changed(change: (window: SteadyWindow) => Partial<SteadyWindow>): LoadedRun {
  const loaded = run()
  for (const { trial } of loaded.trials)
    trial.windows = trial.windows.map((window) => ({ ...window, ...change(window) }))
  return loaded
}

describe('what the host counted in steady windows', () => {
  it('is a table of kinds that add up to all exits, with nothing running beside it', () => {
    const { exitProfiles } = analyse(run()).acceleration
    expect(exitProfiles.map(({ probe }) => probe)).toEqual([
      null,
      'cpu-loop',
      'process-creation',
      'context-switch',
      'memcpy',
      'syscall',
    ])
    for (const { kinds, perSecond, trials } of exitProfiles) {
      expect(trials).toBe(2)
      expect(kinds.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100, 9)
      expect(kinds.reduce((sum, { timePercent }) => sum + timePercent, 0)).toBeCloseTo(100, 9)
      expect(kinds.reduce((sum, kind) => sum + kind.perSecond, 0)).toBeCloseTo(perSecond, 9)
    }
  })

  it('becomes a sentence for each program: the commonest reason and the dearest, or in whose code the time went', () => {
    const { translatorProfiles, metrics } = analyse(run()).acceleration
    expect(sentenceOf(run(), 'B.cpu-loop.exit-reasons')).toMatch(
      /5\d\d exits a second .*n\u00a0=\u00a02\u00a0boots.*`msr` \(3\d\d a second.*40\.0\u00a0µs each\), and of the time that KVM spent on exits the largest share, [\d.]+\u00a0%, went to `interrupt`/,
    )
    expect(translatorProfiles[0]).toMatchObject({
      samples: 400,
      percent: { translated: 90, qemu: 8, kernel: 2, libraries: 0 },
    })
    expect(sentenceOf(run(), 'B.cpu-loop.profile')).toMatch(
      /of 400 samples .* 90\.0\u00a0% were in translated code, 8\.00\u00a0% in QEMU’s own/,
    )
    const perOperation = metrics.find(({ id }) => id === 'syscall.exitsPerOperation')?.arms[0]?.summary?.value
    // About 570 exits a second at two million calls a second.
    expect(perOperation).toBeGreaterThan(0.0002)
    expect(perOperation).toBeLessThan(0.0004)
  })

  it('counts translated blocks of both programs in the same unit', () => {
    expect(sentenceOf(run(), 'B.process-creation.blocks')).toMatch(
      /than in the loop: [\d.,]+\u00a0blocks\/s against [\d.,]+\u00a0blocks\/s \(/,
    )
  })

  it('holds nothing of the lab’s own traffic, or says how much of it may be that', () => {
    expect(sentenceOf(run(), 'B.steady')).toMatch(
      /16.windows of at least 2\.00\u00a0s, with 0\u00a0bytes .*nothing that was counted/,
    )
    const some = changed(({ probe }) => ({ serialBytes: probe === 'syscall' ? 10 : 0 }))
    expect(sentenceOf(some, 'B.steady')).toMatch(/Reckoned at two exits a byte this is 1\.\d\u00a0% of the exits/)
    const much = changed(({ probe }) => ({ serialBytes: probe === 'syscall' ? 200 : 0 }))
    expect(sentenceOf(much, 'B.steady')).toMatch(
      /Reckoned at two exits a byte this is 3\d\u00a0% of the exits of the program where it is most, too much/,
    )
  })

  it('is left out and named where its file is damaged, or the program had ended before the window did', () => {
    const loaded = run()
    for (const { files } of loaded.trials)
      if ('cpu-loop.steady.counts.txt' in files) files['cpu-loop.steady.counts.txt'] = 'nothing\n'
    const { exitProfiles, notMeasured } = analyse(loaded).acceleration
    expect(exitProfiles.map(({ probe }) => probe)).not.toContain('cpu-loop')
    expect(exitProfiles).toHaveLength(5)
    expect(spoken(notMeasured, ENGLISH).join(' ')).toMatch(
      /^cpu-loop\.steady\.counts\.txt of acceleration-kvm-1 could not be read: expected the total/,
    )
    const ended = analyse(changed(({ probe }) => ({ ranThroughout: probe !== 'memcpy' }))).acceleration
    expect(ended.exitProfiles.map(({ probe }) => probe)).not.toContain('memcpy')
    expect(spoken(ended.notMeasured, ENGLISH).join(' ')).toMatch(
      /^\d+ windows? of counting \(Memory copy\): the program had ended/,
    )
  })
})
