import { formatNumber, formatQuantity } from './quantities.ts'

/** Milliseconds that were measured, with as many digits as that is worth: ms, s, or min and s. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return formatQuantity(ms, 'ms')
  const seconds = ms / 1000
  if (seconds < 120) return formatQuantity(seconds, 's')
  const whole = Math.round(seconds)
  const minutes = formatQuantity(Math.floor(whole / 60), 'min')
  return whole % 60 === 0 ? minutes : `${minutes} ${formatQuantity(whole % 60, 's')}`
}

/** Time that is estimated, as no seconds are known of it: `4.5 min`, `83 min`. */
export const formatEstimate = (ms: number): string => `${formatNumber(ms / 60_000, 2)} min`

/** Time that goes by while somebody watches, in whole seconds: `4 s`, `2 min 05 s`. */
export function formatElapsed(ms: number): string {
  const s = Math.round(ms / 1000)
  return s < 60 ? `${s} s` : `${Math.floor(s / 60)} min ${String(s % 60).padStart(2, '0')} s`
}
