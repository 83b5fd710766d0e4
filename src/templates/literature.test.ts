import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { project } from '../project.ts'
import { ENGLISH } from '../text/words.ts'
import { literatureHtml, parseLiterature } from './literature.ts'

const FILE = 'templates/literature.json'
const text = (entry: object) => JSON.stringify({ downtime: [entry] })
const entry = { reference: 'clark2005', result: '60 ms', conditions: 'Xen' }

test('every source of the project’s literature is in its references, with where it is to be found', () => {
  const { templates } = project()
  const read = (name: string) => readFileSync(join(templates, name), 'utf8')
  const references = JSON.parse(read('references.json')) as Record<string, { url?: string }>
  const literature = parseLiterature(read('literature.json'), FILE, Object.keys(references))
  const sources = Object.values(literature).flatMap((entries) => entries.map(({ reference }) => reference))
  expect(sources.length).toBeGreaterThan(3)
  for (const source of sources) expect(references[source]?.url).toMatch(/^https:/)
})

test.each([
  ['not JSON', '{', 'literature.json:1:2: this is no valid JSON'],
  ['a figure that there is not', JSON.stringify({ downtimes: [entry] }), 'downtimes'],
  ['no conditions', text({ reference: 'clark2005', result: '60 ms' }), 'conditions'],
  ['a field too many', text({ ...entry, year: 2005 }), 'year'],
  ['a source that the references lack', text({ ...entry, reference: 'clark2006' }), 'Did you mean “clark2005”?'],
])('%s is refused', (_, json, hint) => {
  expect(() => parseLiterature(json, FILE, ['clark2005'])).toThrow(hint)
})

test('what is printed says that it is no result of the run', () => {
  const html = literatureHtml(
    [entry],
    (reference) => `[${reference}]`,
    (markdown) => markdown,
    ENGLISH,
  )
  expect(html).toContain('not a result of this run')
  expect(html).toContain('<th scope="row">[clark2005]</th><td>60 ms</td><td>Xen</td>')
})
