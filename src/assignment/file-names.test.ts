import { expect, test } from 'vitest'
import { fileNames, isFileNamePattern, parseFileNamePattern } from './file-names.ts'

const refused = expect.objectContaining({ code: 'usage' })

test('everything that is made for an id is named by one pattern', () => {
  const { cast, ...names } = fileNames('113062566', 'HW1_1_{id}')
  expect(names).toEqual({
    pdf: 'HW1_1_113062566.pdf',
    html: 'HW1_1_113062566.html',
    ledger: 'HW1_1_113062566.figures.json',
    figures: 'HW1_1_113062566.figures.csv',
    samples: 'HW1_1_113062566.samples.csv',
    film: 'HW1_1_113062566.mp4',
    otherFilm: 'HW1_1_113062566.mov',
    steps: 'HW1_1_113062566.steps.json',
    webVtt: 'HW1_1_113062566.vtt',
    subRip: 'HW1_1_113062566.srt',
    poster: 'HW1_1_113062566.poster.png',
  })
  expect(cast('host1')).toBe('HW1_1_113062566.host1.cast')
})

test.each(['HW1_{id}', '{id}', 'HW1_1_{id}', '作業 1 {id}', 'a.b-{id}_{id}', '{id}.', `${'x'.repeat(96)}{id}`])(
  'the pattern %s gives a name',
  (pattern) => {
    expect(isFileNamePattern(pattern)).toBe(true)
    expect(parseFileNamePattern(pattern)).toBe(pattern)
  },
)

test('the ending of the PDF may stand at the end of what is typed, as it had to once', () => {
  expect(parseFileNamePattern('HW1_1_{id}.pdf')).toBe('HW1_1_{id}')
  expect(parseFileNamePattern('HW1_1_{id}.PDF')).toBe('HW1_1_{id}')
})

test.each([
  '',
  'report',
  'report.pdf',
  '{Id}',
  '{id',
  '{id}_{name}',
  '{{id}}',
  '../{id}',
  '..{id}',
  '.{id}',
  '-{id}',
  '--{id}',
  '/{id}',
  'a/{id}',
  'a\\{id}',
  '{id}\\..\\x',
  ' {id}',
  '{id} ',
  '{id}\n',
  '{id}\n.pdf',
  '{id}\0',
  '{id}\u202e',
  '{id}\u2028x',
  '{id}\ud800',
  `${'x'.repeat(97)}{id}`,
])('the pattern %j names no file, or one elsewhere', (pattern) => {
  expect(() => parseFileNamePattern(pattern)).toThrow(refused)
  expect(isFileNamePattern(pattern)).toBe(false)
})
