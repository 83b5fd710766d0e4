import { expect, it } from 'vitest'
import { shorterArea, shorterNumbers } from './shorter-numbers.ts'

it.each([
  ['.12345 -0.5 m\n-.001 10.996 l\n1 2.499999 3 4 5 6.10001 c\n', '.12 -0.5 m\n0 11 l\n1 2.5 3 4 5 6.1 c\n'],
  ['390.625 318.75 1700.8301 2870.0684 re\nW* n\n', '390.63 318.75 1700.83 2870.07 re\nW* n\n'],
])('coordinates end where nobody sees the rest: %j', (content, short) => expect(shorterNumbers(content)).toBe(short))

it('what scales and turns keeps its digits, and so do colours', () => {
  const content = '.23999999 0 0 -.23999999 0 841.91998 cm\n.70710678 .70710678 0 -1 3 4 Tm\n.3608 .3608 .3608 rg\n'
  expect(shorterNumbers(content)).toBe(content)
})

it('the area of a link as well, and nothing else of it', () =>
  expect(shorterArea('/Rect [93.75 294.46051 108.748711 307.20935]\n/Border [0 0 .12345]')).toBe(
    '/Rect [93.75 294.46 108.75 307.21]\n/Border [0 0 .12345]',
  ))
