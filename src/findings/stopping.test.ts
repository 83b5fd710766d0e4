import { expect, test } from 'vitest'
import type { ExperimentDesign } from '../data/schema.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { intervalWidth } from './stopping.ts'

const design: ExperimentDesign = {
  experiment: 'acceleration',
  factors: [],
  unit: 'boot',
  configurations: ['kvm', 'tcg'],
  control: null,
  warmups: 1,
  samples: 3,
  samplesWithoutKvm: 3,
  blocks: { minimum: 2, maximum: 8 },
  hostBoots: 1,
  extras: 'every-block',
  streamS: null,
  leftOut: [],
  estimatedSeconds: 1,
  stopping: { metric: 'cpu-loop.microsecondsPerTurn', of: 'tcg', against: 'kvm', targetWidth: 1.3 },
}

test('the interval of the ratio grows narrower with more blocks', () => {
  const widths = [2, 4, 12].map((trials) => intervalWidth(syntheticRun({ trials, migrations: 1 }), design) ?? NaN)
  const [two = NaN, four = NaN, twelve = NaN] = widths
  expect(two).toBeGreaterThan(four)
  expect(four).toBeGreaterThan(twelve)
  expect(twelve).toBeGreaterThan(1)
})

test('without a rule, or with one boot a configuration, there is no width', () => {
  expect(intervalWidth(syntheticRun({ trials: 1, migrations: 1 }), design)).toBeNull()
  expect(intervalWidth(syntheticRun({ migrations: 1 }), { ...design, stopping: null })).toBeNull()
})
