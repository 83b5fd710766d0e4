import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deliveredTemplates } from '../testing/delivered-templates.ts'
import { templateProblems } from '../testing/template-problems.ts'
import { loadTemplates } from './templates.ts'

let folder: string

beforeEach(() => {
  folder = deliveredTemplates()
})

afterEach(() => rmSync(folder, { recursive: true }))

/** Messages of the check when section B is this text. */
function problemsOf(text: string): string[] {
  writeFileSync(join(folder, 'sections/B.md.hbs'), text)
  return templateProblems(folder).filter((line) => line.includes('B.md.hbs'))
}

test('the templates of the project are right', () => {
  expect(() => loadTemplates(folder)).not.toThrow()
})

test.each([
  ['{{run.profil}}', '3:3', 'Did you mean “run.profile”?'],
  ['text {{identty.id}}', '3:8', 'Did you mean “identity”?'],
  ['{{#if example}}{{else}}{{run.sed}}{{/if}}', '3:26', 'Did you mean “run.seed”?'],
  ['{{#each migration.all}}{{identity.id}}{{/each}}', '3:26', 'Did you mean “../identity.id”?'],
  ['{{#each migration.all}}{{#each phases}}{{labl}}{{/each}}{{/each}}', '3:42', 'Did you mean “label”?'],
  ['{{identity.name}}', '3:3', 'may be missing'],
  ['{{migration.first.total}}', '3:3', '“migration.first” may be missing'],
  ['{{environment}}', '3:3', 'no single value'],
  ['{{#each title}}{{/each}}', '3:9', 'no list'],
  ['{{#eech raw}}{{/eech}}', '3:1', 'Did you mean “each”?'],
  ['{{> instrution}}', '3:1', 'Did you mean “instruction”?'],
  ['{{figur "timeline" caption="x"}}', '3:1', 'Did you mean “figure”?'],
  ['{{figure "timelin" caption="x"}}', '3:10', 'Did you mean “timeline”?'],
  ['{{figure "acceleration"}}', '3:1', 'needs caption='],
  ['{{figure "acceleration" titel="x" caption="x"}}', '3:25', 'knows no “titel=”'],
  ['{{finding "B.cpu-lop"}}', '3:11', 'Did you mean “B.cpu-loop”?'],
  ['{{value "cpu-loop.microsecondsPerTur" "kvm"}}', '3:9', 'Did you mean “cpu-loop.microsecondsPerTurn”?'],
  ['{{value "cpu-loop.microsecondsPerTurn" "kvn"}}', '3:40', 'Did you mean “kvm”?'],
  ['{{value "cpu-loop.microsecondsPerTurn"}}', '3:1', 'needs metric, configuration'],
  ['{{cite "clark2006"}}', '3:8', 'Did you mean “clark2005”?'],
  ['{{ref "figure:timelin"}}', '3:7', 'Did you mean “figure:timeline”?'],
  ['{{code run.idd}}', '3:8', 'Did you mean “run.id”?'],
  ['{{lookup run "id"}}', '3:1', 'no helper “lookup”'],
  ['{{#if edition.ful}}x{{/if}}', '3:7', 'Did you mean “edition.full”?'],
  ['{{#if edition.full}}{{run.profil}}{{/if}}', '3:23', 'Did you mean “run.profile”?'],
  ['{{#if edition.full}}{{else}}{{run.profil}}{{/if}}', '3:31', 'Did you mean “run.profile”?'],
])('%s is refused with its place and the right name', (line, place, hint) => {
  const [problem = ''] = problemsOf(
    `# B. Title\n\n${line}\n\n{{figure "acceleration" caption="x"}}`.replace(
      line.includes('figure "acc') ? '\n\n{{figure "acceleration" caption="x"}}' : '',
      '',
    ),
  )
  expect(problem).toContain(`templates/sections/B.md.hbs:${place}:`)
  expect(problem).toContain(hint)
})

test.each([
  ['{{#if example}}\nnever closed', 'B.md.hbs:'],
  ['{{title', 'B.md.hbs:3:'],
  ['{{#if example}}x{{/each}}', 'B.md.hbs:3:'],
])('no Handlebars: %s', (text, place) => {
  const [problem = ''] = problemsOf(`# B. Title\n\n${text}`)
  expect(problem).toContain(place)
})

test('values that may be missing are fine once they are asked for', () => {
  expect(
    problemsOf(
      '# B. T\n\n{{#if identity.name}}{{identity.name}}{{/if}}' +
        '{{#with migration.first}}{{total}}{{#if disk}}{{disk.lost}}{{/if}}{{/with}}',
    ),
  ).toEqual([])
})

test('all mistakes are told at once', () => {
  expect(problemsOf('# B. T\n\n{{titel}}\n\n{{dat}}')).toHaveLength(2)
})

test('a figure can be shown once', () => {
  const [problem] = problemsOf('# B. T\n\n{{figure "exits" caption="x"}}\n').concat(
    problemsOf('# B. T\n\n{{figure "exits" caption="x"}}\n\n{{figure "exits" caption="x"}}\n'),
  )
  expect(problem).toContain('can be shown once')
})

const LISTING = '{{#listing "x" caption="x"}}y{{/listing}}'

test.each([
  ['core', `{{#if edition.full}}\n${LISTING}\n{{/if}}\n\n{{ref "listing:x"}}`],
  ['core', `{{#if edition.full}}{{#if example}}${LISTING}{{/if}}{{/if}}\n\n\n\n{{ref "listing:x"}}`],
  ['full', `{{#unless edition.full}}\n${LISTING}\n{{/unless}}\n\n{{ref "listing:x"}}`],
  ['full', `{{#if edition.full}}{{else}}\n${LISTING}\n{{/if}}\n\n{{ref "listing:x"}}`],
])('what is missing in the edition “%s” can’t be referred to there', (edition, text) => {
  expect(problemsOf(`# B. T\n\n${text}`)).toEqual([
    `templates/sections/B.md.hbs:7:7: “listing:x” is not shown in the edition “${edition}”, in which this refers to it: ` +
      'put both into the same {{#if edition.full}}, or neither.',
  ])
})

test.each([
  `{{#if edition.full}}${LISTING}{{ref "listing:x"}}{{/if}}`,
  `{{#if edition.full}}${LISTING}{{/if}}{{#if edition.full}}{{ref "listing:x"}}{{/if}}`,
  `{{#if edition.full}}${LISTING}{{else}}${LISTING}{{/if}}{{ref "listing:x"}}`,
  `{{#if edition.full}}x{{/if}}${LISTING}{{#unless edition.full}}{{ref "listing:x"}}{{/unless}}`,
  `{{#with migration.first}}{{#if ../edition.full}}${LISTING}{{ref "listing:x"}}{{/if}}{{/with}}`,
])('in one edition everything is shown once, and what is shown can be referred to: %s', (text) => {
  expect(problemsOf(`# B. T\n\n${text}`)).toEqual([])
})

test('a partial that includes itself is refused', () => {
  writeFileSync(join(folder, 'partials/loop.md.hbs'), '{{> loop}}')
  expect(problemsOf('# B. T\n\n{{> loop}}')).toEqual([])
  expect(() => loadTemplates(folder)).toThrow('includes itself')
})

test('a missing file of the templates is named', () => {
  // A translation of what is missing would be complained of first.
  rmSync(join(folder, 'languages'), { recursive: true })
  rmSync(join(folder, 'layout/title.md.hbs'))
  expect(() => loadTemplates(folder)).toThrow('templates/layout/title.md.hbs')
})

test('README.md lists every variable of the first level', () => {
  const text = readFileSync(join(folder, 'README.md'), 'utf8')
  for (const name of [
    'identity',
    'run',
    'environment',
    'instructions',
    'acceleration',
    'network',
    'migration',
    'matrix',
    'raw',
    'edition',
    'files',
  ]) {
    expect(text).toContain(`\`${name}`)
  }
})
