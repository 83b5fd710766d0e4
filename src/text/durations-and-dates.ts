import { formatQuantity } from './quantities.ts'
import { say } from './say.ts'

/** What stands in the place of a figure that does not exist. */
export const NOT_MEASURED = say('not-measured')

/** Milliseconds as a reader would say them: ms, s, or min and s. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return formatQuantity(ms, 'ms')
  const seconds = ms / 1000
  if (seconds < 120) return formatQuantity(seconds, 's')
  const whole = Math.round(seconds)
  const minutes = formatQuantity(Math.floor(whole / 60), 'min')
  return whole % 60 === 0 ? minutes : `${minutes} ${formatQuantity(whole % 60, 's')}`
}

const BYTE_UNITS = ['bytes', 'KiB', 'MiB', 'GiB'] as const

/** Bytes in binary units, as QEMU counts memory. */
export function formatBytes(bytes: number): string {
  const step = bytes < 1024 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log2(bytes) / 10))
  return formatQuantity(bytes / 1024 ** step, BYTE_UNITS[step] ?? 'bytes')
}

/** Bits a second in decimal units, as iperf3 counts them. */
export function formatBitrate(bitsPerSecond: number): string {
  if (bitsPerSecond >= 1e9) return formatQuantity(bitsPerSecond / 1e9, 'Gbit/s')
  if (bitsPerSecond >= 1e6) return formatQuantity(bitsPerSecond / 1e6, 'Mbit/s')
  return formatQuantity(bitsPerSecond / 1e3, 'kbit/s')
}

/** `2026-11-23T20:03:43Z` → `23 November 2026`, in UTC so that every machine prints the same. */
export function formatDate(iso: string, language: string): string {
  // English as the report's: Americans put the month first.
  const locale = language === 'en' ? 'en-GB' : language
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso))
}

/** `2026-11-23T20:03:43Z` → `23 November 2026, 20:03 UTC`. */
export function formatTime(iso: string, language: string): string {
  return `${formatDate(iso, language)}, ${iso.slice(11, 16)} UTC`
}

/** Applies a format where there is a value, and says so where there is none. */
export function orNotMeasured(value: number | null, format: (value: number) => string): string {
  return value === null ? NOT_MEASURED : format(value)
}
