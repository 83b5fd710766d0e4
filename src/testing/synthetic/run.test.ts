import { expect, it } from 'vitest'
import { Environment, Run, Trial } from '../../data/schema.ts'
import { syntheticRun } from './run.ts'

it('has the shape of a run as the lab stores it', () => {
  const { run, environment, trials } = syntheticRun({ matrix: true })
  expect(() => Run.parse(run)).not.toThrow()
  expect(() => Environment.parse(environment)).not.toThrow()
  for (const { trial, files } of trials) {
    expect(() => Trial.parse(trial)).not.toThrow()
    for (const sample of trial.samples)
      for (const name of Object.values(sample.files)) expect(files).toHaveProperty([name])
  }
})

it('is the same for the same seed and differs for another', () => {
  expect(syntheticRun({ seed: 5 })).toEqual(syntheticRun({ seed: 5 }))
  expect(syntheticRun({ matrix: true }).trials.slice(0, 20)).toEqual(syntheticRun().trials)
  expect(syntheticRun({ seed: 5 })).not.toEqual(syntheticRun({ seed: 6 }))
})
