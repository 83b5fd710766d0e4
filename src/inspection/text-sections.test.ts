import { expect, test } from 'vitest'
import type { Inspection } from './inspect.ts'
import { withTextSections } from './text-sections.ts'

const plain = (text: string[], pictures: number[]): Inspection => ({
  ...{ pages: text.length, bytes: 1, text, boxes: [], pictures, fonts: [], outline: [], sections: [], layout: [] },
  links: { internal: 0, external: 0, broken: [], onFirstPage: [] },
  metadata: { title: '', author: '', subject: '', keywords: '', lang: '' },
  ...{ tagged: false, accessibility: [], provenance: null },
})
const read = (text: string[], pictures: number[] = []) => withTextSections(plain(text, pictures)).sections

test('sections of a file without tags are told by lines that begin with a letter, whatever stands around it', () => {
  const sections = read(
    [
      'HW1 113\nA. Commands\nsudo apt\n(B) perf\nKVM is faster',
      'Part C: iperf\nvirtio\nＤ、遷移\n頁面',
      'E) Why\nF。\n[F] COLO\nend',
    ],
    [1, 2, 0],
  )
  expect(sections.map(({ title, page, figures, tables }) => [title, page, figures, tables])).toEqual([
    ['A. Commands', 1, 1, null],
    ['B. perf', 1, 1, null],
    ['C. iperf', 2, 2, null],
    ['D. 遷移', 2, 2, null],
    ['E. Why', 3, 0, null],
    ['F. COLO', 3, 0, null],
  ])
  expect(sections[1]?.headings).toEqual([{ level: 1, title: 'B. perf', text: 'KVM is faster' }])
})

test('a list of contents is none of them, and neither are paths or sentences', () => {
  const sections = read(['Contents\nA. Commands 2\nB. perf 3', 'A. Commands\nC:\\Users\nA VM. B', 'B. perf\nfast'])
  expect(sections.map(({ title, page }) => [title, page])).toEqual([
    ['A. Commands', 2],
    ['B. perf', 3],
  ])
  expect(sections[0]?.headings[0]?.text).toContain('A VM. B')
})

test('where tags tell of sections they stay', () => {
  const tagged = { title: 'A. x', page: 1, headings: [], figures: 0, tables: 1 }
  const report = { ...plain(['B. y'], [0]), sections: [tagged] }
  expect(withTextSections(report)).toBe(report)
})
