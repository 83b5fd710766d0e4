/** Where code may go on in the next line: after `,` `:` `=` and after a `/` that is within a path, but not within `://`. */
const SEAM = /(?<=[^\s,/:=][,:=])(?=[^\s,:=])(?!\/\/)|(?<=[^\s,/:=]\/)(?=[^\s,/:=])/

/** The pieces of code between which a line may end. Escaped for HTML it has the same seams. */
export const piecesOf = (code: string): string[] => code.split(SEAM)
