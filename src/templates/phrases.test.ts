import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { analyse } from '../findings/analyse.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { deliveredTemplates } from '../testing/delivered-templates.ts'
import { renderWebPage } from '../report/render.ts'
import { Overlay } from './overlay.ts'
import { loadPhrases } from './phrases.ts'
import { loadTemplates } from './templates.ts'

let folder: string
beforeEach(() => {
  folder = deliveredTemplates()
})
afterEach(() => rmSync(folder, { recursive: true }))

function custom(name: string, text: string): void {
  mkdirSync(path.join(folder, 'custom'), { recursive: true })
  writeFileSync(path.join(folder, 'custom', name), text)
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
      'limit.emulated': '主機為模擬。',
    }),
  )
  custom('report.json', '{ "language": "zh-Hant-TW", "labels": { "figure": "圖" } }')
  custom('steps.json', '{ "task1-mkdir": { "title": "建立共享資料夾", "purpose": "兩台主機的路徑相同。" } }')
  const loaded = syntheticRun({ trials: 3, samples: 2, migrations: 2 })
  const words = load()
  const { html } = await renderWebPage({
    analysis: analyse(loaded, words),
    loaded,
    identity: { id: '1', name: null },
    example: false,
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
    '圖 1',
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
