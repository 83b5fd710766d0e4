import { expect, test } from 'vitest'
import type { LoadedRun } from '../../data/loaded-run.ts'
import { eachTrial } from '../../testing/falsified/falsify.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { analyseMatrix } from './matrix.ts'

const DESTINATION = 'qmp-destination.ndjson'
const matrixRun = (): LoadedRun => syntheticRun({ trials: 0, migrations: 2, matrix: true })

/** The run with another conversation with the destination of post-copy. */
const changed = (change: (text: string) => string): LoadedRun =>
  eachTrial(
    ({ trial }) => trial.experiment === 'matrix' && trial.configuration === 'postcopy',
    ({ trial, files }) => ({ trial, files: { ...files, [DESTINATION]: change(files[DESTINATION] ?? '') } }),
  )(matrixRun())

function told(run: LoadedRun) {
  const { findings, notMeasured } = analyseMatrix(run)
  const found = findings.find(({ id }) => id === 'D.matrix.faults')
  return {
    sentence: found && spoken(found.sentence, ENGLISH),
    conditions: found?.conditions ?? [],
    notMeasured: notMeasured.map((one) => spoken(one, ENGLISH)).join(' '),
  }
}

test('what was waited for is told by powers of two, beside the pause', () => {
  const { sentence, conditions, notMeasured } = told(matrixRun())
  expect(sentence).toMatch(
    /300 page faults, of which the middle one took 4\.10\sms to 8\.19\sms and the longest 16\.4\sms to 32\.8\sms; for 1,200\sms in all/,
  )
  expect(sentence).toMatch(/longer than the pause by the events\./)
  expect(sentence).toMatch(/`CPU 0` of the VM for 4\.20\sms and threads other than the VM’s processors for 0\.650\sms/)
  expect(conditions.every(({ holds }) => holds)).toBe(true)
  expect(notMeasured).toBe('')
})

test('a wait that is shorter than the pause is not said to be longer', () => {
  const { sentence, conditions } = told(
    changed((text) => text.replace('"postcopy-blocktime":1200', '"postcopy-blocktime":9')),
  )
  expect(sentence).toMatch(/nowhere longer than the pause/)
  expect(conditions.find(({ name }) => name.includes('longer'))?.holds).toBe(false)
})

test('several processors are told apart, and one that waited for nothing has no mean', () => {
  const means = (list: string) => changed((text) => text.replace('"postcopy-vcpu-latency":[4200000]', list))
  expect(told(means('"postcopy-vcpu-latency":[1000000,2000000]')).sentence).toMatch(
    /`CPU 0` of the VM for 1\.00\sms, `CPU 1` of the VM for 2\.00\sms and threads/,
  )
  const idle = told(means('"postcopy-vcpu-latency":[0,2000000]')).sentence
  expect(idle).toContain('`CPU 1`')
  expect(idle).not.toContain('`CPU 0`')
})

test('a QEMU that does not tell it leaves a gap where it was asked, and nothing where it was not', () => {
  const silent = told(changed((text) => text.replaceAll('"postcopy-latency-dist"', '"unused"')))
  expect(silent.sentence).toBeUndefined()
  expect(silent.notMeasured).toContain('matrix-postcopy-memory-1: the destination did not tell how long')
  const run = matrixRun()
  for (const { trial } of run.trials) if (trial.migration) trial.migration.capabilities = ['postcopy-ram']
  expect(told(run)).toMatchObject({ sentence: undefined, notMeasured: '' })
})

test('a damaged conversation is told once', () => {
  const { sentence, notMeasured } = told(changed((text) => `${text}{`))
  expect(sentence).toBeUndefined()
  expect(notMeasured).toContain(DESTINATION)
  expect(notMeasured).not.toContain('did not tell')
})
