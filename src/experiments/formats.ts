/** `iperf3` as text or `--json`, and `iperf` 2. */
export const IPERF = ['iperf3-json', 'iperf3-text', 'iperf2-text'] as const

/** `perf stat`, however it was asked to print. */
export const PERF_STAT = [
  'perf-stat-text',
  'perf-stat-csv',
  'perf-stat-json',
  'perf-interval-text',
  'perf-interval-csv',
  'perf-interval-json',
] as const

/** What a file that was made by hand may hold, as `measurements/recognise.ts` tells it from its content. */
export const FORMATS = [...IPERF, ...PERF_STAT, 'perf-bench', 'info-migrate'] as const
export type Format = (typeof FORMATS)[number]
/** What a program prints: the lab also asks `ping`. */
export type Output = Format | 'ping'
