/** What a script printed as lines of `name=value`; other lines are passed over. */
export const namedValues = (text: string): Map<string, string> =>
  new Map(
    text
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => {
        const at = line.indexOf('=')
        return [line.slice(0, at), line.slice(at + 1).trim()]
      }),
  )
