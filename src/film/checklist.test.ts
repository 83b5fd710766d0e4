import { expect, test } from 'vitest'
import { FILMED_STEPS } from '../assignment/filmed-steps.ts'
import { syntheticRecording } from '../testing/synthetic/recording.ts'
import { Checklist, checklistOf, unseenSteps } from './checklist.ts'
import { filmOf } from './film.ts'

const { recording } = syntheticRecording()
const plain = { steps: {}, speed: 1 }

test('every step that there should be has an entry, with the time at which it appears', () => {
  const film = filmOf(recording, plain)
  const list = Checklist.parse(JSON.parse(JSON.stringify(checklistOf(film, 'r1', recording.recordedAt))))
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
  const list = checklistOf(filmOf({ ...recording, steps }, plain), 'r1', recording.recordedAt)
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
  const film = filmOf({ ...recording, steps }, plain)
  expect(checklistOf(film, 'r1', recording.recordedAt).steps.find(({ id }) => id === 'task2-mount')).toMatchObject({
    exitCode: 0,
    seenAtS: film.steps.findLast(({ id }) => id === 'task2-mount')?.fromS,
  })
})

test('a list from which a required step was struck, or in which it is called optional, does not prove it', () => {
  const list = checklistOf(filmOf(recording, plain), 'r1', recording.recordedAt)
  const struck = { ...list, steps: list.steps.filter(({ id }) => id !== 'see-vm') }
  expect(unseenSteps(struck)).toEqual([{ number: null, title: 'The VM runs on host 1', exitCode: null }])
  const optional = list.steps.map((step) => (step.id === 'see-vm' ? { ...step, required: false, seenAtS: null } : step))
  expect(unseenSteps({ ...list, steps: optional })).toHaveLength(1)
})

test('a list of an earlier version, without exit codes, can be read', () => {
  const list = checklistOf(filmOf(recording, plain), 'r1', recording.recordedAt)
  const steps = list.steps.map(({ exitCode: _, ...step }) => step)
  expect(Checklist.parse({ ...list, steps }).steps[0]?.exitCode).toBeNull()
})

test('a student’s words stand in the film and in the list', () => {
  const film = filmOf(recording, { steps: { 'task3-migrate': { title: '遷移' } }, speed: 2 })
  expect(film.steps.find(({ id }) => id === 'task3-migrate')).toMatchObject({ title: '遷移', number: '3.2' })
  expect(checklistOf(film, 'r1', recording.recordedAt).steps.find(({ id }) => id === 'task3-migrate')?.title).toBe(
    '遷移',
  )
})
