import { expect, test } from 'vitest'
import { renumbered } from './renumbered.ts'

test('numbers have no gaps, and references follow them, but in strings and streams', () => {
  const { objects, numberOf } = renumbered(
    new Map([
      [9, '<</P 2 0 R /K [9 0 R 5 0 R] /T (see 9 0 R \\) or 2 0 R)>>'],
      [2, '<</Length 9 0 R>> stream\n9 0 R\nendstream'],
      [5, '[2 0 R]'],
    ]),
  )
  expect(objects).toEqual([
    [1, '<</Length 3 0 R>> stream\n9 0 R\nendstream'],
    [2, '[1 0 R]'],
    [3, '<</P 1 0 R /K [3 0 R 2 0 R] /T (see 9 0 R \\) or 2 0 R)>>'],
  ])
  expect([2, 5, 9].map(numberOf)).toEqual([1, 2, 3])
})
