import type { ExperimentDesign } from '../../data/schema.ts'
import { type BlockExperiment, CATALOGUE, controlOf, declared, programsOf } from '../../experiments/catalogue.ts'
import { type PlannedTrial, secondsOf } from '../context/planned-trial.ts'
import { untilHostsEnd } from './plan-failovers.ts'
import { type Repetitions, roundsOf } from './profiles.ts'

/** @param own its trials */
export function blockDesign(
  experiment: BlockExperiment,
  r: Repetitions,
  own: readonly PlannedTrial[],
): ExperimentDesign {
  const { factors, unit, main } = CATALOGUE[experiment]
  const { longSamples } = declared[experiment]
  return {
    experiment,
    factors: factors.map(({ name, levels }) => ({ name, levels: [...levels] })),
    unit,
    configurations: [...new Set(own.map(({ configuration }) => configuration))],
    control: r.controls ? controlOf(experiment) : null,
    ...roundsOf(experiment, r),
    blocks: r.blocks,
    hostBoots: r.hostBoots.eachBlock ? r.blocks.maximum : 1,
    extras: r.extras,
    streamS: longSamples ? r.streamS : null,
    leftOut: r.leftOut.filter((program) => programsOf(experiment).some((one) => one === program)),
    stopping:
      r.targetWidth === null || r.blocks.minimum === r.blocks.maximum
        ? null
        : { metric: main.metric, of: main.of, against: main.against, targetWidth: r.targetWidth },
    estimatedSeconds: Math.round(secondsOf(own) / 2),
  }
}

export const migrationDesign = (migrations: readonly PlannedTrial[], r: Repetitions): ExperimentDesign => ({
  experiment: 'migration',
  factors: CATALOGUE.migration.factors.map(({ name, levels }) => ({ name, levels: [...levels] })),
  unit: CATALOGUE.migration.unit,
  configurations: [...CATALOGUE.migration.arms],
  control: null,
  warmups: 0,
  samples: 1,
  samplesWithoutKvm: 0,
  blocks: { minimum: migrations.length, maximum: migrations.length },
  hostBoots: Math.min(r.hostBoots.migrations, migrations.length),
  extras: null,
  streamS: null,
  leftOut: [],
  stopping: null,
  estimatedSeconds: secondsOf(migrations),
})

export function matrixDesign(matrix: readonly PlannedTrial[], r: Repetitions): ExperimentDesign {
  const { cells, repetitions } = r.matrix
  const settings = [...new Set(cells.map(([setting]) => setting))]
  return {
    experiment: 'matrix',
    unit: CATALOGUE.matrix.unit,
    configurations: settings,
    factors: [
      { name: 'setting', levels: settings },
      { name: 'workload', levels: [...new Set(cells.map(([, workload]) => workload))] },
      ...(repetitions > 1
        ? CATALOGUE.migration.factors.map(({ name, levels }) => ({ name, levels: [...levels] }))
        : []),
    ],
    control: null,
    warmups: 0,
    samples: 1,
    samplesWithoutKvm: 0,
    blocks: { minimum: repetitions, maximum: repetitions },
    hostBoots: Math.min(r.hostBoots.migrations, repetitions),
    extras: null,
    streamS: null,
    leftOut: [],
    stopping: null,
    estimatedSeconds: secondsOf(matrix),
  }
}

export function failoverDesign(failovers: readonly PlannedTrial[]): ExperimentDesign {
  const protectedOnes = failovers.filter(({ configuration }) => configuration === 'colo').length
  return {
    experiment: 'failover',
    factors: CATALOGUE.failover.factors.map(({ name, levels }) => ({ name, levels: [...levels] })),
    unit: CATALOGUE.failover.unit,
    configurations: [...CATALOGUE.failover.arms],
    control: null,
    warmups: 0,
    samples: 1,
    samplesWithoutKvm: 0,
    blocks: { minimum: protectedOnes, maximum: protectedOnes },
    hostBoots: untilHostsEnd(failovers).length,
    extras: null,
    streamS: null,
    leftOut: [],
    stopping: null,
    estimatedSeconds: secondsOf(failovers),
  }
}
