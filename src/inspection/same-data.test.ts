import { expect, test } from 'vitest'
import { type DataMarks, measuredNumbers, numbersHash, sameData } from './same-data.ts'

const numbers = (from: number, to: number) => new Set(Array.from({ length: to - from }, (_, i) => `${from + i}.5`))
const report = (id: string, more: Partial<DataMarks> = {}): DataMarks => ({
  id,
  sha256: id,
  run: null,
  numbers: new Set(),
  ...more,
})

test('who has the same file, the same run or most of the numbers is named, once and by the strongest of these', () => {
  const all = [
    report('1', { sha256: 'x', run: 'r', numbers: numbers(100, 120) }),
    report('2', { sha256: 'x', run: 'r', numbers: numbers(100, 120) }),
    report('3', { run: 'r', numbers: numbers(100, 120) }),
    report('4', { numbers: numbers(104, 140) }),
    report('5', { run: 'q', numbers: numbers(112, 132) }),
  ]
  expect(sameData(all)).toEqual([
    { file: ['2'], run: ['3'], numbers: [{ id: '4', percent: 80 }] },
    { file: ['1'], run: ['3'], numbers: [{ id: '4', percent: 80 }] },
    { file: [], run: ['1', '2'], numbers: [{ id: '4', percent: 80 }] },
    {
      file: [],
      run: [],
      numbers: [
        { id: '1', percent: 80 },
        { id: '2', percent: 80 },
        { id: '3', percent: 80 },
        { id: '5', percent: 100 },
      ],
    },
    { file: [], run: [], numbers: [{ id: '4', percent: 100 }] },
  ])
})

test('a few numbers say nothing', () => {
  expect(sameData([report('1', { numbers: numbers(100, 111) }), report('2', { numbers: numbers(100, 111) })])).toEqual([
    { file: [], run: [], numbers: [] },
    { file: [], run: [], numbers: [] },
  ])
  expect(numbersHash(numbers(100, 111))).toBeNull()
  expect(numbersHash(numbers(100, 120))).toBe(numbersHash(new Set([...numbers(100, 120)].reverse())))
  expect(numbersHash(numbers(100, 121))).not.toBe(numbersHash(numbers(100, 120)))
})

test('measured numbers are those of B to D with three digits that count', () => {
  const section = (title: string, text: string) => ({
    ...{ title, page: 1, figures: 0, tables: 0 },
    headings: [{ level: 1, title, text }],
  })
  const sections = [
    section('A. x', '-m 2048'),
    section('B. x', '18,678 events, 0.0123 s, 12 %, v1.234, 3.14'),
    section('E. x', '999'),
  ]
  expect([...measuredNumbers({ sections, text: [] })]).toEqual(['18678', '0.0123', '3.14'])
  expect([...measuredNumbers({ sections: [], text: ['527 Mbit/s'] })]).toEqual(['527'])
})
