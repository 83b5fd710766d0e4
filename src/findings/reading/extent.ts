import type { Text } from '../../text/phrase.ts'

/** One number that a raw file holds, in the unit that its name carries. */
export interface Value {
  /** Without the program. */
  metric: string
  value: number
  file: string
}

/** What a sample tells about its own size, to which counts are related. */
export interface Extent {
  values: Value[]
  /** The program's own time, where it says so. */
  elapsedMs: number | null
  operations: number | null
  megabytes: number | null
  /** Datagrams received. */
  datagrams: number | null
  /** The time in which those were carried, as iperf measured it. */
  seconds: number | null
  /** Metrics for which there is a count that can't stand for them, and why. */
  unused?: { metric: string; reason: Text }[]
  /** What perf says that it ran, or which benchmark it was. */
  command?: string
  /** The client was stopped before the test's end, and what it sent was not counted at the other side. */
  stopped?: true
  /** Throughput over the test's time, as the client counted it. */
  intervals?: { fromS: number; toS: number; bitsPerSecond: number }[]
}

/** A raw file as it lies in the run, or as it was given to be imported. */
export interface Raw {
  text: string
  file: string
}

/** Opens the raw file of a role. @throws ParseError where there is none */
export type Open = (role: string) => Raw

/** What only values say. */
export const valuesOnly = (values: Value[]): Extent => ({
  values,
  elapsedMs: null,
  operations: null,
  megabytes: null,
  datagrams: null,
  seconds: null,
})
