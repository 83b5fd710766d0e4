import { expect, test } from 'vitest'
import type { CastEvent } from '../data/recording-schema.ts'
import { syntheticRecording } from '../testing/synthetic/recording.ts'
import { Screens } from './screens.ts'

function screensOf(...events: CastEvent[]): Screens {
  const { recording } = syntheticRecording()
  return new Screens({ recording, casts: new Map([['host1', events]]) })
}

test('a screen follows the recording: nothing before its time, and the last of what was written over', async () => {
  using screens = screensOf([1, 'first'], [2, '\rsecond \u001b[2J\u001b[Hthird'])
  expect(screens.screen('host1')).toBeNull()
  await screens.advance(1.5)
  expect(screens.text('host1')).toMatch(/^first\s*$/)
  await screens.advance(2)
  expect(screens.text('host1')).toMatch(/^third\s*$/)
  expect(screens.screen('host1')?.cursor).toEqual({ row: 0, column: 5 })
})

test('colours, bold letters and inverse ones are kept', async () => {
  using screens = screensOf([0, 'a\u001b[1;34mb\u001b[0m\u001b[7mc\u001b[0m\u001b[38;2;1;2;3md'])
  await screens.advance(0)
  expect(screens.screen('host1')?.rows[0]).toMatchObject([
    { text: 'a', ink: null, ground: null, bold: false },
    { column: 1, text: 'b', ink: 4, bold: true },
    { column: 2, text: 'c', ink: 0, ground: 7 },
    { column: 3, text: 'd', ink: '#010203' },
  ])
})
