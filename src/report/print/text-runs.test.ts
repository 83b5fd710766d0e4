import { expect, it } from 'vitest'
import { printedObjects } from '../../testing/printed-objects.ts'
import { textRuns } from './text-runs.ts'

/** One font with two bytes a glyph and the given advances. */
const shortened = textRuns(
  printedObjects([
    '<</Type /Catalog>>',
    '<</Producer (x)>>',
    '<</Type /Font\n/Subtype /Type0\n/BaseFont /A\n/Encoding /Identity-H\n/DescendantFonts [4 0 R]>>',
    '<</Type /Font\n/Subtype /CIDFontType2\n/W [1 [500 600] 5 7 250]\n/DW 1000>>',
  ]),
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
  const glyphs = Array.from({ length: 100 }, () => '5.01 0 Td <0001> Tj').join('\n')
  const [, run = ''] = /\[(.*)\] TJ/.exec(shortened(`BT\n/F3 10 Tf\n<0001> Tj\n${glyphs}\nET`)) ?? []
  const corrections = [...run.matchAll(/>(-?\d+)</g)].map(([, number]) => Number(number))
  expect(Math.abs(corrections.reduce((sum, one) => sum + one, 0) + 100)).toBeLessThanOrEqual(3)
})

it('counts a move from where the one before it led, over a mark and over a new line', () => {
  expect(
    shortened(
      'BT\n/F3 10 Tf\n<0001> Tj\n5 0 Td <0001> Tj\n/Span<<>> BDC\n5 0 Td <0002> Tj\nEMC\n6 0 Td <0001> Tj\n-16 12 Td <0005> Tj\nET\n' +
        'BT\n7 0 Td <0001> Tj\nET',
    ),
  ).toBe(
    'BT\n/F3 10 Tf\n<00010001> Tj\n/Span<<>> BDC\n10 0 Td <0002> Tj\nEMC\n6 0 Td <0001> Tj\n-16 12 Td <0005> Tj\nET\n' +
      'BT\n7 0 Td <0001> Tj\nET',
  )
})

it('takes glyphs that are shown at once, as the font’s widths fit, for a part of the run', () => {
  expect(
    shortened(
      'BT\n/F3 10 Tf\n<0001> Tj\n5 0 Td <00020006> Tj\n8.3 0 Td <0001> Tj\n/Span<<>> BDC\n5 0 Td <0005> Tj\nEMC\nET',
    ),
  ).toBe('BT\n/F3 10 Tf\n[<000100020006>20<0001>] TJ\n/Span<<>> BDC\n18.3 0 Td <0005> Tj\nEMC\nET')
})

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
