import { z } from 'zod'

/**
 * What a file that was made by hand holds, as told from its content: see `measurements/recognise.ts`. The files of the lab
 * need none, since the lab asks each tool for one format only.
 */
export const Format = z.enum([
  'iperf3-json',
  'iperf3-text',
  'iperf2-text',
  'perf-stat-text',
  'perf-stat-csv',
  'perf-stat-json',
  'perf-interval-text',
  'perf-interval-csv',
  'perf-interval-json',
  'perf-bench',
  'info-migrate',
])
export type Format = z.infer<typeof Format>
