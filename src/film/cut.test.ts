import { expect, test } from 'vitest'
import { FILMED_STEPS } from '../assignment/filmed-steps.ts'
import { syntheticRecording } from '../testing/synthetic/recording.ts'
import { ENGLISH } from '../text/words.ts'
import { clockTime, layOut, momentAt, readingS } from './cut.ts'

const { recording } = syntheticRecording()
const plain = { words: ENGLISH, speed: 1 }
const film = layOut(recording, plain)

test('every step is shown, in order and without a gap between the pieces of the film', () => {
  expect(film.steps.map(({ id }) => id)).toEqual(FILMED_STEPS.map(({ id }) => id))
  for (const [index, segment] of film.segments.entries())
    expect(segment.fromS).toBe(index === 0 ? 0 : film.segments[index - 1]?.toS)
  expect(film.segments.at(-1)).toMatchObject({ kind: 'end', toS: film.durationS })
})

test('a step stays for as long as its words take to read, until the VM runs', () => {
  const until = film.steps.findIndex(({ id }) => id === 'task1-start')
  expect(until).toBeGreaterThan(20)
  for (const step of film.steps.slice(0, until))
    expect(step.doneS - step.fromS).toBeGreaterThanOrEqual(readingS(step, ENGLISH) - 1e-9)
})

test('longer words are given more time', () => {
  const entries = { ...ENGLISH.entries, 'step.task1-disk.purpose': 'A word. '.repeat(40) }
  const wordy = layOut(recording, { words: { ...ENGLISH, entries }, speed: 1 })
  const lasts = ({ steps }: typeof film) =>
    steps.flatMap(({ id, fromS, doneS }) => (id === 'task1-disk' ? [doneS - fromS] : []))
  expect(lasts(wordy)[0]).toBeGreaterThan(2 * (lasts(film)[0] ?? Infinity))
})

test('from the start of the VM on, the film goes as the recording went', () => {
  const from = film.steps.find(({ id }) => id === 'see-vm')?.fromS ?? Infinity
  const live = film.segments.filter(({ fromS, kind }) => fromS >= from && kind !== 'end')
  expect(live.length).toBeGreaterThan(0)
  for (const { kind, fromS, toS, recordedFromS, recordedToS } of live) {
    expect(kind).toBe('play')
    expect(toS - fromS).toBeCloseTo(recordedToS - recordedFromS, 9)
  }
})

test('a long wait is cut to a card that says how long it was', () => {
  const long = syntheticRecording({ id: 'task1-install', lastsS: 75 }).recording
  const cuts = layOut(long, plain).segments.filter(({ kind }) => kind === 'cut')
  expect(cuts).toHaveLength(1)
  // 3 s of the beginning, 1.5 s of the end, and the rest left out.
  expect(cuts[0]?.leftOutS).toBeCloseTo(75 - 4.5, 0)
  expect(layOut(long, plain).durationS).toBeLessThan(film.durationS + 15)
})

test('nothing of the migration is cut', () => {
  const slow = layOut(syntheticRecording({ id: 'see-arrived', lastsS: 75 }).recording, plain)
  expect(slow.segments.filter(({ kind }) => kind === 'cut')).toEqual([])
  expect(slow.durationS).toBeCloseTo(film.durationS + 72, 6)
})

test('twice the speed is half the time', () => {
  expect(layOut(recording, { ...plain, speed: 2 }).durationS).toBeCloseTo(film.durationS / 2, 6)
})

test('a moment of the film is a moment of the recording', () => {
  expect(momentAt(film, 0)).toMatchObject({ segment: { kind: 'title' }, recordedS: 0 })
  const step = film.steps[3]
  expect(momentAt(film, step?.doneS ?? 0).recordedS).toBeCloseTo(step?.recorded.finishedAtS ?? 0, 6)
  expect(momentAt(film, film.durationS + 9).recordedS).toBe(recording.durationS)
})

test.each([
  [0, '0:00'],
  [59.99, '0:59'],
  [61, '1:01'],
  [600, '10:00'],
])('%s s is %s', (s, text) => {
  expect(clockTime(s)).toBe(text)
})
