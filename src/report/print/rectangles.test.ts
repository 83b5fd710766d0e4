import { expect, it } from 'vitest'
import { withRectangles } from './rectangles.ts'

const corners = '45.17 10348 m\n48.17 10348 l\n48.17 10349 l\n45.17 10349 l\n'

it('writes areas that are filled as rectangles, each turned as it was', () =>
  expect(withRectangles(`${corners}${corners}h\n1 2 m\n.5 2 l\n.5 1.5 l\n1 1.5 l\nf\n`)).toBe(
    '45.17 10348 3 1 re\n45.17 10348 3 1 re\n1 2 -.5 -.5 re\nf\n',
  ))

it('leaves what is stroked, or no rectangle', () => {
  for (const content of [`${corners}S\n`, '0 0 m\n1 0 l\n1 1 l\n.5 1 l\nf\n', `${corners}0 0 l\nf\n`])
    expect(withRectangles(content)).toBe(content)
})
