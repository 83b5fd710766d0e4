import { perfKvmStat } from '../synthetic/outputs.ts'
import { eachTrial, type Falsify } from './falsify.ts'

/** Each host had two processors. */
export const twoProcessors: Falsify = (loaded) => ({
  ...loaded,
  environment: { ...loaded.environment, host: { ...loaded.environment.host, cpus: 2 } },
})

/** Whatever ran, the VM was left for ports mostly. */
export const otherKinds: Falsify = eachTrial(
  ({ trial }) => trial.experiment === 'acceleration' && trial.configuration !== 'tcg',
  ({ trial, files }) => ({
    trial,
    files: Object.fromEntries(
      Object.entries(files).map(([name, text]) => [
        name,
        name.endsWith('.steady.counts.txt') ? perfKvmStat({ io: [900, 10], hlt: [100, 10] }) : text,
      ]),
    ),
  }),
)
