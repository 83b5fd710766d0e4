import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { procedure } from '../assignment/procedure.ts'
import { analyse } from '../findings/analyse.ts'
import { renderWebPage } from '../report/render.ts'
import { deliveredTemplates } from '../testing/delivered-templates.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { spoken } from '../text/spoken.ts'
import { ENGLISH } from '../text/words.ts'
import { Overlay } from './overlay.ts'
import { loadPhrases } from './phrases.ts'
import { loadTemplates, untranslatedIn } from './templates.ts'

let folder: string
beforeEach(() => {
  folder = deliveredTemplates()
})
afterEach(() => rmSync(folder, { recursive: true }))

function custom(name: string, text: string): void {
  mkdirSync(path.join(folder, 'custom'), { recursive: true })
  writeFileSync(path.join(folder, 'custom', name), text)
}
function translated(name: string, text: string, tag = 'zh-Hant'): void {
  mkdirSync(path.dirname(path.join(folder, 'languages', tag, name)), { recursive: true })
  writeFileSync(path.join(folder, 'languages', tag, name), text)
}
const load = () => loadPhrases(new Overlay(folder), 'zh-Hant-TW').words

test('a few words of the student’s stand above the delivered ones', () => {
  custom('words.json', '{ "comparison.slower": "：慢 {ratio} 倍（{range}）" }')
  const { entries, language } = load()
  expect(language).toBe('zh-Hant-TW')
  expect(entries['comparison.slower']).toBe('：慢 {ratio} 倍（{range}）')
  expect(entries['comparison.faster']).toBe(': faster by a factor of {ratio} ({range})')
})

test.each([
  [
    'a phrase that there is none of',
    '{\n  "comparison.slowr": "x"\n}',
    /custom\/words\.json:2:3: .*Did you mean “comparison\.slower”\?/,
  ],
  [
    'a name that the phrase does not have',
    '{\n  "range": "{low} bis {hihg}"\n}',
    /custom\/words\.json:2:3: “range” has no \{hihg\}\. There are \{low\}, \{high\}\./,
  ],
  ['a name where nothing is filled in', '{ "none": "{x}" }', /Nothing is filled into it/],
  ['half a brace', '{ "range": "{low bis {high}" }', /custom\/words\.json:1:3: .*a brace without its other half/],
  ['a name with spaces', '{ "range": "{ low } {high}" }', /write \{name\}/],
  ['an empty phrase', '{ "none": "" }', /custom\/words\.json:1:3: none: the phrase is empty/],
  [
    'a count without its last form',
    '{\n  "count.boot": { "one": "x" }\n}',
    /custom\/words\.json:2:3: count\.boot: .*“other” at least/,
  ],
  [
    'a form that no language has',
    '{ "count.boot": { "ohter": "x", "other": "y" } }',
    /custom\/words\.json:1:19: count\.boot › ohter: .*Did you mean “other”\?/,
  ],
])('%s is an error with its place', (_, text, message) => {
  custom('words.json', text)
  expect(load).toThrow(expect.objectContaining({ code: 'template', message: expect.stringMatching(message) }))
})

describe('a language is a folder', () => {
  const range = '{ "range": "{low} 至 {high}", "none": "無" }'

  test('whose files stand above the delivered ones, and the student’s above those', () => {
    translated('words.json', range)
    translated('sections/E.md.hbs', '# E. 參考\n')
    translated('glossary.json', '{ "ip": { "br0": { "meaning": "橋接器" } } }')
    custom('report.json', '{ "language": "zh-Hant-TW" }')
    custom('words.json', '{ "none": "沒有" }')
    const { words, sections, glossary, untranslated, film } = loadTemplates(folder)
    expect(words.entries).toMatchObject({ range: '{low} 至 {high}', none: '沒有', nothing: 'nothing' })
    expect(sections.find(({ name }) => name === 'E')?.file).toBe('templates/languages/zh-Hant/sections/E.md.hbs')
    expect(sections.find(({ name }) => name === 'F')?.file).toBe('templates/sections/F.md.hbs')
    expect(glossary.ip?.br0?.meaning).toBe('橋接器')
    expect(untranslated).toContain('templates/languages/zh-Hant/words.json: “nothing” is not translated.')
    expect(untranslated.join()).not.toContain('“range”')
    // The film has a language of its own.
    expect(film.words.entries.range).toBe('{low} to {high}')
  })

  test('that nobody chose changes nothing, and what it lacks is told with file and key', () => {
    translated('words.json', range)
    const { words, untranslated } = loadTemplates(folder)
    expect(words.entries.range).toBe('{low} to {high}')
    expect(untranslated).toEqual([])
    expect(untranslatedIn(folder)).toContain('templates/languages/zh-Hant/words.json: “nothing” is not translated.')
  })

  test.each([
    ['words.json', '{ "range": "{low} {hihg}" }', /languages\/zh-Hant\/words\.json:1:3: “range” has no \{hihg\}/],
    [
      'wrods.json',
      '{}',
      /languages\/zh-Hant\/wrods\.json takes the place of no template\. Did you mean “words\.json”\?/,
    ],
    ['report.json', '{}', /languages\/zh-Hant\/report\.json has settings/],
  ])('of which %s %s is an error', (name, text, message) => {
    translated(name, text)
    custom('report.json', '{ "language": "zh-Hant" }')
    expect(() => loadTemplates(folder)).toThrow(
      expect.objectContaining({ code: 'template', message: expect.stringMatching(message) }),
    )
  })
})

describe('phrases that stood in files of their own are still read there', () => {
  test('labels of report.json and words of film.json, below words.json', () => {
    custom('report.json', '{ "labels": { "figure": "Bild", "table": "Tafel" } }')
    custom('film.json', '{ "words": { "waited": "{time} gewartet" } }')
    custom('words.json', '{ "label.table": "Tabelle" }')
    const { words, film } = loadTemplates(folder)
    for (const { entries } of [words, film.words])
      expect(entries).toMatchObject({
        'label.figure': 'Bild',
        'label.table': 'Tabelle',
        'label.step': 'Step',
        'film.waited': '{time} gewartet',
      })
  })

  test('steps.json, of a language and of the student’s, each below its words.json', () => {
    translated('words.json', '{ "step.task1-mkdir.purpose": "路徑" }')
    translated(
      'steps.json',
      '{ "task1-mkdir": { "title": "資料夾", "purpose": "x" }, "prepare-2-up": { "title": "啟用" }, "task1-move": { "title": "移動" } }',
    )
    custom('report.json', '{ "language": "zh-Hant-TW" }')
    custom(
      'steps.json',
      '{ "task1-move": { "title": "搬移" }, "task1-mkdir": { "title": "y" }, "see-vm": { "title": "z" } }',
    )
    custom('words.json', '{ "step.task1-mkdir.title": "我的標題" }')
    const { words, untranslated, film } = loadTemplates(folder)
    expect(words.entries).toMatchObject({
      'step.task1-mkdir.title': '我的標題',
      'step.task1-mkdir.purpose': '路徑',
      'step.task1-move.title': '搬移',
      'step.task1-chmod.title': 'Open the folder to everyone',
      // Both hosts are prepared in the same words.
      'step.prepare-up.title': '啟用',
    })
    expect(untranslated.join('\n')).not.toMatch(/step\.(prepare-up|task1-mkdir)\.title/)
    expect(untranslated.join('\n')).toContain('“step.see-vm.title” is not translated')
    expect(film.words.entries).toMatchObject({
      'step.prepare-up.title': 'Switch the bridge on',
      'step.see-vm.title': 'z',
    })
  })

  test('a purpose that was written before anything was filled into it stands alone', () => {
    custom('steps.json', '{ "task1-update": { "purpose": "只是更新。" } }')
    const [update] = procedure({ accelerator: 'kvm', cpu: 'host' }).filter(({ id }) => id === 'task1-update')
    expect(spoken(update?.purpose, load())).toBe('只是更新。')
    expect(spoken(update?.purpose, ENGLISH)).toMatch(/of the packages\. The lab’s hosts have no way to the internet/)
  })

  test.each([
    ['steps.json', '{\n"task1-mkdri": { "title": "x" } }', /custom\/steps\.json:2:1: .*Did you mean “task1-mkdir”\?/],
    ['steps.json', '{ "prepare-1-bridge": {\n"titel": "x" } }', /custom\/steps\.json:2:1: .*Did you mean “title”\?/],
    ['steps.json', '{ "task1-mkdir": { "title": "{x}" } }', /custom\/steps\.json:1:20: “title” has no \{x\}/],
    [
      'steps.json',
      '{ "prepare-1-up": { "title": "x" },\n"prepare-2-up": { "title": "y" } }',
      /custom\/steps\.json:2:19: “prepare-2-up › title” and “prepare-1-up › title” are one phrase, “step\.prepare-up\.title”/,
    ],
    ['film.json', '{ "words": {\n"wated": "x" } }', /custom\/film\.json:2:1: .*Did you mean “waited”\?/],
    [
      'film.json',
      '{ "words": {\n"waited": "{tiem}" } }',
      /custom\/film\.json:2:1: “waited” has no \{tiem\}\. There are \{time\}\./,
    ],
    ['film.json', '{ "sped": 2 }', /custom\/film\.json:1:3: .*Did you mean “speed”\?/],
    ['report.json', '{ "labels": { "figure": "{n}" } }', /custom\/report\.json:1:15: “figure” has no \{n\}/],
  ])('%s: %s is an error with its place', (name, text, message) => {
    custom(name, text)
    expect(() => loadTemplates(folder)).toThrow(
      expect.objectContaining({ code: 'template', message: expect.stringMatching(message) }),
    )
  })
})

test('sentences, tables, axes, drawings, dates and steps follow the language', async () => {
  custom(
    'words.json',
    JSON.stringify({
      'comparison.slower': '：慢 {ratio} 倍（{range}）',
      'table.measured': '測量項目',
      'axis.after-migrate': '遷移指令後秒數',
      'drawing.client': '用戶端',
      'configuration.tcg': '不使用 KVM',
      'phase.baseline': '遷移之前',
      list: '{first}、{second}',
      'step.task1-mkdir.title': '建立共享資料夾',
      'limit.emulated': '主機為模擬。',
    }),
  )
  custom('report.json', '{ "language": "zh-Hant-TW", "labels": { "figure": "圖" } }')
  custom('steps.json', '{ "task1-mkdir": { "title": "建立資料夾", "purpose": "兩台主機的路徑相同。" } }')
  const loaded = syntheticRun({ trials: 3, samples: 2, migrations: 2 })
  const words = load()
  const { html } = await renderWebPage({
    analysis: analyse(loaded, words),
    loaded,
    identity: { id: '1', name: null },
    example: false,
    edition: 'full',
    templates: loadTemplates(folder),
  })
  for (const text of [
    '：慢',
    '測量項目',
    '遷移指令後秒數',
    '用戶端',
    '不使用 KVM',
    '遷移之前',
    '主機為模擬。',
    // The style makes the gap between Chinese and digits.
    '圖1',
    '建立共享資料夾',
    '兩台主機的路徑相同。',
  ]) {
    expect(html).toContain(text)
  }
  expect(html).toMatch(/<p class="date">\d{4}年\d+月\d+日<\/p>/)
  expect(html).not.toMatch(
    /slower by a factor|baseline \d|stop-and-copy \d|seconds after the migrate command|[\u{F0000}-\u{F0002}]/u,
  )
}, 60_000)
