import type { Interval } from '../findings/analysis.ts'

/** What stands in the place of a figure that does not exist. */
export const NOT_MEASURED = 'not measured'

/** A no-break space: a number and its unit stay on one line. */
const SPACE = '\u00a0'

/** Decimals that give three significant figures to a number of this size, and none from 100 on. */
export function decimalsOf(value: number): number {
  const size = Math.abs(value)
  if (size === 0 || size >= 100) return 0
  return Math.min(6, 2 - Math.floor(Math.log10(size)))
}

/** e.g. 12345.6 → `12,346`, 0.01234 → `0.0123`. The sign is a real minus. */
export function formatNumber(value: number, decimals = decimalsOf(value)): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits
}

/** e.g. `8.7 to 9.6`, with the decimals of the value that it belongs to. */
export function formatInterval(interval: Interval, decimals: number): string {
  return `${formatNumber(interval.low, decimals)} to ${formatNumber(interval.high, decimals)}`
}

export function withUnit(number: string, unit: string): string {
  return unit === '' ? number : `${number}${SPACE}${unit}`
}

/** Milliseconds as a reader would say them: ms, s, or min and s. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return withUnit(formatNumber(ms), 'ms')
  const seconds = ms / 1000
  if (seconds < 120) return withUnit(formatNumber(seconds), 's')
  const whole = Math.round(seconds)
  return `${withUnit(formatNumber(Math.floor(whole / 60), 0), 'min')} ${withUnit(String(whole % 60), 's')}`
}

/** Bytes in binary units, as QEMU counts memory. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB'] as const
  const step = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return withUnit(formatNumber(bytes / 1024 ** step), units[step] ?? 'bytes')
}

/** Bits a second in decimal units, as iperf3 counts them. */
export function formatBitrate(bitsPerSecond: number): string {
  const [scale, unit] =
    bitsPerSecond >= 1e9 ? [1e9, 'Gbit/s'] : bitsPerSecond >= 1e6 ? [1e6, 'Mbit/s'] : [1e3, 'kbit/s']
  return withUnit(formatNumber(bitsPerSecond / scale), unit)
}

/** `2026-11-23T20:03:43Z` → `23 November 2026`, in UTC so that every machine prints the same. */
export function formatDate(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso))
}

/** `2026-11-23T20:03:43Z` → `23 November 2026, 20:03 UTC`. */
export function formatTime(iso: string): string {
  return `${formatDate(iso)}, ${iso.slice(11, 16)} UTC`
}

/** `1 boot`, `5 boots`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${formatNumber(n, 0)}${SPACE}${n === 1 ? one : many}`
}
