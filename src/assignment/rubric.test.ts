import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { OBSERVED, pointsOf, RUBRIC } from './rubric.ts'

const template = (path: string) => readFileSync(new URL(`../../templates/${path}`, import.meta.url), 'utf8')
const section = (id: string) => template(`sections/${id}.md.hbs`)
const ofAppendix = (id: string) => (['B', 'C', 'D'].includes(id) ? template(`partials/appendix-${id}.md.hbs`) : '')
const points = (items: readonly { points: number }[]) => items.reduce((sum, item) => sum + item.points, 0)

test('the report is worth 60 points, of which F has twice 7.5', () => {
  expect(points(RUBRIC.flatMap(({ items }) => items))).toBe(60)
  expect(RUBRIC.map(({ id, items }) => [id, points(items)])).toEqual([
    ['A', 5],
    ['B', 10],
    ['C', 10],
    ['D', 10],
    ['E', 10],
    ['F', 15],
  ])
})

test('what the student saw counts in the sections on measurements', () => {
  expect(OBSERVED.map((id) => [id, pointsOf(id)])).toEqual([
    ['B', 10],
    ['C', 10],
    ['D', 10],
  ])
})

test.each(RUBRIC)('section $id starts with its title', ({ id, title }) => {
  expect(section(id).split('\n')[0]).toBe(`# ${id}. ${title}`)
})

test.each(['B', 'C', 'D'])('no figure is typed into section %s', (id) => {
  const prose = (section(id) + ofAppendix(id)).replace(/\{\{.*?\}\}/gs, '').replace(/\bhosts? [12]\b/g, '')
  // Digits within a name, as in e1000, iperf3 and br0, are no figures.
  expect(prose.match(/(?<![A-Za-z0-9])\d[\d.,]*/g)).toBeNull()
})

test('every reference is cited, and every citation has its reference', () => {
  const cited = RUBRIC.flatMap(({ id }) =>
    Array.from((section(id) + ofAppendix(id)).matchAll(/\{\{cite ([^}]+)\}\}/g), ([, keys]) => keys ?? ''),
  ).flatMap((keys) => Array.from(keys.matchAll(/"([^"]+)"/g), ([, key]) => key))
  const literature = JSON.parse(template('literature.json')) as Record<string, { reference: string }[]>
  const compared = Object.values(literature)
    .flat()
    .map(({ reference }) => reference)
  const references = Object.keys(JSON.parse(template('references.json')) as object)
  expect([...new Set([...cited, ...compared])].sort()).toEqual(references.sort())
})
