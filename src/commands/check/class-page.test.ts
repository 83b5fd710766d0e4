import { expect, test } from 'vitest'
import { project } from '../../project.ts'
import { Overlay } from '../../templates/overlay.ts'
import { loadPhrases } from '../../templates/phrases.ts'
import { readRecords } from '../../testing/csv-reader.ts'
import { ENGLISH } from '../../text/words.ts'
import { classCsv } from './class-csv.ts'
import { classPage } from './class-page.ts'
import type { ComparedRow } from './class-row.ts'
import { classTable } from './class-table.ts'

const item = (part: string, status: ComparedRow['items'][number]['status'], points = 10) => ({
  ...{ part, status, points },
  asks: `what ${part} asks`,
  evidence: `what was found in ${part}`,
})
const items: ComparedRow['items'] = [
  ...['A', 'B', 'C', 'D', 'E'].map((part) =>
    item(part, part === 'D' ? 'placeholder' : 'present', part === 'A' ? 5 : 10),
  ),
  ...[item('F', 'present', 7.5), item('F', 'present', 7.5), item('film', 'present', 20), item('film', 'missing', 20)],
]
const lin: ComparedRow = {
  ...{ id: '113', name: '林<b>美', file: 'HW1_113.pdf', unreadable: null, ours: true, pages: 24, items },
  faults: [{ id: 'identity', passed: false, evidence: 'another id & name' }],
  observed: ['B', 'D'],
  film: { file: 'HW1_113.mp4', seconds: 271, steps: { seen: 27, all: 28, unseen: ['1.3 qemu-img'] } },
  link: 'https://example.org/film',
  ...{ run: 'r1', example: false, language: 'zh-TW', numbers: '0123abcd' },
  same: { file: [], run: ['114', '115', '116', '117'], numbers: [{ id: '118', percent: 71 }] },
}
const none: ComparedRow = {
  ...{ ...lin, id: '120', name: null, file: null, ours: false, pages: 0, faults: [], observed: null, film: null },
  ...{ link: null, run: null, language: null, numbers: null, same: { file: [], run: [], numbers: [] } },
  items: items.map((one) => ({ ...one, status: 'missing' as const })),
}

test('the table of a terminal has a line a student, its columns below each other', () => {
  const [head = '', first = '', second = ''] = classTable([lin, none], ENGLISH).split('\n')
  expect(first).toMatch(
    /^113 +林<b>美 +70\/100 +✓ ✓ ✓ ○ ✓ ✓ ✓ ✓ – +4 min 31 s +the same measurements as 114, 115, 116 and 1 more; 71 %/,
  )
  expect(second).toMatch(/^120 +0\/100 +– – – – – – – – – +– +no report$/)
  expect(head.indexOf('Same data')).toBe(second.indexOf('no report'))
})

test('the CSV file has a field for each thing, points where an item is there, and says that it is UTF-8', () => {
  const csv = classCsv([lin, none])
  expect(csv.startsWith('\ufeff')).toBe(true)
  const [first, second] = readRecords(csv.slice(1))
  expect(first).toMatchObject({
    ...{ id: '113', name: '林<b>美', points: '70', of_points: '100', A: '5', D: '0', 'film.steps': '0' },
    ...{ missing: 'D film', own_observations: 'B D', film_seconds: '271', film_steps_seen: '27', film_steps: '28' },
    ...{ film_steps_missing: '1.3 qemu-img', run: 'r1', numbers: '0123abcd', same_run_as: '114 115 116 117' },
    ...{ same_numbers_as: '118:71%', failed_checks: 'identity' },
  })
  expect(second).toMatchObject({ id: '120', file: '', points: '0', own_observations: '', run: '', example: '' })
})

test('the page stands alone, escapes what was handed in, and says in words what a sign means', () => {
  const html = classPage([lin, none], ['stray.pdf'], ENGLISH)
  expect(html).toContain('林&lt;b&gt;美')
  expect(html).not.toMatch(/<script|<link|<img|url\(|src=/)
  expect(html).toContain("default-src 'none'")
  expect(html).toMatch(/prefers-color-scheme: dark/)
  expect(html).toContain('aria-label="begun: what was found in D"')
  expect(html).toContain('1 of 2 reports are there')
  expect(html).toContain('27 of 28 steps; not to be seen: 1.3 qemu-img')
  expect(html).toContain('Files of nobody in the list: stray.pdf')
  expect(html).toContain('identity: another id &amp; name')
  for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`id="${target}"`)
})

test('its words are those of the language', () => {
  const html = classPage([lin, none], [], loadPhrases(new Overlay(project().templates), 'zh-TW').words)
  expect(html).toContain('<html lang="zh-TW">')
  expect(html).toContain('2份報告中已有1份')
  expect(html.replace(/<style>[^]*<\/style>/, '')).not.toMatch(/Same data|Own observations|not there/)
})
