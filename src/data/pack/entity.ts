/** A reference to an entity of the same graph. */
export interface Reference {
  '@id': string
}

type Value = string | number | Reference | readonly (string | Reference)[]

/** One of the things that an RO-Crate describes: a flat object of JSON-LD. */
export interface Entity {
  '@id': string
  '@type': string
  [property: string]: Value
}

export const to = (id: string): Reference => ({ '@id': id })

/** Without what is not known. */
export const known = <T>(properties: Record<string, T | null | undefined>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, value]],
    ),
  )

/** In the one form of ISO 8601 that validators of RO-Crates take. */
export const moment = (time: string): string => new Date(time).toISOString().replace('Z', '+00:00')
