import { escapeHtml } from '../../templates/slots.ts'
import { joined, say, type Text } from '../../text/phrase.ts'
import { spoken } from '../../text/spoken.ts'
import type { Words } from '../../text/words.ts'
import { type ComparedRow, pointsOf } from './class-row.ts'
import { absence, dataText, filmText, SIGNS, sameTexts, stepsText } from './class-words.ts'

/** Dark where the reader's computer is, as the report's edition for a browser. */
const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1d1f21; --quiet: #5a5f66; --line: #c9ccd1; --hair: #e6e8eb; --shade: #f4f5f7; --good: #1a6b3c; --warn: #a03000; }
@media (prefers-color-scheme: dark) { :root { --paper: #15181c; --ink: #e6e4df; --quiet: #a8a9ab; --line: #4b4f55; --hair: #2f343a; --shade: #1f2328; --good: #7fd0a0; --warn: #ff9e70; } }
body { margin: 0 auto; max-width: 88rem; padding: 24px 16px 64px; background: var(--paper); color: var(--ink); font: 16px/24px system-ui, sans-serif; text-autospace: normal; }
h1 { font-size: 28px; line-height: 36px; margin: 0 0 8px; } h2 { font-size: 20px; margin: 40px 0 8px; }
p { max-width: 46rem; margin: 0 0 12px; } .quiet { color: var(--quiet); }
.rows { overflow-x: auto; } table { border-collapse: collapse; font-size: 14px; line-height: 20px; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 12px 6px 0; text-align: left; vertical-align: top; } thead th { border-bottom: 1px solid var(--line); vertical-align: bottom; }
tbody tr + tr > * { border-top: 1px solid var(--hair); } .number { text-align: right; }
.present { color: var(--good); } .placeholder, .missing, .warn { color: var(--warn); } td.item { text-align: center; }
small { display: block; font-weight: 400; color: var(--quiet); } details { border-top: 1px solid var(--hair); padding: 8px 0; } summary { cursor: pointer; }
details table { margin: 8px 0; } a { color: inherit; } a:focus-visible, summary:focus-visible { outline: 2px solid; outline-offset: 2px; }
@media print { details { break-inside: avoid; } }
`

/** `out/checks.html`: the table of a class as one page that asks for nothing, and below it each student item by item. */
export function classPage(rows: readonly ComparedRow[], others: readonly string[], words: Words): string {
  const inWords = (said: Text) => escapeHtml(spoken<string>(said, words))
  const reports = rows.filter(({ file, unreadable }) => file !== null && unreadable === null).length
  const title = inWords(say('class.title'))
  const files =
    others.length === 0 ? '' : `<p class="warn">${inWords(say('class.others', { files: others.join(', ') }))}</p>`
  return `<!doctype html>
<html lang="${escapeHtml(words.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
<p>${inWords(say('class.lead', { reports, students: rows.length }))}</p>
<p class="quiet">${inWords(say('class.legend'))}</p>
${files}
<div class="rows"><table>
<thead>${headRow(rows, inWords)}</thead>
<tbody>
${rows.map((row, index) => tableRow(row, index, inWords)).join('\n')}
</tbody>
</table></div>
<h2>${inWords(say('class.reports'))}</h2>
${rows.map((row, index) => details(row, index, inWords)).join('\n')}
</body>
</html>
`
}

type InWords = (said: Text) => string

/** The items' letters with their points: two of a part stand side by side. */
function headRow(rows: readonly ComparedRow[], inWords: InWords): string {
  const items = (rows[0]?.items ?? []).map(
    ({ part, points, asks }) =>
      `<th scope="col" title="${escapeHtml(asks)}">${part === 'film' ? inWords(say('class.recording')) : escapeHtml(part)}<small>${points}</small></th>`,
  )
  const heading = (said: Text) => `<th scope="col">${inWords(said)}</th>`
  return [
    '<tr>',
    heading(say('class.id')),
    heading(say('class.name')),
    `<th scope="col" class="number">${inWords(say('class.points'))}<small>${inWords(say('class.of', { points: rows[0] ? pointsOf(rows[0]).total : 0 }))}</small></th>`,
    ...items,
    heading(say('class.observations')),
    heading(say('class.recording')),
    heading(say('class.data')),
    heading(say('class.same')),
    heading(say('class.checks')),
    '</tr>',
  ].join('')
}

function tableRow(row: ComparedRow, index: number, inWords: InWords): string {
  const { id, name, items, observed, faults, same } = row
  const cell = (html: string, kind = '') => `<td${kind === '' ? '' : ` class="${kind}"`}>${html}</td>`
  const statusCell = ({ status, evidence }: ComparedRow['items'][number]) => {
    const title = `${inWords(say(`class.item.${status}`))}: ${escapeHtml(evidence)}`
    return `<td class="item ${status}" title="${title}"><span aria-label="${title}" role="img">${SIGNS[status]}</span></td>`
  }
  const gone = absence(row)
  const film = [filmText(row), stepsText(row)].map(inWords).filter((part) => part !== '')
  return [
    `<tr><th scope="row"><a href="#student-${index}">${escapeHtml(id)}</a></th>`,
    cell(escapeHtml(name ?? '')),
    cell(String(pointsOf(row).present), 'number'),
    ...items.map(statusCell),
    cell(observed === null ? '' : escapeHtml(observed.join(' ') || SIGNS.missing)),
    cell(film.join('<br>')),
    gone === null ? cell(inWords(dataText(row))) : cell(inWords(gone), 'warn'),
    cell(sameTexts(same).map(inWords).join('<br>'), 'warn'),
    cell(faults.map((check) => escapeHtml(check.id)).join(', ')),
    '</tr>',
  ].join('')
}

function details(row: ComparedRow, index: number, inWords: InWords): string {
  const { id, name, file, items, faults, link } = row
  const heading = [id, name, file].filter((part) => part !== null).join(' · ')
  const item = ({ part, points, status, asks, evidence }: ComparedRow['items'][number]) =>
    `<tr><th scope="row">${escapeHtml(part)}</th><td class="number">${points}</td><td class="${status}">${SIGNS[status]} ${inWords(say(`class.item.${status}`))}</td><td>${escapeHtml(asks)}<small>${escapeHtml(evidence)}</small></td></tr>`
  const failed = faults.map((check) => `<li>${escapeHtml(check.id)}: ${escapeHtml(check.evidence)}</li>`)
  const said = [stepsText(row), joined(sameTexts(row.same), '; ')].map(inWords).filter((part) => part !== '')
  return [
    `<details id="student-${index}"><summary>${escapeHtml(heading)}</summary>`,
    `<table><tbody>${items.map(item).join('')}</tbody></table>`,
    ...said.map((part) => `<p>${part}</p>`),
    ...(link === null ? [] : [`<p>${escapeHtml(link)}</p>`]),
    ...(failed.length === 0 ? [] : [`<p>${inWords(say('class.checks'))}</p><ul>${failed.join('')}</ul>`]),
    '</details>',
  ].join('')
}
