import { median } from 'simple-statistics'

/** A value at a time, seconds after the `migrate` command, on the lab's clock. */
export interface Point {
  s: number
  value: number
}

export interface Phase {
  name: 'baseline' | 'setup' | 'copying' | 'stop-and-copy' | 'after'
  fromS: number
  toS: number
}

/** Of one event, the intervals of `perf stat -I` that lie wholly within a window. */
export interface Window {
  count: number
  seconds: number
  /** Median over the intervals; for what comes in bursts, count / seconds says more. */
  medianPerSecond: number
}

/** The windows in which the VM runs; null where no interval lies wholly within. */
export type WindowRates = Record<'baseline' | 'copying' | 'after', Window | null>

/** A value that holds for an interval, in seconds after `migrate`: a rate per second, or bits per second. */
export interface TimedValue {
  fromS: number
  toS: number
  value: number
}

/** The intervals that lie wholly within a phase: one that reaches over its edge belongs to neither side. */
export function within<T extends Span>(intervals: readonly T[], phases: readonly Phase[], name: Phase['name']): T[] {
  const phase = phases.find((candidate) => candidate.name === name)
  return phase ? intervals.filter(({ fromS, toS }) => fromS >= phase.fromS && toS <= phase.toS) : []
}

/** The median over the intervals within a phase; null where there is none. */
export function medianWithin(
  intervals: readonly TimedValue[],
  phases: readonly Phase[],
  name: Phase['name'],
): number | null {
  const inside = within(intervals, phases, name)
  return inside.length === 0 ? null : median(inside.map(({ value }) => value))
}

function windowOf(inside: readonly TimedValue[]): Window | null {
  if (inside.length === 0) return null
  return {
    count: Math.round(inside.reduce((sum, { fromS, toS, value }) => sum + value * (toS - fromS), 0)),
    seconds: inside.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0),
    medianPerSecond: median(inside.map(({ value }) => value)),
  }
}

/** A stretch of time, seconds after `migrate`. */
export type Span = Pick<Phase, 'fromS' | 'toS'>

/**
 * The mean over the intervals within a phase, each by its length; null where there is none. A stream that comes in
 * bursts has a median of 0 in short intervals, though it flows.
 */
export const meanWithin = (
  intervals: readonly TimedValue[],
  phases: readonly Phase[],
  name: Phase['name'],
): number | null =>
  meanOver(
    intervals,
    phases.filter((phase) => phase.name === name),
  )

/** The same over the intervals that lie wholly within one of the spans. */
export function meanOver(intervals: readonly TimedValue[], spans: readonly Span[]): number | null {
  const inside = intervals.filter((one) => spans.some(({ fromS, toS }) => one.fromS >= fromS && one.toS <= toS))
  const seconds = inside.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0)
  return seconds === 0 ? null : inside.reduce((sum, { fromS, toS, value }) => sum + value * (toS - fromS), 0) / seconds
}

/** What was counted of one event in the three windows in which the VM runs. */
export function windowRates(intervals: readonly TimedValue[], phases: readonly Phase[]): WindowRates {
  return {
    baseline: windowOf(within(intervals, phases, 'baseline')),
    copying: windowOf(within(intervals, phases, 'copying')),
    after: windowOf(within(intervals, phases, 'after')),
  }
}

/** Mean rate of a window, per second. */
export const meanPerSecond = ({ count, seconds }: Window): number => count / seconds

/** The values at the middle of their intervals. */
export const pointsOf = (intervals: readonly TimedValue[]): Point[] =>
  intervals.map(({ fromS, toS, value }) => ({ s: (fromS + toS) / 2, value }))
