import { describe, expect, test } from 'vitest'
import { FIGURES } from '../charts/figure.ts'
import { buildFigures } from '../charts/figures.ts'
import { loadRun } from '../data/load.ts'
import type { LoadedRun } from '../data/loaded-run.ts'
import { declared, EXPERIMENTS } from '../experiments/catalogue.ts'
import { analyse } from '../findings/analyse.ts'
import { project } from '../project.ts'
import { EDITIONS, type Edition } from '../templates/edition.ts'
import { loadTemplates } from '../templates/templates.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { ENGLISH } from '../text/words.ts'
import { ledgerOf } from './ledger.ts'
import { shownFigures } from './page/drawn-figures.ts'
import { pageOf } from './page/report-page.ts'

const templates = loadTemplates(project().templates)
const invented = syntheticRun({ controls: true, matrix: true, failovers: 3 })
const RUNS: [string, LoadedRun][] = [
  ['the example', loadRun(project().example)],
  ['an invented run', invented],
  ['a run without a trial', { ...invented, trials: [], run: { ...invented.run, order: [] } }],
]
/** What is looked up, and is no answer. */
const FULL_ONLY = ['table-samples', 'table-clocks', 'table-design', 'figure-drift']

describe.each(RUNS)('%s', (_, loaded) => {
  const analysis = analyse(loaded)
  const figures = buildFigures(analysis, templates.words)
  const printed = (edition: Edition): string => {
    const request = { analysis, loaded, identity: { id: '7', name: null }, templates, example: false, edition }
    const { titlePage, parts } = pageOf({ ...request, fileName: 'A_{id}' }, figures, new Map())
    return [titlePage, ...parts.map(({ html }) => html)].join('\n')
  }
  const html = { core: printed('core'), full: printed('full') }
  const shownIn = (edition: Edition): string[] =>
    Array.from(html[edition].matchAll(/<div class="float \w+" id="([^"]+)"/g), ([, id = '']) => id)

  test.each(EDITIONS)('in the edition “%s” every link leads to a place in it, by its right number', (edition) => {
    const ids = new Set(Array.from(html[edition].matchAll(/\sid="([^"]*)"/g), ([, id]) => id))
    const targets = Array.from(html[edition].matchAll(/\shref="#([^"]*)"/g), ([, id]) => id)
    expect(targets.length).toBeGreaterThan(20)
    expect(targets.filter((id) => !ids.has(id))).toEqual([])
    const text = html[edition].replace(/<[^>]*>/g, '').replaceAll('\u00a0', ' ')
    expect(text).not.toMatch(/\b(Figure|Table|Listing) 0\b/)
    const numbered = Array.from(html[edition].matchAll(/<p class="caption"><b>([^<]+)\.<\/b>/g), ([, label]) => label)
    expect(numbered.length).toBe(shownIn(edition).length)
    expect(new Set(numbered).size).toBe(numbered.length)
  })

  test('the core shows nothing that the full edition does not, and leaves out what is looked up', () => {
    const [core, full] = [shownIn('core'), shownIn('full')]
    expect(core.filter((id) => !full.includes(id))).toEqual([])
    expect(core.filter((id) => FULL_ONLY.includes(id))).toEqual([])
    expect(html.core.length).toBeLessThan(html.full.length)
  })

  test('the core says what it leaves out, how that is printed, and which files have it', () => {
    const appendix = html.core.slice(html.core.indexOf('<h1 id="appendix"')).replace(/<[^>]*>/g, '')
    expect(appendix).toMatch(/Left out here are [^]*--edition full/)
    for (const name of ['A_7.figures.csv', 'A_7.samples.csv', 'A_7.figures.json']) expect(appendix).toContain(name)
    expect(html.full.replace(/<[^>]*>/g, '')).toContain('A_7.figures.json')
    expect(html.full).not.toContain('Left out here')
  })

  test.each(EDITIONS)('every number in a table of the edition “%s” stands in the ledger', (edition) => {
    const ledger = ledgerOf({ loaded, analysis, example: false }, ENGLISH)
    let numbers = 0
    for (const id of EXPERIMENTS.flatMap((experiment) => declared[experiment].tables)) {
      const known = new Set(
        ledger.figures.filter(({ place }) => place.kind === 'table' && place.id === id).map((one) => one.printed),
      )
      const [, table = ''] = new RegExp(`<div class="rows ${id}">([^]*?)</table>`).exec(html[edition]) ?? []
      const cells = Array.from(
        table.matchAll(/<span class="whole"[^>]*>([^<]*)<\/span><span class="fraction"[^>]*>([^<]*)</g),
        ([, whole = '', fraction = '']) => whole + fraction,
      )
      expect([id, cells.filter((cell) => !known.has(cell))]).toEqual([id, []])
      numbers += cells.length
    }
    expect(numbers > 50).toBe(loaded.trials.length > 0)
  })

  test.each(EDITIONS)('no figure of the edition “%s” is left undrawn, and none is drawn for nothing', (edition) => {
    const shown = new Set(shownIn(edition))
    const drawn = shownFigures(templates, edition)
    expect(FIGURES.filter((id) => shown.has(`figure-${id}`) && !drawn.has(id))).toEqual([])
    expect(shownFigures(templates, 'full').size).toBeGreaterThan(shownFigures(templates, 'core').size)
    // What has no data, as that of measurements by hand, is not drawn either.
    const having = [...drawn].filter((id) => figures[id].spec !== null)
    if (loaded === invented) expect(having.filter((id) => !shown.has(`figure-${id}`))).toEqual([])
  })
})
