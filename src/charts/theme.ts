import type { Config } from 'vega-lite'
import type { Configuration } from '../data/schema.ts'

/** Width of a column of text on the page, px at 96 a inch: 144 mm. */
export const COLUMN_WIDTH = 544

/** Quoted, as a name with a number in it must be in CSS. */
export const FONT = "'Source Sans 3'"
/** With the font of what that one lacks behind it: it sets the numbers of every language alike. */
export const CHINESE_FONT = `${FONT}, 'Noto Sans TC'`
/** px of the page, 96 an inch: no text of a chart is smaller than 7.5 pt. */
export const TEXT_SIZE = 10.5
export const SMALL_SIZE = 10

/** Okabe and Ito's colours, which colour-blind readers can tell apart: https://jfly.uni-koeln.de/color/ */
export const COLOURS = {
  blue: '#0072B2',
  vermilion: '#D55E00',
  green: '#009E73',
  orange: '#E69F00',
  sky: '#56B4E9',
  purple: '#CC79A7',
  ink: '#1a1a1a',
  quiet: '#5c5c5c',
  line: '#b9b9b9',
  hair: '#e4e4e4',
  band: '#efede6',
  stop: '#cfcabb',
} as const

/** A configuration looks the same in every figure; its shape says what its colour says. */
export const MARKS: Record<Configuration, { colour: string; shape: string }> = {
  kvm: { colour: COLOURS.blue, shape: 'circle' },
  virtio: { colour: COLOURS.blue, shape: 'circle' },
  tcg: { colour: COLOURS.vermilion, shape: 'square' },
  e1000: { colour: COLOURS.vermilion, shape: 'square' },
  host: { colour: COLOURS.quiet, shape: 'diamond' },
  'kvm-control': { colour: COLOURS.green, shape: 'triangle-up' },
  'virtio-control': { colour: COLOURS.green, shape: 'triangle-up' },
  precopy: { colour: COLOURS.blue, shape: 'circle' },
  raised: { colour: COLOURS.orange, shape: 'square' },
  'auto-converge': { colour: COLOURS.green, shape: 'diamond' },
  xbzrle: { colour: COLOURS.vermilion, shape: 'triangle-up' },
  'multifd-plain': { colour: COLOURS.quiet, shape: 'triangle-down' },
  'multifd-zstd': { colour: COLOURS.ink, shape: 'triangle-down' },
  postcopy: { colour: COLOURS.ink, shape: 'cross' },
  'postcopy-preempt': { colour: COLOURS.quiet, shape: 'cross' },
  'dirty-limit': { colour: COLOURS.green, shape: 'square' },
  'zero-none': { colour: COLOURS.sky, shape: 'triangle-down' },
  'zero-legacy': { colour: COLOURS.purple, shape: 'triangle-down' },
  'zero-multifd': { colour: COLOURS.orange, shape: 'triangle-down' },
  colo: { colour: COLOURS.blue, shape: 'circle' },
  unprotected: { colour: COLOURS.vermilion, shape: 'square' },
  'secondary-killed': { colour: COLOURS.quiet, shape: 'circle' },
  'host-killed': { colour: COLOURS.quiet, shape: 'square' },
  'cable-pulled': { colour: COLOURS.ink, shape: 'cross' },
  'disk-full': { colour: COLOURS.quiet, shape: 'cross' },
}

/** Charts use fill and stroke opacity only: plain opacity makes an object of its own in the PDF for every mark. */
const WARMUP = '#9a9a9a'

/** How a sample looks: filled in its configuration's colour and shape, or hollow and grey where it is a warm-up. */
export function markOf({ warmup }: { warmup: boolean }, { configuration }: { configuration: Configuration }) {
  const { colour, shape } = MARKS[configuration]
  return { shape, fill: warmup ? 'transparent' : colour, stroke: warmup ? WARMUP : 'transparent' }
}

/** Encodings that take the fields of `markOf` as they are. */
export const BY_MARK = {
  shape: { field: 'shape', type: 'nominal', scale: null },
  fill: { field: 'fill', type: 'nominal', scale: null },
  stroke: { field: 'stroke', type: 'nominal', scale: null },
} as const

/** The inside of a mark of what is not claimed: a bar must not show through. */
export const HOLLOW = '#ffffff'

export const CONFIG: Config = {
  aria: false,
  background: 'transparent',
  padding: 1,
  font: FONT,
  view: { stroke: null },
  concat: { spacing: 14 },
  title: {
    font: FONT,
    fontSize: TEXT_SIZE,
    fontWeight: 600,
    color: COLOURS.ink,
    anchor: 'start',
    frame: 'group',
    offset: 5,
  },
  axis: {
    labelFont: FONT,
    labelFontSize: SMALL_SIZE,
    labelColor: COLOURS.quiet,
    titleFont: FONT,
    titleFontSize: SMALL_SIZE,
    titleFontWeight: 400,
    titleColor: COLOURS.quiet,
    titlePadding: 4,
    domainColor: COLOURS.line,
    domainWidth: 0.7,
    tickColor: COLOURS.line,
    tickWidth: 0.7,
    tickSize: 3,
    gridColor: COLOURS.hair,
    gridWidth: 0.6,
    labelPadding: 3,
  },
  point: { opacity: 1 },
  tick: { opacity: 1 },
  text: { font: FONT, fontSize: SMALL_SIZE, color: COLOURS.ink },
}
