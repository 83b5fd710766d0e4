/** One word for a POSIX shell; plain words stay as they are, so that commands read as one would type them. */
export const quote = (word: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`

/** An argument vector as a shell command line. */
export const commandLine = (argv: readonly string[]): string => argv.map(quote).join(' ')
