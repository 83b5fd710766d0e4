import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { Environment, Run, Trial } from '../../data/schema.ts'
import { syntheticRun } from './run.ts'

it('is imported by tests only', () => {
  const src = fileURLToPath(new URL('..', import.meta.url))
  const importers = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mjs)$/.test(file) && !/(\.test|\/synthetic-[a-z]+)\.ts$/.test(file))
    .filter((file) => /synthetic-[a-z]+\.ts'/.test(readFileSync(`${src}/${file}`, 'utf8').replaceAll(/^ \*.*$/gm, '')))
  expect(importers).toEqual([])
})

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
