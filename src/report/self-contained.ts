import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UserError } from '../errors.ts'

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
 * @throws UserError `template` for a file that can't be read or that no page can hold
 */
export function selfContained(html: string): string {
  return html
    .replace(/(<img\b[^>]*?\ssrc=")([^"]*)(")/g, (_, before: string, url: string, after: string) =>
      [before, dataUrl(url), after].join(''),
    )
    .replace(/<style>[^]*?<\/style>/g, (style) =>
      style.replace(/\burl\(\s*(['"]?)([^'")]*)\1\s*\)/g, (_, quote: string, url: string) => {
        return `url(${quote}${dataUrl(url)}${quote})`
      }),
    )
}

function dataUrl(url: string): string {
  if (/^(data:|#)/i.test(url)) return url
  const type = TYPES[extname(url).toLowerCase()]
  if (type === undefined || !/^file:/i.test(url)) {
    throw new UserError(
      'template',
      `The report names ${url}, which its HTML edition can't hold: use a picture or font from a file.`,
    )
  }
  try {
    return `data:${type};base64,${readFileSync(fileURLToPath(url), 'base64')}`
  } catch (cause) {
    throw new UserError('template', `The report names ${url}, which can't be read: correct its name.`, { cause })
  }
}
