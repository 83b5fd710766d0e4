import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deliveredTemplates } from '../testing/delivered-templates.ts'
import { templateProblems } from '../testing/template-problems.ts'
import { loadTemplates } from './templates.ts'

let folder: string

beforeEach(() => {
  folder = deliveredTemplates()
})

afterEach(() => rmSync(folder, { recursive: true }))

function custom(path: string, content: string | Uint8Array): void {
  const file = join(folder, 'custom', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

const problems = () => templateProblems(folder)

test('a section of the student’s takes the place of the default, and the others stay', () => {
  const before = loadTemplates(folder)
  custom('sections/E.md.hbs', '# E. Mine\n\nAll in my words, {{identity.id}}.\n')
  const { sections } = loadTemplates(folder)
  expect(sections.map(({ name }) => name)).toEqual(before.sections.map(({ name }) => name))
  expect(sections.map(({ file }) => file)).toContain('templates/custom/sections/E.md.hbs')
  expect(sections.map(({ file }) => file)).toContain('templates/sections/F.md.hbs')
  const [start] = sections.find(({ name }) => name === 'E')?.program.body ?? []
  expect(start).toMatchObject({ value: '# E. Mine\n\nAll in my words, ' })
  expect(JSON.stringify(sections).split('"@literal"').length).toBeGreaterThan(10)
})

test('partials can be added, and changed for all who include them', () => {
  custom('partials/note.md.hbs', 'Of {{identity.displayName}}.')
  custom('sections/E.md.hbs', '# E. Mine\n\n{{> note}}')
  expect(problems()).toEqual([])
  custom('partials/instruction.md.hbs', '### {{titel}}\n')
  expect(problems()).toEqual([
    expect.stringMatching(/^templates\/custom\/partials\/instruction\.md\.hbs:1:7: .*Did you mean “title”\?/),
  ])
})

test('one explanation and one source are changed by one entry each', () => {
  const before = loadTemplates(folder)
  custom('glossary.json', '{"ip": {"br0": {"meaning": "My bridge."}}}')
  custom('references.json', '{"mine2026": {"authors": "L. Mei", "title": "A Thesis"}}')
  custom('sections/E.md.hbs', '# E. Mine\n\n{{cite "mine2026" "clark2005"}}')
  const after = loadTemplates(folder)
  expect(after.glossary.ip).toEqual({ ...before.glossary.ip, br0: { meaning: 'My bridge.' } })
  expect({ ...after.glossary, ip: null }).toEqual({ ...before.glossary, ip: null })
  expect(after.references).toEqual({ ...before.references, mine2026: { authors: 'L. Mei', title: 'A Thesis' } })
})

test('title, language, order and fixed words are settings, changed one by one', () => {
  const { report: before, words: spokenBefore } = loadTemplates(folder)
  const order = [...'BACDEF']
  custom('report.json', JSON.stringify({ language: 'zh-Hant-TW', sections: order, labels: { figure: '圖' } }))
  const { report, sections, words } = loadTemplates(folder)
  expect(report).toEqual({ ...before, language: 'zh-Hant-TW', sections: order })
  expect(words.entries).toEqual({ ...spokenBefore.entries, 'label.figure': '圖' })
  expect(sections.map(({ name }) => name).join('')).toBe('BACDEF')
})

test('a style sheet of the student’s comes last', () => {
  custom('styles/own.css', ':root { --text: 9pt }')
  custom('styles/1-tokens.css', '/* mine */')
  const { style } = loadTemplates(folder)
  expect(style).toMatch(/^\/\* mine \*\/\n[^]*\n:root \{ --text: 9pt \}$/)
})

test.each([
  ['sections/b.md.hbs', 'Did you mean “sections/B.md.hbs”?'],
  ['B.md.hbs', 'Did you mean “sections/B.md.hbs”?'],
  ['sections/B.md', 'Did you mean “sections/B.md.hbs”?'],
  ['glosary.json', 'Did you mean “glossary.json”?'],
  ['styles/1-token.css', 'Did you mean “styles/1-tokens.css”?'],
  ['layout/title.hbs', 'Did you mean “layout/title.md.hbs”?'],
  ['partials/instruction.hbs', 'Did you mean “partials/instruction.md.hbs”?'],
  ['partials/__proto__.md.hbs', 'templates/custom/partials/<name>.md.hbs'],
])('%s would be without effect, so it is an error', (path, hint) => {
  custom(path, '# B. Mine')
  expect(problems()).toEqual([expect.stringContaining(`templates/custom/${path} takes the place of no template.`)])
  expect(problems()[0]).toContain(hint)
})

test('a misspelt partial is found, since nothing includes it; one for later is not', () => {
  custom('partials/later.md.hbs', 'Of {{identity.id}}.')
  expect(problems()).toEqual([])
  custom('partials/instrution.md.hbs', '### {{title}}')
  expect(problems()).toEqual([
    'templates/custom/partials/instrution.md.hbs:1:1: no template includes {{> instrution}}. Did you mean “instruction”?',
  ])
})

test('what editors and git leave, and the README, are no templates', () => {
  const left = ['README.md', '.gitkeep', '.git/config', 'sections/.B.md.hbs.swp', 'sections/B.md.hbs~']
  for (const path of left) custom(path, '{{x')
  symlinkSync('student@host.1:2', join(folder, 'custom/sections/.#B.md.hbs'))
  expect(problems()).toEqual([])
})

describe('places in files of the student’s', () => {
  test.each([
    ['sections/B.md.hbs', '# B. T\n\n{{run.profil}}', '3:3: ', 'Did you mean “run.profile”?'],
    ['sections/B.md.hbs', '# B. T\n\n{{#if example}}x{{/each}}', '3:', "doesn't match"],
    ['glossary.json', '{\n  "ip": {"br0": }\n}', '2:17: ', 'this is no valid JSON'],
    ['glossary.json', '{\n  "ip": {"br0": {"meaning": "x"}}', '2:34: ', 'this is no valid JSON'],
    ['glossary.json', '{"ip": {\n "br0": {"meaning": "ip", "defualt": "x"}}}', '2:27: ', 'Did you mean “default”?'],
    ['glossary.json', '{"sudo": {\n "sudo": {\n"meaning": 1}}}', '3:1: ', 'sudo › sudo › meaning'],
    [
      'glossary.json',
      '{"ip": {\n"link": {"meaning": "x"},\n "br00": {"meaning": "x"}}}',
      '3:2: ',
      'Did you mean “ip › br0”?',
    ],
    ['references.json', '{"x": {"authors": "A", "titel": "T"}}', '1:24: ', 'Did you mean “title”?'],
    ['references.json', '{\n"x": {"authors": "A"}}', '2:1: ', 'x › title: '],
    ['report.json', '{"title": "T",\n "sections": ["A", "B", "C", "D", "E"]}', '2:2: ', 'section “F” is missing'],
    ['report.json', '{"sections": ["A", "B", "C", "D", "E", "F", "A"]}', '1:2: ', 'section “A” stands twice'],
    ['report.json', '{"sections": ["A", "B", "C", "D", "E", "F", "H"]}', '1:2: ', 'there is no section “H”'],
    ['report.json', '{"labels": {\n"figur": "圖"}}', '2:1: ', 'Did you mean “figure”?'],
    ['report.json', '{"language": "中文"}', '1:2: ', 'no language tag'],
    ['references.json', '', '1:1: ', 'this is no valid JSON'],
  ])('%s %j', (path, text, place, words) => {
    custom(path, text)
    const said = problems()
    expect(said.join('\n')).toContain(`templates/custom/${path}:${place}`)
    expect(said.join('\n')).toContain(words)
  })
})

describe('nothing outside the folder is read', () => {
  test.each([
    ['sections/B.md.hbs', '/etc/hostname'],
    ['partials/x.md.hbs', '../../sections/B.md.hbs'],
    ['styles', '/etc'],
    ['.origins', '/etc'],
  ])('%s as a link to %s', (path, target) => {
    mkdirSync(dirname(join(folder, 'custom', path)), { recursive: true })
    symlinkSync(target, join(folder, 'custom', path))
    expect(problems()).toEqual([expect.stringContaining(`templates/custom/${path} is no plain file`)])
  })

  test('the folder itself as a link', () => {
    symlinkSync('/etc', join(folder, 'custom'))
    expect(problems()).toEqual([expect.stringContaining('templates/custom is no folder')])
  })

  test('a pipe is not waited for', () => {
    mkdirSync(join(folder, 'custom'))
    execFileSync('mkfifo', [join(folder, 'custom/glossary.json')])
    expect(problems()).toEqual([expect.stringContaining('templates/custom/glossary.json is no plain file')])
  })
})

test('text in another encoding is refused, a byte order mark is dropped', () => {
  custom('sections/B.md.hbs', Uint8Array.from([0x23, 0x20, 0xa4, 0xa4]))
  expect(problems()).toEqual([expect.stringMatching(/custom\/sections\/B\.md\.hbs can't be read \(.*UTF-8\)/)])
  const text = readFileSync(join(folder, 'sections/B.md.hbs'), 'utf8')
  custom('sections/B.md.hbs', `\ufeff${text}`)
  const section = loadTemplates(folder).sections.find(({ name }) => name === 'B')
  expect(JSON.stringify(section?.program.body[0])).toContain('"# B. ')
})
