const KINDS = ['figure', 'table', 'listing'] as const
export type Kind = (typeof KINDS)[number]

/** Gives each figure, table and listing its number in the order in which they are shown. */
export class Numbering {
  readonly #shown: Record<Kind, string[]> = { figure: [], table: [], listing: [] }

  add(kind: Kind, id: string): number {
    return this.#shown[kind].push(id)
  }

  of(kind: Kind, id: string): number {
    return this.#shown[kind].indexOf(id) + 1
  }
}

export function isKind(kind: string): kind is Kind {
  return (KINDS as readonly string[]).includes(kind)
}
