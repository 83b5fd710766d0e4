import { describe, expect, it } from 'vitest'
import type { LoadedRun } from '../../data/loaded-run.ts'
import { BLOCK_EXPERIMENTS } from '../../experiments/catalogue.ts'
import { analyse } from '../../findings/analyse.ts'
import type { Comparison, Metric } from '../../findings/model/metric.ts'
import { earlierRun } from '../earlier-run.ts'
import { syntheticRun } from '../synthetic/run.ts'
import { equal, wideControl } from './arms.ts'
import { SWAPS } from './runs.ts'

const TRUE: Readonly<Record<string, LoadedRun>> = {
  'a run of an earlier version': earlierRun(),
  'an invented run': syntheticRun({ trials: 4, controls: true, matrix: true, failovers: 3 }),
}
const CASES = Object.keys(TRUE)
const run = (name: string): LoadedRun => {
  const found = TRUE[name]
  if (found === undefined) throw new Error(`no run ${name}`)
  return found
}

/** Three boots each do not tell the VM from its host, among eleven comparisons. */
const CLAIM_NOTHING = new Set(['a run of an earlier version: kvm against host'])

const claimed = ({ verdict }: Pick<Comparison, 'verdict'>) => verdict === 'higher' || verdict === 'lower'
const OPPOSITE = { higher: 'lower', lower: 'higher' } as const
const headlines = (metrics: readonly Metric[]) => metrics.filter(({ role }) => role === 'headline')
const comparisonsOf = (metrics: readonly Metric[]) =>
  headlines(metrics).flatMap(({ id, comparisons }) => comparisons.map((one) => ({ id, ...one })))

describe.each(CASES)('%s, falsified', (name) => {
  const told = analyse(run(name))

  it.each(SWAPS)(
    '$of measured what $against did: whatever was claimed of the two turns',
    ({ experiment, of, against, falsify }) => {
      const turned = analyse(falsify(run(name)))
      const before = comparisonsOf(told[experiment].metrics).filter((one) => one.of === of && one.against === against)
      const after = comparisonsOf(turned[experiment].metrics)
      expect(before.some(claimed)).toBe(!CLAIM_NOTHING.has(`${name}: ${of} against ${against}`))
      for (const one of before) {
        const now = after.find((other) => other.id === one.id && other.of === of && other.against === against)
        if (one.verdict !== 'higher' && one.verdict !== 'lower') continue
        expect(now?.verdict, one.id).toBe(OPPOSITE[one.verdict])
        expect(now?.ratio, one.id).toBeCloseTo(1 / (one.ratio ?? NaN), 6)
      }
      // No sentence that claims something of the two stays as it was.
      const kept = new Set(turned[experiment].findings.map(({ sentence }) => sentence))
      const other = (id: string) => experiment === 'acceleration' && id.endsWith('.host') !== (against === 'host')
      const claims = told[experiment].findings.filter((one) =>
        claimed({ verdict: one.verdict as Comparison['verdict'] }),
      )
      expect(claims.filter(({ id, sentence }) => !other(id) && kept.has(sentence)).map(({ id }) => id)).toEqual([])
    },
  )

  it.each(BLOCK_EXPERIMENTS)('%s with equal arms claims no difference', (experiment) => {
    const { metrics } = analyse(equal(experiment)(run(name)))[experiment]
    expect(comparisonsOf(metrics).filter(claimed)).toEqual([])
  })

  it.each(BLOCK_EXPERIMENTS)('%s with a control that differs claims nothing of that size', (experiment) => {
    const { metrics, controls } = analyse(wideControl(experiment)(run(name)))[experiment]
    const differing = new Set(controls.filter(({ comparison }) => claimed(comparison)).map(({ metric }) => metric))
    expect(differing.size).toBeGreaterThan(0)
    const wrong = comparisonsOf(metrics).filter((one) => differing.has(one.id) && claimed(one))
    expect(wrong).toEqual([])
  })
})
