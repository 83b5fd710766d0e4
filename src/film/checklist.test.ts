import { expect, test } from 'vitest'
import { FILMED_STEPS } from '../assignment/filmed-steps.ts'
import { Checklist, checklistOf } from './checklist.ts'
import { filmOf } from './film.ts'
import { syntheticRecording } from './synthetic-recording.ts'

const { recording } = syntheticRecording()
const plain = { steps: {}, speed: 1 }

test('every step that there should be has an entry, with the time at which it is done', () => {
  const list = Checklist.parse(checklistOf(filmOf(recording, plain), 'r1', recording.recordedAt))
  expect(list.steps.map(({ id }) => id)).toEqual(FILMED_STEPS.map(({ id }) => id))
  const times = list.steps.map(({ seenAtS }) => seenAtS ?? Number.NaN)
  expect(times.toSorted((a, b) => a - b)).toEqual(times)
  expect(list.steps.filter(({ required }) => required).length).toBeGreaterThan(20)
})

test('a step that was not done, or failed, is not seen', () => {
  const steps = recording.steps.filter(({ id }) => id !== 'task1-chmod')
    .map((step) => (step.id === 'task2-mount' ? { ...step, exitCode: 32 } : step))
  const { steps: listed } = checklistOf(filmOf({ ...recording, steps }, plain), 'r1', recording.recordedAt)
  expect(listed.filter(({ seenAtS }) => seenAtS === null).map(({ id }) => id)).toEqual(['task1-chmod', 'task2-mount'])
})

test('a student’s words stand in the film and in the list', () => {
  const film = filmOf(recording, { steps: { 'task3-migrate': { title: '遷移' } }, speed: 2 })
  expect(film.steps.find(({ id }) => id === 'task3-migrate')).toMatchObject({ title: '遷移', number: '3.2' })
  expect(checklistOf(film, 'r1', recording.recordedAt).steps.find(({ id }) => id === 'task3-migrate')?.title).toBe('遷移')
})
