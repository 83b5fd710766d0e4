/** A string, which is left alone, or a reference to an object. */
const STRING_OR_REFERENCE = /\((?:\\[^]|[^\\()])*\)|\b(\d+) 0 R\b/g

/**
 * Gives objects numbers from 1 without gaps, in their order: each gap, and each number out of its order, costs bytes in the
 * table of a file.
 *
 * @returns the objects, and what gives the new number of an old one
 */
export function renumbered(objects: ReadonlyMap<number, string>): {
  objects: [number, string][]
  numberOf: (old: number) => number
} {
  const numbers = [...objects.keys()].sort((a, b) => a - b)
  const places = new Map(numbers.map((number, index) => [number, index + 1]))
  // Of an object that is not there, which is the same as none.
  const numberOf = (old: number) => places.get(old) ?? numbers.length + 1
  const moved = (text: string) =>
    text.replace(STRING_OR_REFERENCE, (found, number?: string) =>
      number === undefined ? found : `${numberOf(Number(number))} 0 R`,
    )
  return {
    numberOf,
    objects: numbers.map((number) => {
      const object = objects.get(number) ?? ''
      // What stands in a stream is none of our business.
      const end = object.endsWith('endstream') ? object.indexOf('stream\n') : object.length
      return [numberOf(number), moved(object.slice(0, end)) + object.slice(end)]
    }),
  }
}
