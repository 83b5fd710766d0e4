import type { Interval } from '../statistics/interval.ts'
import { type Phrase, say, type Text, text } from './phrase.ts'

/** Between number and unit, where no line may break. */
const NO_BREAK_SPACE = '\u00a0'

function decimalsFor(value: number, significantDigits: number): number {
  if (value === 0) return 0
  // toExponential rounds first: 9.996 with three digits is 10.0, not 10.00.
  const exponent = Number(value.toExponential(significantDigits - 1).split('e')[1])
  return Math.max(0, significantDigits - 1 - exponent)
}

function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} can't be printed as a number`)
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.')
  // Commas, as the page's fonts have no narrow no-break space, and a line may break at their thin one.
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`
  return value < 0 && /[1-9]/.test(digits) ? `\u2212${digits}` : digits
}

/**
 * A number with at least the given significant digits; digits before the point are never rounded away.
 * @throws RangeError for NaN and infinity
 */
export function formatNumber(value: number, significantDigits = 3): string {
  return fixed(value, decimalsFor(value, significantDigits))
}

/**
 * `8.7 to 9.6`, both ends with the same number of decimals.
 * @param distinctFrom decimals are added until neither end looks like this value, unless it is this value
 */
export function formatInterval({ low, high }: Interval, significantDigits = 3, distinctFrom?: number): Phrase {
  let decimals = Math.min(decimalsFor(low, significantDigits), decimalsFor(high, significantDigits) + 2)
  if (low === 0) decimals = decimalsFor(high, significantDigits)
  if (distinctFrom !== undefined) {
    const looksLike = (end: number): boolean => end !== distinctFrom && Number(end.toFixed(decimals)) === distinctFrom
    while (decimals < 6 && (looksLike(low) || looksLike(high))) decimals += 1
  }
  return say('range', { low: fixed(low, decimals), high: fixed(high, decimals) })
}

/** A number with its unit, e.g. `527 Mbit/s`; a unit of nothing is left out. */
export function formatQuantity(value: number, unit: string, significantDigits?: number): string
export function formatQuantity(value: number, unit: Text, significantDigits?: number): Text
export function formatQuantity(value: number, unit: Text, significantDigits = 3): Text {
  const number = formatNumber(value, significantDigits)
  return unit === '' ? number : text`${number}${NO_BREAK_SPACE}${unit}`
}

const BYTE_UNITS = [say('unit.bytes'), 'KiB', 'MiB', 'GiB'] as const

/** How many times as much, e.g. `2.38×`: each end of a range has its sign. */
export const formatFactor = (factor: number): Phrase => say('factor', { factor: formatNumber(factor) })

/** Bytes in binary units, as QEMU counts memory. */
export function formatBytes(bytes: number): Text {
  const step = bytes < 1024 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log2(bytes) / 10))
  return formatQuantity(bytes / 1024 ** step, BYTE_UNITS[step] ?? BYTE_UNITS[0])
}

/** Bits a second in decimal units, as iperf3 counts them. */
export function formatBitrate(bitsPerSecond: number): string {
  if (bitsPerSecond >= 1e9) return formatQuantity(bitsPerSecond / 1e9, 'Gbit/s')
  if (bitsPerSecond >= 1e6) return formatQuantity(bitsPerSecond / 1e6, 'Mbit/s')
  return formatQuantity(bitsPerSecond / 1e3, 'kbit/s')
}

/** A whole number, e.g. of trials. @throws RangeError for anything else */
export function formatWhole(value: number): string {
  if (!Number.isInteger(value)) throw new RangeError(`${value} is no whole number`)
  return fixed(value, 0)
}

/** What is counted in sentences. */
type Counted =
  | 'block'
  | 'boot'
  | 'failover'
  | 'round'
  | 'line'
  | 'migration'
  | 'record'
  | 'ping'
  | 'processor'
  | 'sample'
  | 'trial'
  | 'window'

/** A whole count with its noun: `1 boot`, `3 boots`. */
export function formatCount(count: number, noun: Counted): Phrase {
  return say(`count.${noun}`, { count: formatWhole(count) })
}

/** What stands in the place of a figure that does not exist. */
export const NOT_MEASURED = say('not-measured')

/** Applies a format where there is a value, and says so where there is none. */
export function orNotMeasured(value: number | null, format: (value: number) => Text): Text {
  return value === null ? NOT_MEASURED : format(value)
}
