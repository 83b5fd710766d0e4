import { COLUMN_WIDTH } from '../../charts/theme.ts'
import { escapeHtml } from '../../templates/slots.ts'

/** Texts of figures are at least so large on a screen, px. */
const LEAST_TEXT = 12

/** A table may be wider than a phone. */
const TABLE = /<div class="([^"]*)"([^>]*)>(?=\s*<table\b)/g
const FIGURE =
  /(<div class="float figure"[^>]*>\s*)(<svg\b[^]*?<\/svg>)(?=\s*(?:<p class="caption"[^>]*><b>([^<]*?)\.?<\/b>)?)/g

/**
 * What is wider than the screen scrolls in a box of its own, its caption does not. Boxes have a name and can be reached by
 * the keyboard.
 *
 * @param table what a table without a caption is called
 */
export function boxed(html: string, table: string): string {
  return html
    .replace(TABLE, (_, names: string, others: string, offset: number) => {
      const label = captionBefore(html, offset) ?? escapeHtml(table)
      return `<div class="${names}"${others} ${box(label)}>`
    })
    .replace(
      FIGURE,
      (_, start: string, svg: string, label: string | undefined) =>
        `${start}<div class="chart" ${box(label ?? '')} style="--least:${leastWidth(svg)}px">${svg}</div>`,
    )
}

const box = (label: string) => `data-box tabindex="0" role="group" aria-label="${label.replaceAll('"', '&quot;')}"`

/** “Table 3” where the caption of that table ends right here. */
function captionBefore(html: string, offset: number): string | null {
  if (!/<\/p>\s*$/.test(html.slice(Math.max(0, offset - 8), offset))) return null
  const start = html.lastIndexOf('<p class="caption"', offset)
  const caption = start < 0 ? '' : html.slice(start, offset)
  const ends = caption.indexOf('</p>')
  if (ends < 0 || caption.slice(ends + '</p>'.length).trim() !== '') return null
  return /<b>([^<]*?)\.?<\/b>/.exec(caption)?.[1] ?? null
}

/** Width at which the smallest text of a figure can be read. */
function leastWidth(svg: string): number {
  const sizes = [...svg.matchAll(/ font-size="([\d.]+)(?:px)?"/g)].map(([, size]) => Number(size))
  const smallest = sizes.length === 0 ? LEAST_TEXT : Math.min(...sizes)
  return Math.ceil((COLUMN_WIDTH * LEAST_TEXT) / Math.min(LEAST_TEXT, smallest))
}
