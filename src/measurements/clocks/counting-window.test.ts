import { expect, it } from 'vitest'
import { parseCountingWindow } from './counting-window.ts'

const NOTE =
  'program began 79.81\nprogram connected 80.15\ncounting began 81.60\ncounting ended 86.62\nprogram ended 88.01\n'

it('reads when a program and the counting around it began and ended', () => {
  expect(parseCountingWindow(NOTE, 'w')).toEqual({ connectedS: 80.15, fromS: 81.6, toS: 86.62 })
  const idle = NOTE.replace(/program connected.*\n/, '')
  expect(parseCountingWindow(idle, 'w')).toMatchObject({ connectedS: null, fromS: 81.6 })
})

it.each([
  ['', '“program began” with a time'],
  [NOTE.replace('counting ended 86.62\n', ''), 'w, line 4: expected “counting ended”'],
  [NOTE.replace('86.62', '81.5'), 'times that do not run backwards'],
  [NOTE.replace('88.01', 'soon'), 'seconds as a number'],
  [NOTE.trimEnd(), 'a line end'],
])('refuses %j', (text, message) => {
  expect(() => parseCountingWindow(text, 'w')).toThrow(message)
})
