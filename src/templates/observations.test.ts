import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildFigures } from '../charts/figures.ts'
import type { UserError } from '../errors.ts'
import { analyse } from '../findings/analyse.ts'
import { pageOf } from '../report/page/report-page.ts'
import { deliveredTemplates } from '../testing/delivered-templates.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { loadTemplates } from './templates.ts'

let folder: string
beforeEach(() => {
  folder = deliveredTemplates()
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function observed(section: string, text: string): void {
  const file = join(folder, 'custom', 'observations', `${section}.md`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

const loaded = syntheticRun({ trials: 2, samples: 2, migrations: 1 })

/** The parts of the page by their ids. */
function parts() {
  const templates = loadTemplates(folder)
  const analysis = analyse(loaded, templates.words)
  const request = { analysis, loaded, identity: { id: '1', name: null }, templates, example: false }
  const page = pageOf(request, buildFigures(analysis, templates.words), new Map())
  return new Map(page.parts.map((part) => [part.id, part]))
}
const htmlOf = (id: string): string => parts().get(id)?.html ?? ''

function refused(make: () => unknown): string {
  try {
    make()
    return 'nothing was refused'
  } catch (error) {
    const { code, message } = error as UserError
    return `${code}: ${message}`
  }
}

describe('what the student saw', () => {
  test('stands at the end of its section, under a heading of its own, and nowhere else', () => {
    observed('C', 'The *cards* differ.\n\n## More than I thought\n\n# Indeed\n')
    const part = parts().get('section-C')
    expect(part?.html).toMatch(
      /<h2 id="section-C-observations">My observations<\/h2>\n<p>The <em>cards<\/em> differ\.<\/p>\n<h4 [^>]*>More than I thought<\/h4>\n<h3 [^>]*>Indeed<\/h3>\n$/,
    )
    expect(part?.headings.filter(({ level }) => level === 1)).toHaveLength(1)
    const ids = [...parts().values()].flatMap(({ headings }) => headings.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ['section-B', 'section-D', 'appendix']) expect(htmlOf(id)).not.toContain('My observations')
  })

  test('may use what a section may use', () => {
    observed('D', 'In {{run.id}} the run had {{value "migration.total" "precopy"}}, see {{ref "table:migrations"}}.')
    const html = htmlOf('section-D')
    expect(html).toContain(`In ${loaded.run.id} the run had `)
    expect(html).toMatch(/the run had [\d.]+\u00a0s[^]*<a class="ref" href="#table-migrations">/)
  })

  test.each(['', ' \n\n', '<!-- What did you see? -->\n', '{{! later }}\n{{!-- {{later}} --}}'])(
    'is nothing where the file is %j',
    (text) => {
      observed('B', text)
      expect(loadTemplates(folder).observations.size).toBe(0)
      expect(htmlOf('section-B')).not.toContain('My observations')
    },
  )

  test('lists sentences without what is made for headings and captions', () => {
    observed('D', '{{findings "migration"}}')
    const [before = '', own = ''] = htmlOf('section-D').split('My observations')
    expect(before).toMatch(/<h2 [^>]*>One pause, three clocks/)
    expect(own).toContain('The VM migrated ')
    expect(own).not.toContain('One pause, three clocks')
  })

  test('is missing everywhere in the templates as they are delivered', () => {
    expect(loadTemplates(folder).observations.size).toBe(0)
  })
})

describe('what may not stand there', () => {
  test.each([
    ['{{run.profil}}', 'Did you mean “run.profile”?'],
    ['{{#with (constructor.constructor "x")}}{{this}}{{/with}}', ''],
    ['{{> /etc/passwd}}', ''],
    ['{{figure "timeline" caption="x"}}', 'it can be shown once'],
    ['{{#if', ''],
  ])('%s is refused where it stands', (text, words) => {
    observed('B', `I saw\n${text}\n`)
    const said = refused(() => loadTemplates(folder))
    expect(said).toMatch(/^template: templates\/custom\/observations\/B\.md:\d+:\d+: /)
    expect(said).toContain(words)
  })

  test.each(['<script>x</script>', '<iframe src="x"></iframe>', '<LINK rel=x>'])('%s is refused', (html) => {
    observed('D', `I saw ${html}\n\n${html}\n`)
    expect(refused(parts)).toMatch(/^template: templates\/custom\/observations\/D\.md makes a </)
  })

  test('Markdown leads to no script', () => {
    observed('D', '[x](javascript:alert) and {{code run.id}}')
    expect(htmlOf('section-D')).not.toMatch(/href="javascript/)
  })

  test.each(['E', 'b', 'B.md'])('observations/%s.md belongs to no section that asks for it', (name) => {
    observed(name, 'I saw')
    expect(refused(() => loadTemplates(folder))).toMatch(
      /^template: templates\/custom\/observations\/.*takes the place of no template/,
    )
  })
})
