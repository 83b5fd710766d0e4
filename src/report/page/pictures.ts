import { lstatSync } from 'node:fs'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fileWithin, isWithin } from '../../data/within.ts'
import { UserError } from '../../errors.ts'
import { CUSTOM } from '../../templates/overlay.ts'
import { escapeHtml } from '../../templates/slots.ts'

/**
 * Gives pictures that a template names by a relative path their address: from `custom/` or, where it isn't there, from
 * the folder of the templates itself. Not by a `<base>`, which would lead the links within the page elsewhere.
 *
 * @param folder of the templates
 * @throws UserError `template` for a picture that isn't there, or that lies outside the folder
 */
export function placedPictures(html: string, folder: string): string {
  return html
    .replace(
      /(<img\b[^>]*?\ssrc\s*=\s*)("[^"]*"|'[^']*')/gi,
      (_, before: string, quoted: string) =>
        `${before}"${escapeHtml(address(quoted.slice(1, -1).replaceAll('&amp;', '&'), folder))}"`,
    )
    .replace(/<style\b[^>]*>[^]*?<\/style>/gi, (style) => placedInStyle(style, folder))
}

/** The same for what a style sheet names. */
export function placedInStyle(style: string, folder: string): string {
  return style.replace(
    /\burl\(\s*(['"]?)([^'")]*)\1\s*\)/g,
    (_, quote: string, url: string) => `url(${quote}${address(url.trim(), folder)}${quote})`,
  )
}

function address(url: string, folder: string): string {
  if (/^file:/i.test(url) && !fileWithin(url, folder)) throw outside(url)
  // Within the page, a whole address, or one of another host, which the print refuses by name.
  if (/^(#|\/\/|[a-z][a-z0-9+.-]+:)/i.test(url)) return url
  const found = plainFile(url, join(folder, CUSTOM), folder) ?? plainFile(url, folder, folder)
  if (found === null) {
    throw new UserError(
      'template',
      `The report names ${url}, which can't be read: correct its name, or put the file into templates/${CUSTOM}.`,
    )
  }
  // What a path may hold but an attribute or a url() may not.
  return pathToFileURL(found).href.replace(/['()&]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)
}

function plainFile(url: string, root: string, folder: string): string | null {
  let file: string
  try {
    file = resolve(root, decodeURIComponent(url))
  } catch {
    return null
  }
  const inside = relative(folder, file)
  if (isAbsolute(inside) || inside.startsWith('..')) throw outside(url)
  let isFile: boolean
  try {
    isFile = lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? false
  } catch {
    return null
  }
  if (!isFile) return null
  // A folder on the way may be a link.
  if (!isWithin(file, folder)) throw outside(url)
  return file
}

const outside = (url: string) =>
  new UserError(
    'template',
    `The report names ${url}, which lies outside of templates: put the file into templates/${CUSTOM}.`,
  )
