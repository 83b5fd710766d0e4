import createMarkdownIt, { type MarkdownIt, type Token } from 'markdown-it'
import cjkFriendly from 'markdown-it-cjk-friendly'
import { escapeHtml } from '../../templates/slots.ts'
import { beginsWide, endsWide, isMostlyWide } from '../../text/chinese.ts'
import { isOption } from './option.ts'

/** A heading of the document, in order. `text` may still hold slots. */
export interface Heading {
  level: number
  id: string
  html: string
}

/** What templates and values have in common. */
function ownMarkdown(html: boolean): MarkdownIt {
  const markdown = createMarkdownIt({ html, typographer: true, quotes: '“”‘’' })
  // `--id` and `(c)` are meant as they stand; only quotation marks are set.
  markdown.disable('replacements')
  // CommonMark ends no emphasis between a full-width mark and a letter: **準備。**目的
  markdown.use(cjkFriendly)
  markdown.renderer.rules.softbreak = (tokens, index) => (isWithinChinese(tokens, index) ? '' : '\n')
  markdown.renderer.rules.code_inline = (tokens, index) => {
    const content = tokens[index]?.content ?? ''
    return `<code${isOption(content) ? ' class="option"' : ''}>${escapeHtml(content)}</code>`
  }
  return markdown
}

/** Whether a line ends at a place where Chinese has no space, as browsers would make one of it. */
function isWithinChinese(tokens: readonly Token[], index: number): boolean {
  const before = tokens.slice(0, index).findLast(({ content }) => content !== '')?.content ?? ''
  const after = tokens.slice(index + 1).find(({ content }) => content !== '')?.content ?? ''
  if (endsWide(before) && beginsWide(after)) return true
  // Between Chinese and Latin letters the style makes the gap, in a text that is Chinese.
  return (endsWide(before) || beginsWide(after)) && isMostlyWide(tokens.map(({ content }) => content).join(''))
}

/** Markdown within a line, of values such as findings: what looks like HTML in them is text, e.g. `<not supported>`. */
export function createInlineMarkdown(): (text: string) => string {
  const markdown = ownMarkdown(false)
  return (text) => markdown.renderInline(text)
}

/** Markdown of templates to HTML. HTML in a template is meant; values never get here as text. */
export function createMarkdown(): MarkdownIt {
  const markdown = ownMarkdown(true)
  markdown.renderer.rules.table_open = () => '<div class="plain"><table>\n'
  markdown.renderer.rules.table_close = () => '</table></div>\n'
  markdown.renderer.rules.th_open = (tokens, index) => `<th scope="col"${alignment(tokens[index]?.attrGet('style'))}>`
  markdown.renderer.rules.fence = (tokens, index) =>
    `<pre><code>${escapeHtml(tokens[index]?.content ?? '')}</code></pre>\n`
  return markdown
}

function alignment(style: string | number | null | undefined): string {
  return typeof style === 'string' ? ` style="${escapeHtml(style)}"` : ''
}

/** HTML knows no lower heading. */
const LOWEST = 6

/**
 * Renders one part of the document and gives its headings ids that start with `prefix`.
 * @param below by how many levels its headings stand lower than they are written
 */
export function renderMarkdown(
  markdown: MarkdownIt,
  text: string,
  prefix: string,
  below = 0,
): { html: string; headings: Heading[] } {
  const environment = {}
  const tokens = markdown.parse(text, environment)
  const headings: Heading[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'heading_open') continue
    const level = Math.min(LOWEST, Number(token.tag.slice(1)) + below)
    const [inline, close] = [tokens[index + 1], tokens[index + 2]]
    token.tag = `h${level}`
    if (close !== undefined) close.tag = token.tag
    const id = level === 1 ? prefix : `${prefix}-${headings.length}`
    token.attrSet('id', id)
    headings.push({
      level,
      id,
      html: markdown.renderer.renderInline(inline?.children ?? [], markdown.options, environment),
    })
  }
  return { html: markdown.renderer.render(tokens, markdown.options, environment), headings }
}
