import type { ProcessOptions, ProcessOutcome } from '../process.ts'

/** `tryRun` of the process layer, loaded where something is run: a report whose packages are there would wait for it. */
export const tryRun = async (argv: readonly string[], options?: ProcessOptions): Promise<ProcessOutcome> =>
  (await import('../process.ts')).tryRun(argv, options)
