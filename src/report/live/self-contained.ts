import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fileWithin } from '../../data/within.ts'
import { UserError } from '../../errors.ts'
import { isFont } from '../../fonts/latin.ts'
import { CUSTOM } from '../../templates/overlay.ts'

const TYPES: Record<string, string> = {
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.otf': 'font/otf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
}

/**
 * Puts the files that a page's pictures and styles name, by their whole address, into the page itself.
 *
 * @param pictures the one folder whose files it may show; the project's fonts may be anywhere
 * @throws UserError `template` for a file that can't be read, that lies elsewhere, or that no page can hold
 */
export function selfContained(html: string, pictures: string): string {
  return html
    .replace(/(<img\b[^>]*?\ssrc=")([^"]*)(")/g, (_, before: string, url: string, after: string) =>
      [before, dataUrl(url, pictures), after].join(''),
    )
    .replace(/<style>[^]*?<\/style>/g, (style) =>
      style.replace(/\burl\(\s*(['"]?)([^'")]*)\1\s*\)/g, (_, quote: string, url: string) => {
        return `url(${quote}${dataUrl(url, pictures)}${quote})`
      }),
    )
}

/** Fonts of the project as they stand in a page, by their address: the preview puts the same ones into page after page. */
const fonts = new Map<string, string>()

function dataUrl(url: string, pictures: string): string {
  if (/^(data:|#)/i.test(url)) return url
  const type = TYPES[extname(url).toLowerCase()]
  if (type === undefined || !/^file:/i.test(url)) {
    throw new UserError(
      'template',
      `The report names ${url}, which its HTML edition can't hold: use a picture or font from a file.`,
    )
  }
  const known = fonts.get(url)
  if (known !== undefined) return known
  const ofProject = isFont(url)
  if (!fileWithin(url, pictures) && !ofProject) {
    throw new UserError(
      'template',
      `The report names ${url}, which can't be read in templates: correct its name, or put the file into templates/${CUSTOM}.`,
    )
  }
  try {
    const data = `data:${type};base64,${readFileSync(fileURLToPath(url), 'base64')}`
    if (ofProject) fonts.set(url, data)
    return data
  } catch (cause) {
    throw new UserError('template', `The report names ${url}, which can't be read: correct its name.`, { cause })
  }
}
