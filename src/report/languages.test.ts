import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildFigures } from '../charts/figures.ts'
import { loadRun } from '../data/load.ts'
import type { LoadedRun } from '../data/loaded-run.ts'
import { layOut } from '../film/cut.ts'
import { factsOf } from '../film/facts.ts'
import { sceneAt } from '../film/scene.ts'
import { Screens } from '../film/screens.ts'
import { chapters, webVtt } from '../film/subtitles.ts'
import { analyse } from '../findings/analyse.ts'
import { uncovered } from '../fonts/coverage.ts'
import { gradeItems } from '../inspection/grade.ts'
import type { Inspection } from '../inspection/inspect.ts'
import { checksOf } from '../inspection/report-checks.ts'
import { project } from '../project.ts'
import type { Edition } from '../templates/edition.ts'
import { loadTemplates, type Templates } from '../templates/templates.ts'
import { byHandRun } from '../testing/by-hand-run.ts'
import { earlierRun } from '../testing/earlier-run.ts'
import { eachTrial, type Falsify } from '../testing/falsified/falsify.ts'
import { FALSIFIED } from '../testing/falsified/runs.ts'
import { leaksIn, leaksInTexts } from '../testing/leaks.ts'
import { MADE_UP, madeUp, templatesWithMadeUp } from '../testing/made-up-language.ts'
import { syntheticRecording } from '../testing/synthetic/recording.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { stated } from '../text/stated.ts'
import { pageHtml } from './page/html.ts'
import { plainText } from './page/plain-text.ts'
import { pageOf } from './page/report-page.ts'
import { subjectOf } from './render.ts'

/** Files that were cut off, a trial that is missing, and a lab that was stopped. */
const damaged: Falsify = (loaded) => {
  const { run, trials, ...rest } = eachTrial(
    ({ trial }) => trial.repetition === 1,
    ({ trial, files }) => ({
      trial,
      files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.slice(0, -3)])),
    }),
  )(loaded)
  return {
    ...rest,
    run: { ...run, status: 'interrupted', statusReason: stated('stopped') },
    trials: trials.slice(2),
    unusable: [{ trial: trials[0]?.trial.id ?? '', reason: 'It was not finished.' }],
  }
}

const synthetic = syntheticRun({ trials: 4, controls: true, matrix: true, failovers: 3 })
const { run } = synthetic
const invented = { ...synthetic, run: { ...run, hosts: { ...run.hosts, reason: stated('hosts.emulated-asked') } } }
const RUNS: Readonly<Record<string, LoadedRun>> = {
  'the example': loadRun(project().example),
  'a run of an earlier version': earlierRun(),
  'a run that was measured by hand': byHandRun(),
  'an invented run': invented,
  'a damaged run': damaged(invented),
  ...Object.fromEntries(Object.entries(FALSIFIED).map(([name, falsify]) => [name, falsify(invented)])),
}

/** All that is said of a run, in a language. */
function saidOf(loaded: LoadedRun, templates: Templates, edition: Edition): string[] {
  const { words } = templates
  const analysis = analyse(loaded, words)
  const figures = buildFigures(analysis, words)
  const recorded = syntheticRecording().recording
  const request = {
    ...{ analysis, loaded, templates, edition, example: true, identity: { id: '1', name: null } },
    film: { ...layOut(recorded, templates.film), recordedAt: recorded.recordedAt },
  }
  const html = pageHtml(pageOf(request, figures, new Map())).replace(/^[^]*<body/, '<body')
  return [
    ...leaksIn(html, loaded.environment),
    ...leaksInTexts([subjectOf(request), figures]),
    // They would be printed as empty boxes.
    ...uncovered(plainText(html) + JSON.stringify([subjectOf(request), figures])),
  ]
}

async function saidInFilm(template: Templates['film']): Promise<string[]> {
  const loaded = syntheticRecording({ id: 'task1-install', lastsS: 75 })
  const film = layOut(loaded.recording, template)
  const { words } = template
  using screens = new Screens(loaded)
  const context = { film, loaded, template, identity: '1', facts: factsOf(loaded, film, words) }
  const scenes = [1, film.durationS / 2, film.durationS - 1].map((s) => sceneAt(s, screens, context))
  const shown = scenes.map((scene) =>
    scene.kind === 'work' ? { ...scene, panels: scene.panels.map(({ title }) => title) } : scene,
  )
  return leaksInTexts([shown, chapters(film, words), webVtt(film, words)])
}

/** A report in which everything is missing, of which each check has something to say. */
const NOTHING: Inspection = {
  ...{
    pages: 1,
    bytes: 2_000_000,
    text: ['EXAMPLE DATA undefined'],
    fonts: [],
    boxes: [],
    pictures: [],
    outline: [],
    layout: [],
  },
  sections: [{ title: 'A. x', page: 1, figures: 0, tables: 0, headings: [{ level: 1, title: 'A. x', text: '' }] }],
  links: { internal: 0, external: 0, broken: [], onFirstPage: [] },
  metadata: { title: '', author: '', subject: '', keywords: '', lang: '' },
  ...{ tagged: true, accessibility: [], provenance: null },
}
const deliverables = { id: '1', report: NOTHING, film: null }

const madeUpFolder = templatesWithMadeUp()
afterAll(() => rmSync(madeUpFolder, { recursive: true }))

const { templates: delivered } = project()
const LANGUAGES = existsSync(path.join(delivered, 'languages')) ? readdirSync(path.join(delivered, 'languages')) : []
/** Those that translate what the program says; what is not translated yet is a leak as any other. */
const WITH_WORDS = LANGUAGES.filter((tag) => existsSync(path.join(delivered, 'languages', tag, 'words.json')))

const SPOKEN: [language: string, folder: string][] = [
  [MADE_UP, madeUpFolder],
  ...WITH_WORDS.map((tag): [string, string] => [tag, delivered]),
]

describe.each(SPOKEN)('in the language %s nothing is English', (language, folder) => {
  let templates: Templates
  beforeAll(() => {
    templates = loadTemplates(folder, language)
  })

  test.each(Object.entries(RUNS))('of %s', (_, run) => {
    expect(saidOf(run, templates, 'full')).toEqual([])
  })
  test('of the example, in the core', () => {
    expect(saidOf(loadRun(project().example), templates, 'core')).toEqual([])
  })
  test('in the film', async () => {
    expect(await saidInFilm(templates.film)).toEqual([])
  })
  test('in what is checked of a report', () => {
    const { words } = templates
    expect(leaksInTexts([checksOf(deliverables, words), gradeItems(deliverables, words)])).toEqual([])
  })
})

test('a leak is found: a sentence, an asterisk that Markdown left, a name that nothing was filled into', () => {
  const { environment } = invented
  expect(leaksIn('<p>ŵŵ the VM was slower ŵŵ <code>the VM was slower</code></p>', environment)).toEqual([
    'the VM was slower',
  ])
  expect(leaksIn('<p>the <b>VM</b> was slower</p>', environment)).toEqual(['the VM was slower'])
  expect(leaksIn('<p>**準備。**目的</p><p>{count}</p>', environment)).toEqual(['**準備。**目的', '{count}'])
  expect(leaksIn(`<p>${environment.lab.os} and QEMU TCG</p>`, environment)).toEqual([])
  expect(leaksInTexts({ a: ['was not to be seen'], b: 'n' })).toEqual(['was not to be seen'])
})

test('the made-up language changes words, and neither code nor what is filled in', () => {
  expect(madeUp('The `perf` of {n} hosts: {{figure "a" caption="What it does"}} [a link](https://a.b/c d)')).toBe(
    'ŵŵ `perf` ŵŵ {n} ŵŵ: {{figure "a" caption="ŵŵ ŵŵ ŵŵ"}} [ŵŵ ŵŵ](https://a.b/c d)',
  )
})

test('English itself would not pass', () => {
  expect(saidOf(invented, loadTemplates(delivered), 'core').length).toBeGreaterThan(100)
})
