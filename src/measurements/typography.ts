/** Of what the characters that no tool prints were made by an editor, a messenger or a web page. */
const MADE_OF: readonly (readonly [string, RegExp])[] = [
  ['', /[\u00ad\u200b-\u200f\u2060\ufeff]/g],
  ["'", /[\u2018-\u201b\u2032]|&#0?39;|&apos;/g],
  ['"', /[\u201c-\u201f\u2033]|&quot;/g],
  ['-', /[\u2010-\u2015\u2212]/g],
  ['...', /\u2026/g],
  ['+-', /\u00b1/g],
  ['<', /&lt;/g],
  ['>', /&gt;/g],
  // of Markdown
  ['', /\\(?=[[\]_#*<>+.`~|-])/g],
]

/** In some languages one of these sets thousands apart, which must be seen. */
const SPACE = /(?<!\d)[\u00a0\u2000-\u200a\u202f]|[\u00a0\u2000-\u200a\u202f](?!\d{3}(?!\d))|\u3000/g

/** Wide letters, digits and signs, as they are typed between Chinese ones. */
const WIDE = /[\uff01-\uff5e]/g
const WIDER_BY = 0xfee0

/** Columns that `perf stat -x` was told to set apart by tabs. */
const TABBED = /^(\s*\d+\.\d+\t)?[^\t]+\t[^\t]*\t[A-Za-z_][^\t]*\t(\d+\.\d+%\t)?\d+\t/

/**
 * A line in the characters that tools print: without curly quotes, dashes, fixed spaces, wide digits and marks that
 * are not to be seen, and with spaces for tabs. What stands between the thousands of a number stays.
 */
export function plainTypography(line: string): string {
  const spaced = line.includes('\t') && !TABBED.test(line) ? line.replaceAll('\t', '  ') : line
  if (!/[^\t -~]|[\\&]/.test(spaced)) return spaced
  return MADE_OF.reduce((text, [plain, made]) => text.replace(made, plain), spaced)
    .replace(SPACE, ' ')
    .replace(WIDE, (wide) => String.fromCharCode(wide.charCodeAt(0) - WIDER_BY))
}
