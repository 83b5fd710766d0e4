/** The names of a record, or of whichever of several. */
export type Keys<T> = T extends unknown ? Extract<keyof T, string> : never

/** The names of a record that has no others than its type says, in their order. */
export const namesOf = <T extends object>(record: T): readonly Keys<T>[] => Object.keys(record) as Keys<T>[]
