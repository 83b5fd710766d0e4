import { expect, it } from 'vitest'
import { printedObjects } from '../../testing/printed-objects.ts'
import { compositeFonts } from './font-advances.ts'
import { textRuns } from './text-runs.ts'

/** One font with two bytes a glyph and the given advances. */
const shortened = textRuns(
  compositeFonts(
    printedObjects([
      '<</Type /Catalog>>',
      '<</Producer (x)>>',
      '<</Type /Font\n/Subtype /Type0\n/BaseFont /A\n/Encoding /Identity-H\n/DescendantFonts [4 0 R]>>',
      '<</Type /Font\n/Subtype /CIDFontType2\n/W [1 [500 600] 5 7 250]\n/DW 1000>>',
    ]),
  ),
)

it('writes glyphs that stand where their widths put them as one run, and kerning as a number', () => {
  // At 10 points glyph 1 advances by 5, glyph 2 by 6; the third stands 0.2 points, 20 thousandths, to the left.
  expect(
    shortened(
      'BT\n/F3 10 Tf\n1 0 0 -1 3 4 Tm\n<0001> Tj\n5.0001 0 Td <0002> Tj\n5.8 0 Td <0006> Tj\n2.5 0 Td <0009> Tj\nET',
    ),
  ).toBe('BT\n/F3 10 Tf\n1 0 0 -1 3 4 Tm\n[<00010002>20<00060009>] TJ\nET')
})

it('keeps small differences from adding up', () => {
  const glyphs = Array.from({ length: 100 }, (_, index) => `${index % 3 === 0 ? 5.02 : 5} 0 Td <0001> Tj`).join('\n')
  const [, run = ''] = /\[(.*)\] TJ/.exec(shortened(`BT\n/F3 10 Tf\n<0001> Tj\n${glyphs}\nET`)) ?? []
  const corrections = [...run.matchAll(/>(-?\d+)</g)].map(([, number]) => Number(number))
  expect(Math.abs(corrections.reduce((sum, one) => sum + one, 0) + 68)).toBeLessThanOrEqual(3)
})

it('says once that a whole line is stretched between its glyphs, and when no more', () => {
  const line = (glyphs: number, y: number) =>
    `1 0 0 -1 0 ${y} Tm\n<0001> Tj\n${Array.from({ length: glyphs }, () => '5.137 0 Td <0001> Tj').join('\n')}`
  expect(shortened(`BT\n/F3 10 Tf\n${line(9, 20)}\nET\nBT\n/F3 10 Tf\n1 0 0 -1 0 40 Tm\n<00020001> Tj\nET`)).toBe(
    `BT\n/F3 10 Tf\n1 0 0 -1 0 20 Tm\n.137 Tc\n<${'0001'.repeat(10)}> Tj\n0 Tc\n0 -20 Td <00020001> Tj\nET`,
  )
})

it('does not stretch a word that is shown at once, whatever the gaps beside it', () => {
  // Words of 5 points a glyph, with 4 points more between them.
  const words = Array.from({ length: 6 }, () => '14 0 Td <00010001> Tj').join('\n')
  expect(shortened(`BT\n/F3 10 Tf\n<00010001> Tj\n${words}\nET`)).toBe(
    `BT\n/F3 10 Tf\n[<00010001${'>-400<00010001'.repeat(6)}>] TJ\nET`,
  )
})

it('goes on where the last text ended, with another font, colour or mark in one text object', () => {
  const other = '/F3 20 Tf\n1 0 0 -1 3 4 Tm\n5 0 Td <0002> Tj'
  expect(
    shortened(
      `/P <</MCID 0>>BDC\nBT\n/F3 10 Tf\n1 0 0 -1 3 4 Tm\n<0001> Tj\nET\nBT\n${other}\nET\nEMC\n1 0 0 rg\n` +
        '/P <</MCID 1>>BDC\nBT\n/F3 20 Tf\n1 0 0 -1 90 16 Tm\n<0001> Tj\nET\nEMC\n0 0 m\n1 1 l\nS',
    ),
  ).toBe(
    'BT\n/P <</MCID 0>>BDC\n/F3 10 Tf\n1 0 0 -1 3 4 Tm\n<0001> Tj\n/F3 20 Tf\n<0002> Tj\nEMC\n1 0 0 rg\n' +
      '/P <</MCID 1>>BDC\n87 -12 Td <0001> Tj\nEMC\nET\n0 0 m\n1 1 l\nS',
  )
})

it('leaves a mark around more than text outside of text objects', () => {
  const text = '/P <</MCID 0>>BDC\n0 0 m\n1 1 l\nS\nBT\n/F3 10 Tf\n1 0 0 -1 3 4 Tm\n<0001> Tj\nET\nEMC'
  expect(shortened(text)).toBe(text)
})

it('remembers font and spacing of a state that is restored', () => {
  const shown = 'BT\n/F3 10 Tf\n1 0 0 -1 3 4 Tm\n<0001> Tj\nET'
  const again = 'BT\n1 0 0 -1 3 4 Tm\n<0001> Tj\nET'
  expect(shortened(`q\n${shown}\nQ\n${shown}\nq\n${shown}\nQ`)).toBe(`q\n${shown}\nQ\n${shown}\nq\n${again}\nQ`)
})

it('counts a move from where the one before it led, over a mark and over a new line', () => {
  expect(
    shortened(
      'BT\n/F3 10 Tf\n<0001> Tj\n5 0 Td <0001> Tj\n/Span<<>> BDC\n5 0 Td <0002> Tj\nEMC\n6 0 Td <0001> Tj\n-16 12 Td <0005> Tj\nET\n' +
        'BT\n7 0 Td <0001> Tj\nET',
    ),
  ).toBe(
    'BT\n/F3 10 Tf\n<00010001> Tj\n/Span<<>> BDC\n<0002> Tj\nEMC\n<0001> Tj\n0 12 Td <0005> Tj\n7 -12 Td <0001> Tj\nET',
  )
})

it('takes glyphs that are shown at once, as the font’s widths fit, for a part of the run', () => {
  expect(
    shortened(
      'BT\n/F3 10 Tf\n<0001> Tj\n5 0 Td <00020006> Tj\n8.3 0 Td <0001> Tj\n/Span<<>> BDC\n5 0 Td <0005> Tj\nEMC\nET',
    ),
  ).toBe('BT\n/F3 10 Tf\n[<000100020006>20<0001>] TJ\n/Span<<>> BDC\n<0005> Tj\nEMC\nET')
})

it('places texts and sizes letters without decimals that nobody sees; what turns keeps its digits', () =>
  expect(
    shortened('BT\n/F3 11.1999998 Tf\n.70710678 .70710678 0 -1 124.71875 70.0049 Tm\n11.0981 0 Td <0001> Tj\nET'),
  ).toBe('BT\n/F3 11.2 Tf\n.70710678 .70710678 0 -1 124.72 70 Tm\n11.1 0 Td <0001> Tj\nET'))

it('leaves fonts that it does not know', () => {
  const text = 'BT\n/F9 10 Tf\n<0001> Tj\n5 0 Td <0001> Tj\nET'
  expect(shortened(text)).toBe(text)
})

it('knows where a glyph stands that has no place of its own behind a mark, as the letter after a no-break space', () => {
  // Advances of 5, 2.5 and 6 points: all follow one another, and what comes next counts from the first.
  expect(
    shortened(
      'BT\n/F3 10 Tf\n<0001> Tj\n/Span<<>> BDC\n<0005> Tj\nEMC\n<0002> Tj\n13.5 0 Td <0001> Tj\n5 0 Td <0002> Tj\nET',
    ),
  ).toBe('BT\n/F3 10 Tf\n<0001> Tj\n/Span<<>> BDC\n<0005> Tj\nEMC\n<000200010002> Tj\nET')
  expect(
    shortened(
      'BT\n/F3 10 Tf\n<0001> Tj\n5 0 Td <0002> Tj\n/Span<<>> BDC\n<0005> Tj\nEMC\n<0002> Tj\n8.5 12 Td <0001> Tj\nET',
    ),
  ).toBe('BT\n/F3 10 Tf\n<00010002> Tj\n/Span<<>> BDC\n<0005> Tj\nEMC\n<0002> Tj\n13.5 12 Td <0001> Tj\nET')
})
