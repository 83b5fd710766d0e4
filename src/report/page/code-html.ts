import { escapeHtml } from '../../templates/slots.ts'
import { piecesOf } from './code-seams.ts'

/** A longer piece may be wider than its column, and is parted where it has to be. */
const LONGEST_WHOLE = 32

/**
 * Code for tables and narrow columns. At the end of a line it is parted at its spaces and seams only: `ubuntu.qcow2`, `-enable-kvm`
 * and `virtio-net-pci` stay whole.
 */
export function codeHtml(code: string): string {
  // Spaces and ends of lines stay as they are: a listing has them.
  const words = code.split(/(\s+)/).map((part) => (part.trim() === '' ? part : wordHtml(part, escapeHtml)))
  return `<code class="token">${words.join('')}</code>`
}

/** @param shown a piece as HTML */
const wordHtml = (word: string, shown: (piece: string) => string): string =>
  piecesOf(word)
    .map((piece) => wholePiece(piece, shown(piece)))
    .join('<wbr>')

/** The same of code that is HTML already, within prose. */
export const proseCodeHtml = (code: string): string =>
  code
    .split(/(\s+)/)
    .map((word) => wordHtml(word, (piece) => piece))
    .join('')

/** Browsers part a word at signs such as hyphens and brackets; letters, digits, dots and underscores they leave together. */
const NEVER_PARTED = /^[\w.]*[,:=/]?$/

const wholePiece = (piece: string, html: string): string =>
  piece.trim() === '' || NEVER_PARTED.test(piece) || piece.length > LONGEST_WHOLE
    ? html
    : `<span class="option">${html}</span>`
