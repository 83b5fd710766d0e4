import { UserError } from '../../errors.ts'
import { firstTrace } from '../../inspection/traces.ts'
import type { PdfObjects } from './pdf-objects.ts'

/**
 * Refuses a printed page in which a value is missing, or whose links or bookmarks lead nowhere or to this computer.
 * Takes a few milliseconds, as it reads what the render has at hand; `npm run check` reads the file itself.
 *
 * @throws UserError `check` that says where
 */
export function assertSound(html: string, printed: PdfObjects, bookmarks: readonly string[]): void {
  const trace = firstTrace([visibleText(html), drawnNumbers(html)])
  if (trace !== null) {
    throw new UserError(
      'check',
      `The report would print “${trace.found}” (“…${trace.around}…”): a value is missing there; ` +
        'correct the template or the data.',
    )
  }
  const ids = new Set(Array.from(html.matchAll(/\sid="([^"]*)"/g), ([, id]) => id))
  const target = Array.from(html.matchAll(/\shref="#([^"]*)"/g), ([, id = '']) => id).find((id) => !ids.has(id))
  if (target !== undefined) {
    throw new UserError(
      'check',
      `A link of the report leads to “#${target}”, which is nowhere in it: correct the template.`,
    )
  }
  const targets = [...printed.links().values()]
  const address = targets.find((one) => !/^(#|https?:\/\/|mailto:)/i.test(one))
  if (address !== undefined) {
    throw new UserError(
      'check',
      `A link of the report leads to ${address}, which nobody else can open: give it an address that starts with https://.`,
    )
  }
  const places = printed.destinationPages()
  const lost = targets.find((one) => one.startsWith('#') && !places.has(one.slice(1)))?.slice(1)
  const usable = printed.outline().filter((item) => /\/(?:Dest|A) /.test(printed.get(item))).length
  if (lost === undefined && usable === bookmarks.length) return
  throw new UserError(
    'check',
    lost === undefined
      ? `The browser made ${usable} bookmarks for ${bookmarks.length} headings: ` +
          'name another browser with PUPPETEER_EXECUTABLE_PATH.'
      : `The browser gave the link to “#${lost}” no place in the PDF: see that what it leads to is printed.`,
  )
}

const visibleText = (html: string) => html.replace(/<style>[^]*?<\/style>/g, '').replace(/<[^>]*>/g, ' ')

/** The attributes of drawings, where a missing number draws nothing or in the wrong place. */
const drawnNumbers = (html: string) => Array.from(html.matchAll(DRAWN), ([, value]) => value).join(' ')

const DRAWN = /\s(?:d|x|y|cx|cy|r|width|height|transform)="([^"]*NaN[^"]*)"/g
