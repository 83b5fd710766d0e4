import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
import { loadTemplates } from './templates.ts'
import { toTranslate, untranslatedIn } from './untranslated.ts'

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
  expect(entries['comparison.faster']).toBe(': {ratio}× faster ({range})')
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
  test('that can be asked for, whatever the settings say; one that there is not is refused with those there are', () => {
    translated('words.json', '{ "none": "無" }')
    translated('report.json', '{ "title": "即時移轉" }')
    const asked = loadTemplates(folder, 'zh-hant-tw')
    expect(asked.report).toMatchObject({ language: 'zh-Hant-TW', title: '即時移轉', fileName: 'HW1_{id}' })
    expect([asked.words.entries.none, asked.film.words.entries.none, asked.film.language]).toEqual([
      '無',
      '無',
      'zh-Hant-TW',
    ])
    expect(loadTemplates(folder).report).toMatchObject({
      language: 'en',
      title: 'Live migration of a virtual machine with QEMU',
    })
    custom('report.json', '{ "title": "Mine", "language": "zh-Hant" }')
    expect(loadTemplates(folder).report).toMatchObject({ language: 'zh-Hant', title: 'Mine' })
    expect(loadTemplates(folder, 'en')).toMatchObject({ report: { language: 'en' }, untranslated: null })
    for (const tag of ['fr', 'zh', 'x', '../custom', ''])
      expect(() => loadTemplates(folder, tag), tag).toThrow(
        expect.objectContaining({ code: 'usage', message: expect.stringContaining('give one of en, zh-Hant') }),
      )
  })

  test('may explain what other kinds of hosts have, and copies of all of it are allowed', () => {
    translated('glossary.json', readFileSync(path.join(folder, 'glossary.json'), 'utf8'))
    expect(() => loadTemplates(folder, 'zh-Hant')).not.toThrow()
    translated('glossary.json', '{ "ip": { "br1": { "meaning": "x" } } }')
    expect(() => loadTemplates(folder, 'zh-Hant')).toThrow(/no instruction has “ip › br1”/)
  })

  test('whose published results take the place of those that it has, one by one', () => {
    const [first, second] = loadTemplates(folder).literature.acceleration ?? []
    translated('literature.json', JSON.stringify({ acceleration: [{ ...second, result: '結果' }] }))
    const { literature } = loadTemplates(folder, 'zh-Hant')
    expect(literature.acceleration).toEqual([first, { ...second, result: '結果' }])
    expect(literature.network).toEqual(loadTemplates(folder).literature.network)
  })

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
    expect(untranslated).toMatch(
      /^zh-Hant-TW lacks \d+ of \d+ phrases, 13 of 14 texts, \d+ of \d+ explanations, \d+ of \d+ published results; English stands there/,
    )
    const { phrases, explanations } = untranslatedIn(new Overlay(folder), 'zh-Hant-TW')
    expect(phrases.missing).toContain('nothing')
    expect(phrases.missing).not.toContain('range')
    expect(explanations.missing).not.toContain('ip › br0')
    expect(explanations.missing).toHaveLength(explanations.all - 1)
    expect(film.words.entries.range).toBe('{low} 至 {high}')
    custom('film.json', '{ "language": "en" }')
    expect(loadTemplates(folder).film.words.entries.range).toBe('{low} to {high}')
  })

  test('that nobody chose changes nothing, and what it lacks can be had in English', () => {
    translated('words.json', range)
    const { words, untranslated } = loadTemplates(folder)
    expect(words.entries.range).toBe('{low} to {high}')
    expect(untranslated).toBeNull()
    const missing = toTranslate(new Overlay(folder), 'zh-Hant')
    expect(missing['words.json']).toMatchObject({ nothing: 'nothing' })
    expect(missing['words.json']).not.toHaveProperty(['range'])
    expect(missing['glossary.json']).toHaveProperty(['ip', 'br0', 'meaning'])
  })

  test.each([
    ['words.json', '{ "range": "{low} {hihg}" }', /languages\/zh-Hant\/words\.json:1:3: “range” has no \{hihg\}/],
    [
      'wrods.json',
      '{}',
      /languages\/zh-Hant\/wrods\.json takes the place of no template\. Did you mean “words\.json”\?/,
    ],
    ['film.json', '{}', /languages\/zh-Hant\/film\.json has settings/],
    ['report.json', '{ "sections": [] }', /languages\/zh-Hant\/report\.json:1:3: sections: /],
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
    custom('film.json', '{ "language": "en" }')
    const { words, film } = loadTemplates(folder)
    expect(words.entries).toMatchObject({
      'step.task1-mkdir.title': '我的標題',
      'step.task1-mkdir.purpose': '路徑',
      'step.task1-move.title': '搬移',
      'step.task1-chmod.title': 'Open the folder to everyone',
      // Both hosts are prepared in the same words.
      'step.prepare-up.title': '啟用',
    })
    const { phrases } = untranslatedIn(new Overlay(folder), 'zh-Hant-TW')
    expect(phrases.missing.join('\n')).not.toMatch(/step\.(prepare-up|task1-mkdir)\.title/)
    expect(phrases.missing).toContain('step.see-vm.title')
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
    '不使用KVM',
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
    /: [\d.]+× slower \(|baseline \d|stop-and-copy \d|seconds after the migrate command|[\u{F0000}-\u{F0002}]/u,
  )
})
