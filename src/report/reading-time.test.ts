import { expect, test } from 'vitest'
import { buildFigures } from '../charts/figures.ts'
import { loadRun } from '../data/load.ts'
import { analyse } from '../findings/analyse.ts'
import { project } from '../project.ts'
import { loadTemplates } from '../templates/templates.ts'
import { plainText } from './page/plain-text.ts'
import { pageOf } from './page/report-page.ts'

/**
 * Sections A to F are to be read in half an hour, their tables, listings and drawings looked up meanwhile. Adults read 238
 * words of English non-fiction a minute (Brysbaert 2019, doi 10.1016/j.jml.2019.104047), so the prose takes 24 minutes of it.
 */
const MOST_WORDS = 5700

/** Words of prose: captions and headings too, and nothing that is looked up. */
const wordsIn = (html: string): number =>
  plainText(html.replace(/<(table|pre|svg|nav)\b[^]*?<\/\1>/g, ' ').replace(/<\/(p|li|h\d|div|dt|dd)>/g, ' ')).match(
    /\S+/g,
  )?.length ?? 0

test('the core of the example is read in half an hour', () => {
  const loaded = loadRun(project().example)
  const templates = loadTemplates(project().templates)
  const analysis = analyse(loaded)
  const identity = { id: '7', name: null }
  const { parts } = pageOf(
    { analysis, loaded, identity, templates, example: true, edition: 'core' },
    buildFigures(analysis, templates.words),
    new Map(),
  )
  const words = parts.filter(({ id }) => /^section-[A-F]$/.test(id)).map(({ html }) => wordsIn(html))
  expect(words).toHaveLength(6)
  expect(Math.min(...words)).toBeGreaterThan(200)
  expect(words.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(MOST_WORDS)
})
