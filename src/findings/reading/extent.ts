/** One number that a raw file holds, in the unit that its name carries. */
export interface Value {
  /** Without the probe. */
  metric: string
  value: number
  file: string
}

/** What a sample tells about its own size, to which counts are related. */
export interface Extent {
  values: Value[]
  operations: number | null
  megabytes: number | null
  /** Datagrams received. */
  datagrams: number | null
}
