/**
 * JSON for what must come back as it was, phrases included, which JSON leaves out like much else: whatever it would change is
 * an error instead.
 */

/** Before the key of a phrase, and before a string that begins with one of the two: what no other text has. */
const PHRASE = '\u{F0003}'
const STRING = '\u{F0004}'

/** @throws Error where the value holds anything that would not come back the same */
export function toExactJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key) {
    // As it is: what `replacer` is given of a date is a text already.
    const one = this[key]
    switch (typeof one) {
      case 'symbol': {
        const written = Symbol.keyFor(one)
        if (written !== undefined) return PHRASE + written
        break
      }
      case 'string':
        return one.startsWith(PHRASE) || one.startsWith(STRING) ? STRING + one : one
      case 'number':
        if (Number.isFinite(one) && !Object.is(one, -0)) return one
        break
      case 'boolean':
        return one
      case 'object':
        if (one === null || Array.isArray(one) || Object.getPrototypeOf(one) === Object.prototype) return one
        break
      case 'undefined':
      case 'bigint':
      case 'function':
        break
    }
    throw new Error(`JSON does not hold ${String(one)}, the value of “${key}”`)
  })
}

/** What was written, without a check. @throws Error where it is no JSON */
export function fromExactJson(json: string): unknown {
  const parsed: unknown = JSON.parse(json)
  // Most of what is kept are numbers by the thousand.
  return json.includes(PHRASE) || json.includes(STRING) ? restored(parsed) : parsed
}

/** In place: what was just parsed is nobody else's. */
function restored(value: unknown): unknown {
  if (typeof value === 'string') {
    if (value.startsWith(PHRASE)) return Symbol.for(value.slice(PHRASE.length))
    return value.startsWith(STRING) ? value.slice(STRING.length) : value
  }
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) if (typeof one !== 'number') value[index] = restored(one)
  } else if (typeof value === 'object' && value !== null) {
    const object = value as Record<string, unknown>
    for (const key of Object.keys(object)) {
      const one = object[key]
      if (typeof one === 'string' || typeof one === 'object') object[key] = restored(one)
    }
  }
  return value
}
