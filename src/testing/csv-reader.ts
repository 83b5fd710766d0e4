/** For tests: the rows of a text as RFC 4180 has it, its guards against formulas taken away. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain = '', end = ''] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy)) {
    row.push((quoted?.replaceAll('""', '"') ?? plain).replace(/^'/, ''))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}

/** The same as objects, by the first line. */
export function readRecords(text: string): Record<string, string>[] {
  const [headings = [], ...rows] = readCsv(text)
  return rows.map((row) => Object.fromEntries(headings.map((heading, column) => [heading, row[column] ?? ''])))
}
