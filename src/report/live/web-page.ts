import { createHash } from 'node:crypto'
import { escapeHtml } from '../../templates/slots.ts'
import { type PageInput, pageHtml } from '../page/html.ts'
import type { LiveCharts } from './chart-runtime.ts'
import { selfContained } from './self-contained.ts'

/**
 * The report as one file for a browser. It asks for nothing from outside: its policy allows no more than what it holds,
 * and of scripts only the very text of its own.
 *
 * @param pictures the one folder whose files it may show
 * @throws UserError `template` for a file that it can't hold
 */
export function webPage(page: PageInput, charts: LiveCharts | null, pictures: string): string {
  const scripts = charts === null ? '' : scriptsHtml(charts)
  const policy = [
    "default-src 'none'",
    `script-src ${charts === null ? "'none'" : `'sha256-${createHash('sha256').update(charts.script).digest('base64')}'`}`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light">',
  ].join('\n')
  const html = pageHtml(page, { fontFormat: 'woff2', head, bar: barHtml(page) })
  return selfContained(scrolling(html), pictures).replace(
    /<\/body>\s*<\/html>\s*$/,
    () => `${scripts}</body>\n</html>\n`,
  )
}

function scriptsHtml({ specs, script }: LiveCharts): string {
  if (/<\/script|<!--/i.test(script)) throw new Error('a script would end before its end')
  return `<script type="application/json" id="charts">${specs}</script>\n<script>${script}</script>\n`
}

/** Stays in sight: whose report this is, and that it is an example where it is one. */
function barHtml({ contents, identity, example }: PageInput): string {
  const mark = example === null ? '' : `<b class="mark">${escapeHtml(example)}</b>`
  const link = `<a href="#contents">${escapeHtml(contents)}</a>`
  return `<nav class="bar">${link}${mark}<span>${escapeHtml(identity.id)}</span></nav>\n`
}

/** A drawing that is wider than the screen scrolls, its caption does not. */
function scrolling(html: string): string {
  return html.replace(/(<div class="float figure"[^>]*>\s*)(<svg\b[^]*?<\/svg>)/g, '$1<div class="chart">$2</div>')
}
