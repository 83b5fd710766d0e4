import { createHash } from 'node:crypto'
import { escapeHtml } from '../../templates/slots.ts'
import { labelsIn } from '../../text/labels.ts'
import type { Words } from '../../text/words.ts'
import { type PageInput, pageHtml } from '../page/html.ts'
import { boxed } from './boxes.ts'
import type { LiveCharts } from './chart-runtime.ts'
import { folded } from './folds.ts'
import { followReading } from './reading-script.ts'
import { figureColours } from './screen-colours.ts'
import { selfContained } from './self-contained.ts'

/**
 * The report as one file for a browser. It asks for nothing from outside: its policy allows no more than what it holds,
 * and of scripts only the very text of its own. Without charts that answer it has none, and then nothing is folded either.
 *
 * @param pictures the one folder whose files it may show
 * @throws UserError `template` for a file that it can't hold
 */
export function webPage(page: PageInput, charts: LiveCharts | null, pictures: string, words: Words): string {
  const scripts = charts === null ? [] : [`(${followReading.toString()})()`, charts.script]
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.length === 0 ? "'none'" : scripts.map(hashOf).join(' ')}`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
  ].join('\n')
  const parts = charts === null ? page.parts : folded(page.parts)
  const colours = figureColours([...parts.map(({ html }) => html), charts?.specs ?? ''].join('\n'))
  const shown = { ...page, parts, style: `${page.style}\n${colours}` }
  const text = `${charts?.specs ?? ''}${scripts.join('')}`
  const html = pageHtml(shown, { fontFormat: 'woff2', head, bar: barHtml(page), text })
  const data = charts === null ? '' : `<script type="application/json" id="charts">${charts.specs}</script>\n`
  const ending = `${data}${scripts.map(scriptHtml).join('')}</body>\n</html>\n`
  return selfContained(boxed(html, labelsIn(words).table), pictures).replace(/<\/body>\s*<\/html>\s*$/, () => ending)
}

const hashOf = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`

function scriptHtml(script: string): string {
  if (/<\/script|<!--/i.test(script)) throw new Error('a script would end before its end')
  return `<script>${script}</script>\n`
}

/** Stays in sight: whose report this is, and that it is an example where it is one. */
function barHtml({ contents, identity, example }: PageInput): string {
  const mark = example === null ? '' : `<b class="mark">${escapeHtml(example)}</b>`
  const link = `<a href="#contents">${escapeHtml(contents)}</a>`
  return `<nav class="bar">${link}${mark}<span>${escapeHtml(identity.id)}</span></nav>\n`
}
