import { describe, expect, it, test } from 'vitest'
import { OBSERVED } from '../../assignment/rubric.ts'
import { loadRun } from '../../data/load.ts'
import type { LoadedRun } from '../../data/loaded-run.ts'
import { project } from '../../project.ts'
import { equal, measuring, swapped } from '../../testing/falsified/arms.ts'
import { diskDamaged, longerPause } from '../../testing/falsified/migrations.ts'
import { FALSIFIED, type FalsifiedName } from '../../testing/falsified/runs.ts'
import { directionsAlike, nothingRetransmitted, steadyStream } from '../../testing/falsified/seen.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { untoldNumbers } from '../../testing/untold.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { analyse } from '../analyse.ts'
import { questionsOf } from './questions.ts'

const invented = syntheticRun({ trials: 4, controls: true, matrix: true, failovers: 3 })
const RUNS: readonly [string, LoadedRun][] = [
  ['the example', loadRun(project().example)],
  ['an invented run', invented],
  ['a run of nothing', { ...syntheticRun({ trials: 2, migrations: 1 }), trials: [] }],
  ...(Object.keys(FALSIFIED) as FalsifiedName[]).map((name): [string, LoadedRun] => [name, FALSIFIED[name](invented)]),
]

const asked = (run: LoadedRun) => spoken(questionsOf(analyse(run)), ENGLISH)
const textsOf = (run: LoadedRun): Record<string, string> =>
  Object.fromEntries(OBSERVED.flatMap((section) => asked(run)[section].map(({ id, sentence }) => [id, sentence])))

describe.each(RUNS)('%s', (_, run) => {
  const all = asked(run)

  it.each(OBSERVED)('asks two or three questions for section %s, a general one among them', (section) => {
    const questions = all[section]
    expect(questions.length).toBeGreaterThanOrEqual(2)
    expect(questions.length).toBeLessThanOrEqual(3)
    const general = questions.filter(({ id }) => id.includes('.general.'))
    expect(general.length).toBeGreaterThan(0)
    for (const { sentence } of general) expect(sentence).not.toMatch(/\d/)
    for (const { sentence } of questions) expect(sentence).toMatch(/\?$/)
    const strengths = questions.flatMap(({ strength }) => strength ?? [])
    expect(strengths).toEqual(strengths.toSorted((a, b) => b - a))
  })

  it('asks nothing that does not hold, and with no number that was not read', () => {
    for (const { id, sentence, conditions = [], quantities = [], strength } of OBSERVED.flatMap((one) => all[one])) {
      expect(conditions.every(({ holds }) => holds)).toBe(true)
      expect(strength === undefined, id).toBe(conditions.length === 0)
      const figures = quantities.map(({ value, n, interval, range }) => ({
        place: { section: '', kind: 'sentence' as const, id, row: '', column: '', part: 'number' as const },
        printed: '',
        value,
        unit: '',
        metric: '',
        statistic: 'value' as const,
        n,
        interval,
        range,
        samples: [],
        against: [],
      }))
      const finding = { id, section: '', sentence, verdict: 'described' as const, evidence: [], conditions }
      expect(untoldNumbers(finding, figures), id).toEqual([])
      for (const { samples } of quantities) expect(samples.length).toBeGreaterThan(0)
    }
  })
})

describe('what the data raises', () => {
  const told = textsOf(invented)

  test('programs that KVM speeds up unequally, only where it does', () => {
    expect(told['question.B.apart']).toMatch(/^Without KVM “.+” is [\d.]+× slower, “.+” [\d.]+×\. What /)
    expect(textsOf(equal('acceleration')(invented))).not.toHaveProperty(['question.B.apart'])
  })

  test('a VM that is slower than its host, and not one that outruns it', () => {
    const slower = measuring('acceleration', { host: 'kvm', kvm: 'tcg' })(invented)
    expect(textsOf(slower)['question.B.host']).toMatch(/still [\d.]+× slower than on the host itself/)
    const outruns = measuring('acceleration', { kvm: 'host', host: 'tcg' })(invented)
    expect(textsOf(outruns)).not.toHaveProperty(['question.B.host'])
  })

  test('what is faster without KVM', () => {
    expect(textsOf(swapped('acceleration', 'tcg', 'kvm')(invented))['question.B.faster']).toMatch(
      /is [\d.]+× faster without KVM/,
    )
    expect(told).not.toHaveProperty(['question.B.faster'])
  })

  test('two directions that are unequal', () => {
    const { metrics } = analyse(invented).network
    const values = ['to-vm', 'from-vm'].map(
      (way) => metrics.find(({ id }) => id === `iperf3-${way}.bitsPerSecond`)?.arms[0]?.summary?.value ?? 0,
    )
    expect(Math.max(...values)).toBeGreaterThan(0)
    expect(textsOf(directionsAlike(invented))).not.toHaveProperty(['question.C.directions'])
  })

  test('segments that one card sent again', () => {
    expect(textsOf(nothingRetransmitted(invented))).not.toHaveProperty(['question.C.retransmits.to-vm'])
  })

  test.each(RUNS.slice(0, 2))('the clocks of a pause where they are apart: %s', (_, run) => {
    const { metrics } = analyse(run).migration
    const pause = (name: string) => metrics.find(({ id }) => id === `migration.${name}`)?.arms[0]?.summary?.value ?? 0
    const apart = pause('downtimeProbeMs') / pause('downtimeQemuMs') >= 1.5
    expect(asked(run).D.some(({ id }) => id === 'question.D.clocks')).toBe(apart)
  })

  test('a client that waits longer than QEMU says, and damaged records first of all', () => {
    expect(asked(longerPause(30)(invented)).D.map(({ id }) => id)).not.toContain('question.D.clocks')
    expect(asked(diskDamaged(10, 7)(invented)).D[0]?.id).toBe('question.D.records')
    expect(told).not.toHaveProperty(['question.D.records'])
  })

  test('a silent stretch, only where there is one', () => {
    expect(textsOf(steadyStream(loadRun(project().example)))).not.toHaveProperty(['question.D.silence'])
  })
})
