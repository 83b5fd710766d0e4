import { expect, test } from 'vitest'
import { COLO_STEPS } from '../film/colo-steps.ts'
import { WORD_KEYS } from '../text/words.ts'
import { FILMED_STEPS } from './filmed-steps.ts'
import { procedure } from './procedure.ts'
import { TOPOLOGY } from './topology.ts'

const tunnel = { host1: '192.0.2.1', host2: '192.0.2.2' }
const laid = procedure({ accelerator: 'kvm', cpu: 'host' }, { ...TOPOLOGY, tunnel })

test('there are words for steps only that somebody does', () => {
  // That each step has its words is checked by the compiler.
  const names = new Set([...laid, ...FILMED_STEPS, ...COLO_STEPS].map(({ name }) => name))
  const worded = WORD_KEYS.flatMap((key) => /^step\.(.*)\.(?:title|purpose|difference)$/.exec(key)?.[1] ?? [])
  expect(new Set(worded)).toEqual(names)
})

test('where a step differs from the course’s, the report says how', () => {
  const different = laid.filter(({ course }) => course !== undefined).map(({ name }) => name)
  const said = WORD_KEYS.flatMap((key) => /^step\.(.*)\.difference$/.exec(key)?.[1] ?? [])
  expect(new Set(different)).toEqual(new Set(said))
})
