import { expect, test } from 'vitest'
import { FILMED_STEPS } from '../assignment/filmed-steps.ts'
import { syntheticRecording } from '../testing/synthetic/recording.ts'
import { ENGLISH, type Words } from '../text/words.ts'
import { Checklist, checklistOf, unseenSteps } from './checklist.ts'
import { layOut } from './cut.ts'

const { recording } = syntheticRecording()
const plain = { words: ENGLISH, speed: 1 }
const of = { run: 'r1', recordedAt: recording.recordedAt, words: ENGLISH }

test('every step that there should be has an entry, with the time at which it appears', () => {
  const film = layOut(recording, plain)
  const list = Checklist.parse(JSON.parse(JSON.stringify(checklistOf(film, of))))
  expect(list.steps.map(({ id }) => id)).toEqual(FILMED_STEPS.map(({ id }) => id))
  expect(list.steps.map(({ seenAtS }) => seenAtS)).toEqual(film.steps.map(({ fromS }) => fromS))
  const times = list.steps.map(({ seenAtS }) => seenAtS ?? Number.NaN)
  expect(times.toSorted((a, b) => a - b)).toEqual(times)
  expect(times.at(-1)).toBeLessThan(list.durationS)
  expect(list.steps.find(({ id }) => id === 'task2-mount')).toMatchObject({
    number: '2.5',
    required: true,
    exitCode: 0,
  })
  expect(list.steps.find(({ id }) => id === 'see-vm')).toMatchObject({ number: null, required: true, exitCode: null })
  expect(list.steps.filter(({ required }) => required).length).toBeGreaterThan(20)
  expect(unseenSteps(list)).toEqual([])
})

const failing = recording.steps.map((step) => (step.id === 'task2-mount' ? { ...step, exitCode: 32 } : step))

test('a step that was not done, or failed, is not seen', () => {
  const steps = failing.filter(({ id }) => id !== 'task1-chmod' && id !== 'status')
  const list = checklistOf(layOut({ ...recording, steps }, plain), of)
  expect(list.steps).toHaveLength(FILMED_STEPS.length)
  expect(list.steps.filter(({ seenAtS }) => seenAtS === null).map(({ id, exitCode }) => [id, exitCode])).toEqual([
    ['task1-chmod', null],
    ['task2-mount', 32],
    ['status', null],
  ])
  // Nobody asks for the status of host 1.
  expect(unseenSteps(list).map(({ exitCode }) => exitCode)).toEqual([null, 32])
})

test('a step that failed first and was done then is seen where it was done', () => {
  const steps = failing.flatMap((step) => (step.exitCode === 32 ? [step, { ...step, exitCode: 0 }] : [step]))
  const film = layOut({ ...recording, steps }, plain)
  expect(checklistOf(film, of).steps.find(({ id }) => id === 'task2-mount')).toMatchObject({
    exitCode: 0,
    seenAtS: film.steps.findLast(({ id }) => id === 'task2-mount')?.fromS,
  })
})

test('a list from which a required step was struck, or in which it is called optional, does not prove it', () => {
  const list = checklistOf(layOut(recording, plain), of)
  const struck = { ...list, steps: list.steps.filter(({ id }) => id !== 'see-vm') }
  expect(unseenSteps(struck)).toEqual([{ number: null, title: 'The VM runs on host 1', exitCode: null }])
  const optional = list.steps.map((step) => (step.id === 'see-vm' ? { ...step, required: false, seenAtS: null } : step))
  expect(unseenSteps({ ...list, steps: optional })).toHaveLength(1)
})

test('a list of an earlier version, without exit codes, can be read', () => {
  const list = checklistOf(layOut(recording, plain), of)
  const steps = list.steps.map(({ exitCode: _, ...step }) => step)
  expect(Checklist.parse({ ...list, steps }).steps[0]?.exitCode).toBeNull()
})

test('a student’s words stand in the list', () => {
  const entries = { ...ENGLISH.entries, 'step.task3-migrate.title': '遷移', 'step.status.title': '狀態' }
  const words: Words = { language: 'zh-Hant', entries }
  const steps = recording.steps.filter(({ id }) => id !== 'status')
  const list = checklistOf(layOut({ ...recording, steps }, { words, speed: 2 }), { ...of, words })
  expect(list.steps.find(({ id }) => id === 'task3-migrate')).toMatchObject({ title: '遷移', number: '3.2' })
  // What is not in the film is called in its language as well.
  expect(list.steps.find(({ id }) => id === 'status')).toMatchObject({ title: '狀態', seenAtS: null })
})
