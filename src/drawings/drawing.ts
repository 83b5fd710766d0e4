import { COLOURS, SMALL_SIZE, TEXT_SIZE } from '../charts/theme.ts'
import type { Text } from '../text/phrase.ts'

export const DRAWINGS = ['architecture', 'precopy', 'colo'] as const
export type DrawingId = (typeof DRAWINGS)[number]

export type Point = readonly [x: number, y: number]

export interface Box {
  kind: 'box'
  left: number
  top: number
  right: number
  bottom: number
  fill: string
  stroke: string
  dashed: boolean
}

export interface Line {
  kind: 'line'
  points: readonly Point[]
  colour: string
  width: number
  dashed: boolean
  /** With a head at its last point. */
  arrow: boolean
}

export interface Label {
  kind: 'text'
  x: number
  /** Of the line on which the letters stand. */
  y: number
  text: Text
  size: number
  bold: boolean
  colour: string
  anchor: 'start' | 'middle' | 'end'
  /** Width that it has at most, px: nothing measures it when it is drawn, a test does. */
  room: number
}

export type Shape = Box | Line | Label

/** A figure that shows how something is built; it needs no samples and is there without any. */
export interface Drawing {
  height: number
  shapes: readonly Shape[]
  /** Where its figures come from, sentences that end the caption; empty where it has none. */
  source: Text
  /** Alternative text: what a reader who can't see the drawing needs to know. */
  description: Text
}

/** Thin lines are as wide as the axes of the charts, thick ones as their summaries. */
export const THIN = 0.7
export const THICK = 1.6

/** A box from its left upper to its right lower corner. */
export function box(
  [left, top]: Point,
  [right, bottom]: Point,
  { fill = 'none', stroke = COLOURS.quiet, dashed = false }: Partial<Pick<Box, 'fill' | 'stroke' | 'dashed'>> = {},
): Box {
  return { kind: 'box', left, top, right, bottom, fill, stroke, dashed }
}

/** A line through points. */
export function line(
  points: readonly Point[],
  { colour = COLOURS.quiet, width = THIN, dashed = false, arrow = false }: Partial<Omit<Line, 'kind' | 'points'>> = {},
): Line {
  return { kind: 'line', points, colour, width, dashed, arrow }
}

/** A line with a head at its last point. */
export function arrow(points: readonly Point[], look: Partial<Omit<Line, 'kind' | 'points' | 'arrow'>> = {}): Line {
  return line(points, { ...look, arrow: true })
}

/** What a thing is called. */
export function name(text: Text, [x, y]: Point, room: number, anchor: Label['anchor'] = 'start'): Label {
  return { kind: 'text', x, y, text, room, anchor, size: TEXT_SIZE, bold: true, colour: COLOURS.ink }
}

/** What is said of it. */
export function note(
  text: Text,
  [x, y]: Point,
  room: number,
  anchor: Label['anchor'] = 'start',
  colour: string = COLOURS.ink,
): Label {
  return { kind: 'text', x, y, text, room, anchor, size: SMALL_SIZE, bold: false, colour }
}
