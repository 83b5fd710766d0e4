/** `B, C or D`: what may be chosen, in a message of the command line. */
export const alternatives = (choices: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(choices)
