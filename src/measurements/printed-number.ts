import { say, type Text } from '../text/phrase.ts'
import { decimal, type Line, ParseError } from './parse-error.ts'

const COUNT = /^(\d+|\d{1,3}(,\d{3})+)$/
const DECIMAL = /^\d+\.\d+$|^\d+$/
const GROUPED = /^\d{1,3}(,\d{3})+(\.\d+)?$/

/** A whole number, with or without commas between thousands. A point may be a separator too, so it is refused. */
export function printedCount(text: string, file: string, { number }: Line, what: Text): number {
  const value = COUNT.test(text) ? Number(text.replaceAll(',', '')) : NaN
  if (!Number.isSafeInteger(value))
    throw new ParseError(file, number, say('expected.as-a-printed-whole-number', { what }), text)
  return value
}

/** A number with a decimal point. A comma is refused, unless `grouped` says that thousands may be set apart by it. */
export function printedDecimal(text: string, file: string, { number }: Line, what: Text, grouped = false): number {
  const plain = grouped && GROUPED.test(text) ? text.replaceAll(',', '') : text
  if (!DECIMAL.test(plain)) throw new ParseError(file, number, say('expected.with-a-decimal-point', { what }), text)
  return decimal(plain, file, number, what)
}

const SIZES: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 }
const RATES: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, G: 1e9, T: 1e12 }

/** Bytes of `2.84 GBytes`. Both iperf count sizes in steps of 1024. */
export function iperfBytes(value: string, unit: string, file: string, line: Line): number {
  const [, prefix = ''] = /^([KMGT]?)Bytes$/.exec(unit) ?? []
  const scale = unit.endsWith('Bytes') ? SIZES[prefix] : undefined
  if (scale === undefined)
    throw new ParseError(file, line.number, say('expected.amount-in-bytes-kbytes-mbytes-or-gbytes'), unit)
  return printedDecimal(value, file, line, say('expected.amount')) * scale
}

/** Bits per second of `24.4 Gbits/sec` or `2814 MBytes/sec`: bits in steps of 1000, bytes in steps of 1024. */
export function iperfBitsPerSecond(value: string, unit: string, file: string, line: Line): number {
  const [, prefix, what] = /^([KMGT]?)(bits|Bytes)\/sec$/.exec(unit) ?? []
  const scale = what === undefined ? undefined : what === 'bits' ? RATES[prefix ?? ''] : (SIZES[prefix ?? ''] ?? 1) * 8
  if (scale === undefined) throw new ParseError(file, line.number, say('expected.rate-in-bits-sec-or-bytes-sec'), unit)
  return printedDecimal(value, file, line, say('expected.rate')) * scale
}

const ROUNDED: Readonly<Record<string, number>> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 }

/**
 * Bytes of `1601 kbytes`, which QEMU means in steps of 1024, or of `1.87 MiB`, which it rounds to three digits and prints
 * like `%.3g`: a whole 1000 as `1e+03` (`size_to_str` of util/cutils.c).
 */
export function qemuBytes(value: string, unit: string, file: string, line: Line): number {
  if (unit === 'kbytes') return printedCount(value, file, line, say('expected.amount')) * 1024
  const scale = Object.hasOwn(ROUNDED, unit) ? ROUNDED[unit] : undefined
  if (scale === undefined)
    throw new ParseError(file, line.number, say('expected.amount-in-kbytes-or-in-b-kib'), line.text)
  return Math.round((value === '1e+03' ? 1000 : printedDecimal(value, file, line, say('expected.amount'))) * scale)
}

/** How far a number may be from what was printed of it, e.g. 0.005 of `3.59`. */
export const halfOfLastDigit = (printed: string): number => 0.5 * 10 ** -(printed.split('.')[1]?.length ?? 0)
