/** The same function, which makes something of an object once, for as long as that is there. */
export function rememberByObject<K extends WeakKey, V extends NonNullable<unknown>>(
  make: (key: K) => V,
): (key: K) => V {
  return remembering(new WeakMap<K, V>(), make)
}

/** The same function, which makes something of a text or a number once a process: for few of them. */
export function rememberByKey<K extends string | number, V extends NonNullable<unknown>>(
  make: (key: K) => V,
): (key: K) => V {
  return remembering(new Map<K, V>(), make)
}

function remembering<K, V extends NonNullable<unknown>>(
  known: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  make: (key: K) => V,
): (key: K) => V {
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const made = make(key)
    known.set(key, made)
    return made
  }
}
