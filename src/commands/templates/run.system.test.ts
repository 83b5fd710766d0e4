import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { deliveredClone, deliveredTemplates } from '../../testing/delivered-templates.ts'
import { commandIn } from '../../testing/end-to-end/command.ts'

/** A clone of the project's files, so that the command meets templates of its own. */
const clone = deliveredClone()
const delivered = deliveredTemplates()
beforeEach(() => {
  rmSync(path.join(clone, 'templates'), { recursive: true })
  cpSync(delivered, path.join(clone, 'templates'), { recursive: true })
})
afterAll(() => {
  for (const folder of [clone, delivered]) rmSync(folder, { recursive: true })
})

const templates = (...options: string[]) => commandIn(clone, { clone, timeoutMs: 60_000 })(['templates', ...options])
const at = (file: string) => path.join(clone, 'templates', file)

/** The commands that the list prints, by their labels. */
function printedCommands(): Record<string, string> {
  const lines = templates().stdout.matchAll(/^ {2}(.*?): +(.*)$/gm)
  return Object.fromEntries(Array.from(lines, ([, label, command]) => [label, command]))
}

test('a change beneath is told, shown by the printed command, taken over by the next, and settled by the third', () => {
  expect(templates().stdout).toMatch(/as delivered/)
  const copied = templates('--copy', 'sections/B.md.hbs')
  expect(copied).toMatchObject({ status: 0, stdout: 'templates/custom/sections/B.md.hbs\n' })
  expect(templates().stdout).toMatch(/^sections\/B\.md\.hbs: the default is as it was when you copied it\n/)

  const mine = readFileSync(at('custom/sections/B.md.hbs'), 'utf8').replace(/^# B\. .*/, '# B. In my words')
  writeFileSync(at('custom/sections/B.md.hbs'), mine)
  appendFileSync(at('sections/B.md.hbs'), '\nA new last sentence.\n')
  expect(templates().stdout).toMatch(/^sections\/B\.md\.hbs: the default has changed since you copied it\n/)
  const [file] = (JSON.parse(templates('--json').stdout) as { files: unknown[] }).files
  expect(file).toMatchObject({ path: 'sections/B.md.hbs', beneath: 'changed' })

  const { 'what changed': see = '', 'take it over': merge = '', then = '' } = printedCommands()
  const diff = spawnSync('sh', ['-c', see], { cwd: clone, encoding: 'utf8' }).stdout
  expect(diff.split('\n').filter((line) => /^[-+](?![-+])/.test(line))).toEqual(['+', '+A new last sentence.'])
  execFileSync('sh', ['-c', merge], { cwd: clone })
  expect(readFileSync(at('custom/sections/B.md.hbs'), 'utf8')).toBe(`${mine}\nA new last sentence.\n`)
  expect(then).toBe('npm run templates -- --accept sections/B.md.hbs')
  expect(templates(...then.split(' ').slice(4))).toMatchObject({ status: 0 })
  expect(templates().stdout).toMatch(/the default is as it was/)
})

test('a copy never takes the place of what is there, and names lead nowhere else', () => {
  templates('--copy', 'glossary.json')
  writeFileSync(at('custom/glossary.json'), '{}')
  const again = templates('--copy', 'glossary.json')
  expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining('stays as it is') })
  expect(readFileSync(at('custom/glossary.json'), 'utf8')).toBe('{}')
  for (const name of ['../../package.json', '/etc/passwd', 'custom/glossary.json', 'sections']) {
    const refused = templates('--copy', name)
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('There is no template') })
  }
  expect(templates('--copy', 'sections/b.md.hbs').stderr).toContain('Did you mean “sections/B.md.hbs”?')
  expect(templates('--accept', 'sections/B.md.hbs')).toMatchObject({ status: 2 })
  expect(existsSync(at('custom/sections'))).toBe(false)
})

test('files made by hand have an unknown origin; entries that differ are named', () => {
  templates('--copy', 'references.json')
  rmSync(at('custom/.origins'), { recursive: true })
  const references = JSON.parse(readFileSync(at('references.json'), 'utf8')) as Record<string, object>
  const changed = { ...references, clark2005: { authors: 'C', title: 'T' } }
  writeFileSync(at('custom/references.json'), JSON.stringify(changed))
  writeFileSync(at('custom/glossary.json'), '{"ip": {"br0": {"meaning": "Mine."}}}')
  const { stdout } = templates()
  expect(stdout).toMatch(/^glossary\.json: origin unknown.*; differs from it in ip › br0$/m)
  expect(stdout).toMatch(/^references\.json: origin unknown.*; differs from it in clark2005$/m)
})

test('--check finds a mistake within a second, exit code 6, and measures nothing', () => {
  templates('--copy', 'sections/C.md.hbs')
  const start = performance.now()
  expect(templates('--check')).toMatchObject({ status: 0, stdout: expect.stringContaining('1 file of yours') })
  expect(performance.now() - start).toBeLessThan(3000) // under a second where nothing else runs
  writeFileSync(at('custom/sections/C.md.hbs'), '# C. T\n\n{{titel}}\n')
  const { status, stdout, stderr } = templates('--check', '--json')
  expect(status).toBe(6)
  expect(stderr).toContain('templates/custom/sections/C.md.hbs:3:3: ')
  expect(JSON.parse(stdout)).toEqual({ ok: false, problems: [expect.stringContaining('Did you mean “title”?')] })
  expect(existsSync(path.join(clone, 'data', 'runs'))).toBe(false)
  expect(templates('--check', '--copy', 'sections/B.md.hbs')).toMatchObject({ status: 2 })
})

test('a language that lacks something is counted, and what it lacks is printed; a copy is one of its own texts', () => {
  const language = (name: string, text: string) => {
    mkdirSync(path.dirname(at(`languages/fr/${name}`)), { recursive: true })
    writeFileSync(at(`languages/fr/${name}`), text)
  }
  language('words.json', '{ "none": "aucun" }')
  language('sections/E.md.hbs', '# E. La migration\n')
  expect(templates().stdout).toMatch(/^fr lacks \d+ of \d+ phrases, 13 of 14 texts, .*--missing fr\)\.$/m)
  const { languages } = JSON.parse(templates('--json').stdout) as { languages: { language: string }[] }
  expect(languages).toContainEqual(expect.objectContaining({ language: 'fr' }))
  expect(templates('--check')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^fr lacks /m) })
  const missing = JSON.parse(templates('--missing', 'fr').stdout) as Record<string, object>
  expect(missing['words.json']).toMatchObject({ nothing: 'nothing' })
  expect(missing['words.json']).not.toHaveProperty(['none'])
  expect(missing.texts).toContain('sections/F.md.hbs')
  expect(templates('--missing', '..')).toMatchObject({ status: 2 })

  expect(templates('--copy', 'sections/E.md.hbs', '--language', 'fr')).toMatchObject({ status: 0 })
  expect(readFileSync(at('custom/sections/E.md.hbs'), 'utf8')).toBe('# E. La migration\n')
  expect(templates('--language', 'fr').stdout).toMatch(/^sections\/E.*as it was when you copied it$/m)
  expect(templates('--copy', 'steps.json')).toMatchObject({ status: 2, stderr: expect.stringContaining('words.json') })

  language('sections/F.md.hbs', '# F. Titre\n\n{{titel}}\n')
  expect(templates('--check')).toMatchObject({
    status: 6,
    stderr: expect.stringContaining('languages/fr/sections/F.md.hbs:3:3'),
  })
})
