import { expect, test } from 'vitest'
import { EXPERIMENTS } from '../experiments/catalogue.ts'
import { analyse } from '../findings/analyse.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { FINDINGS, METRICS } from './vocabulary.ts'

const analysis = analyse(syntheticRun({ controls: true, matrix: true, failovers: 3 }))
const results = EXPERIMENTS.map((experiment) => analysis[experiment])

test('templates may name every metric that an analysis has', () => {
  expect(results.flatMap(({ metrics }) => metrics.map(({ id }) => id)).filter((id) => !METRICS.includes(id))).toEqual(
    [],
  )
})

test('templates may name every finding that an analysis has', () => {
  expect(
    results.flatMap(({ findings }) => findings.map(({ id }) => id)).filter((id) => !FINDINGS.includes(id)),
  ).toEqual([])
})
