import type { LoadedRun } from '../../data/loaded-run.ts'
import type { Experiment, Sample } from '../../data/schema.ts'
import { namesOf } from '../../experiments/names.ts'
import { DATAGRAM_PROGRAMS, WITHOUT_OFFLOADS } from '../../experiments/network-programs.ts'
import { eachTrial, type Falsify } from './falsify.ts'

const keeping = (experiment: Experiment, keep: (sample: Sample, all: readonly Sample[]) => boolean): Falsify =>
  eachTrial(
    ({ trial }) => trial.experiment === experiment,
    ({ trial, files }) => ({
      trial: { ...trial, samples: trial.samples.filter((sample) => keep(sample, trial.samples)) },
      files,
    }),
  )

const EXTRAS: readonly string[] = [...DATAGRAM_PROGRAMS, ...namesOf(WITHOUT_OFFLOADS)]

/** Neither datagrams nor streams without offloads were tried, as a short profile leaves them out. */
export const withoutExtras: Falsify = keeping('network', ({ probe }) => !EXTRAS.includes(probe))

/** Of each program one sample a boot, and no warm-up. */
export const oneSample: Falsify = (loaded: LoadedRun) =>
  keeping(
    'acceleration',
    (sample, all) => !sample.warmup && all.find(({ probe, warmup }) => probe === sample.probe && !warmup) === sample,
  )(loaded)

/** Extra counts were made in the first boot alone. */
export const oneWindow: Falsify = eachTrial(
  ({ trial }) => trial.experiment === 'acceleration' && trial.repetition > 1,
  ({ trial, files }) => ({ trial: { ...trial, windows: [] }, files }),
)
