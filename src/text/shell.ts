/** One word for a POSIX shell; plain words stay as they are, so that commands read as one would type them. */
export const quote = (word: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`

/** A command line broken before options into lines that end with a backslash; an option with its value stays on one line. */
export function brokenLines(argv: readonly string[], columns: number): string {
  const pieces: string[] = []
  for (const word of argv.map(quote)) {
    const before = pieces.at(-1)
    if (before?.startsWith('-') && !before.includes(' ') && !word.startsWith('-'))
      pieces[pieces.length - 1] += ` ${word}`
    else pieces.push(word)
  }
  const lines: string[] = []
  for (const piece of pieces) {
    const line = lines.at(-1)
    const longer = `${line} ${piece}`
    if (line === undefined) lines.push(piece)
    // Room is left for the backslash and the blank before it.
    else if (longer.length > columns - 2) lines.push(`  ${piece}`)
    else lines[lines.length - 1] = longer
  }
  return lines.join(' \\\n')
}

/** An argument vector as a shell command line. */
export const commandLine = (argv: readonly string[]): string => argv.map(quote).join(' ')
