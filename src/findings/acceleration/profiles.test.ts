import { describe, expect, it } from 'vitest'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { analyse } from '../analyse.ts'

const run = () => syntheticRun({ trials: 2, migrations: 1 })

describe('what perf saw of the programs', () => {
  it('becomes a sentence for each: the commonest reason and the dearest, or in whose code the time went', () => {
    const { findings, exitProfiles, translatorProfiles } = analyse(run()).acceleration
    const sentence = (id: string) => spoken(findings.find((one) => one.id === id)?.sentence ?? '', ENGLISH)
    expect(exitProfiles.map(({ probe }) => probe)).toEqual(['cpu-loop', 'process-creation'])
    expect(sentence('B.cpu-loop.exit-reasons')).toMatch(
      /recorded 1,020 exits.*`msr` \(600 times.*80\.0\u00a0%, went to `npf`/,
    )
    expect(translatorProfiles[0]).toMatchObject({
      samples: 400,
      percent: { translated: 90, qemu: 8, kernel: 2, libraries: 0 },
    })
    expect(sentence('B.cpu-loop.profile')).toMatch(
      /of 400 samples of the QEMU process 90\.0\u00a0% were in translated code, 8\.00\u00a0% in QEMU’s own/,
    )
  })

  it('is left out and named where its file is damaged', () => {
    const loaded = run()
    for (const { files } of loaded.trials)
      if ('cpu-loop.perf-kvm-stat.txt' in files) files['cpu-loop.perf-kvm-stat.txt'] = 'nothing\n'
    const { exitProfiles, notMeasured } = analyse(loaded).acceleration
    expect(exitProfiles.map(({ probe }) => probe)).toEqual(['process-creation'])
    expect(spoken(notMeasured, ENGLISH).join(' ')).toMatch(
      /trials\/acceleration-kvm-1\/cpu-loop\.perf-kvm-stat\.txt: expected the total/,
    )
  })
})
