import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Handlebars from 'handlebars'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { UserError } from '../errors.ts'
import { analyse } from '../findings/analyse.ts'
import { createHelpers } from '../report/page/helpers.ts'
import { renderWebPage } from '../report/render.ts'
import { deliveredTemplates } from '../testing/delivered-templates.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { TemplateRenderer } from './render.ts'
import { Slots } from './slots.ts'
import { loadTemplates } from './templates.ts'

/** Templates that try to run code, or to read what they are not given. */
let folder: string
beforeEach(() => {
  folder = deliveredTemplates()
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  delete (globalThis as { ran?: boolean }).ran
})

function custom(path: string, text: string): void {
  mkdirSync(dirname(join(folder, 'custom', path)), { recursive: true })
  writeFileSync(join(folder, 'custom', path), text)
}
const ran = () => (globalThis as { ran?: boolean }).ran
function checked(): string {
  try {
    loadTemplates(folder)
    return 'nothing was refused'
  } catch (error) {
    const { code, message } = error as UserError
    return `${code}: ${message}`
  }
}

const RUN = 'globalThis.ran = true'
const ATTACKS = [
  `{{constructor.constructor "${RUN}"}}`,
  `{{#with (constructor.constructor "${RUN}")}}{{this}}{{/with}}`,
  `{{#with "s" as |string|}}{{#with "e"}}{{#with split as |list|}}{{string.sub.apply 0 list}}{{/with}}{{/with}}{{/with}}`,
  `{{#with (lookup this "constructor") as |c|}}{{c}}{{/with}}`,
  `{{lookup (lookup run "constructor") "name"}}`,
  `{{#each (lookup this "__proto__")}}{{this}}{{/each}}`,
  '{{__proto__.constructor}}',
  '{{run.__proto__}}',
  '{{run.id.constructor.constructor}}',
  '{{@root.constructor}}',
  '{{@root.__proto__.polluted}}',
  '{{run.[constructor]}}',
  '{{this.toString}}',
  '{{__defineGetter__ "x" run}}',
  '{{helperMissing}}',
  '{{blockHelperMissing}}',
  '{{#helperMissing}}x{{/helperMissing}}',
  '{{log "x"}}',
  '{{[@literal] "x"}}',
  '{{@literal "x"}}',
  `{{code constructor}}`,
  `{{code run.id constructor="${RUN}"}}`,
  '{{code run.id __proto__=run}}',
  '{{code (lookup run "id")}}',
  '{{{constructor}}}',
  '{{&constructor}}',
  '{{> ../../../etc/passwd}}',
  '{{> "../../../etc/passwd"}}',
  '{{> /etc/passwd}}',
  '{{> (lookup . "x")}}',
  '{{> __proto__}}',
  '{{> constructor}}',
  '{{> toString}}',
  '{{#> layout}}x{{/layout}}',
  '{{#> @partial-block}}x{{/@partial-block}}',
  '{{#*inline "instruction"}}x{{/inline}}',
  '{{* decorator}}',
  `{{#*constructor "${RUN}"}}x{{/constructor}}`,
]

test.each(ATTACKS)('%s is refused where it stands', (text) => {
  custom('sections/E.md.hbs', `# E. Mine\n\n${text}\n`)
  expect(checked()).toMatch(/^template: templates\/custom\/sections\/E\.md\.hbs:3:\d+: /)
  expect(ran()).toBeUndefined()
})

test.each(ATTACKS)('%s would run nothing even if it were not', (text) => {
  const loaded = syntheticRun({ trials: 1, samples: 1, migrations: 1 })
  const [analysis, slots, inline] = [analyse(loaded), new Slots(), (one: string) => one]
  const templates = loadTemplates(folder)
  const view = { run: { id: 'r' }, instructions: {} }
  const { helpers } = createHelpers({
    analysis,
    view: view as never,
    templates,
    slots,
    inline,
    figures: {} as never,
    chartOf: () => '',
    drawings: {} as never,
  })
  const shown = () => {
    const renderer = new TemplateRenderer([], helpers, slots, inline)
    return slots.fill(
      renderer.render({ name: 'E', file: 'E', own: true, program: Handlebars.parse(text) }, view as never),
    )
  }
  const rendered = () => {
    try {
      return shown()
    } catch {
      return ''
    }
  }
  expect(rendered()).not.toMatch(/function|native code|root:|object Object/)
  expect(ran()).toBeUndefined()
})

test('code in captions and words stays text', async () => {
  const code = `<script>${RUN}</script> [x](javascript:alert)`
  custom('sections/E.md.hbs', `# E. Mine\n\n{{code run.id}}\n`)
  const section = readFileSync(join(folder, 'sections/C.md.hbs'), 'utf8')
  custom('sections/C.md.hbs', section.replace(/caption="/, `$&${code} {{constructor}} `))
  custom(
    'words.json',
    JSON.stringify({ 'table.measured': `${code} of a table`, 'drawing.bridge': `${code} of a drawing` }),
  )
  const loaded = syntheticRun({ trials: 2, samples: 2, migrations: 1 })
  const { html } = await renderWebPage({
    analysis: analyse(loaded),
    loaded,
    identity: { id: '1', name: null },
    templates: loadTemplates(folder),
    example: false,
  })
  for (const place of ['{{constructor}}', 'of a table', 'of a drawing']) {
    expect(html).toContain(`&lt;script&gt;${RUN}&lt;/script&gt; [x](javascript:alert) ${place}`)
  }
  expect(html).not.toMatch(/<script|href="javascript/i)
})

describe('JSON that speaks of prototypes changes none', () => {
  test.each([
    [
      'glossary.json',
      '{"__proto__": {"polluted": {"meaning": "x"}}, "ip": {"__proto__": {"polluted": {"meaning": "x"}}}}',
    ],
    ['glossary.json', '{"constructor": {"prototype": {"meaning": "x"}}}'],
    ['references.json', '{"__proto__": {"polluted": "x"}}'],
    ['literature.json', '{"__proto__": {"polluted": "x"}}'],
    ['report.json', '{"__proto__": {"polluted": "x"}, "labels": {"__proto__": {"polluted": "x"}}}'],
    ['words.json', '{"__proto__": {"polluted": "x"}}'],
    ['steps.json', '{"__proto__": {"polluted": "x"}}'],
  ])('%s: %s', (path, text) => {
    custom(path, text)
    expect(checked()).toMatch(/^template: |^nothing was refused/)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
