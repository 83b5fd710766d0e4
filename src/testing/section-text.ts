import { buildFigures } from '../charts/figures.ts'
import type { LoadedRun } from '../data/loaded-run.ts'
import { analyse } from '../findings/analyse.ts'
import type { Analysis } from '../findings/analysis.ts'
import { pageOf } from '../report/page/report-page.ts'
import type { Edition } from '../templates/edition.ts'
import type { Templates } from '../templates/templates.ts'

/**
 * For tests: what a reader of an edition reads in each section and its part of the appendix, by its letter, without charts
 * and markup; and what it was made from.
 */
export function readSections(
  loaded: LoadedRun,
  templates: Templates,
  edition: Edition = 'full',
): { analysis: Analysis; text: Readonly<Record<string, string>> } {
  const analysis = analyse(loaded, templates.words)
  const request = { analysis, loaded, identity: { id: '1', name: null }, templates, example: false, edition } as const
  const { parts } = pageOf(request, buildFigures(analysis, templates.words), new Map())
  const text = Object.fromEntries(parts.map(({ id, html }) => [id.replace('section-', ''), plain(html)]))
  for (const [section, own] of sectionsOf(parts.find(({ id }) => id === 'appendix')?.html ?? ''))
    text[section] = `${text[section] ?? ''}${plain(own)}`
  return { analysis, text }
}

/** What of the appendix belongs to a section, by its letter: `<h2>B: method …</h2>` and what follows. */
const sectionsOf = (appendix: string): [section: string, html: string][] =>
  appendix.split(/(?=<h2\b)/).flatMap((html): [string, string][] => {
    const letter = /^<h2[^>]*>\s*([A-F]):/.exec(html)?.[1]
    return letter === undefined ? [] : [[letter, html]]
  })

/** A line for each paragraph, item, row and heading. */
const plain = (html: string): string =>
  html
    .replace(/<(svg|style)\b[^]*?<\/\1>/g, '')
    .replace(/\s+/g, ' ')
    .replace(/<\/(p|li|tr|h\d|pre|div)>/g, '\n')
    .replace(/<\/(td|th)>/g, ' | ')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('\u00a0', ' ')
    .replace(/ +\n[\n ]*/g, '\n')
