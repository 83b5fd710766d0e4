import { isMainOfNetwork } from '../../../charts/network.ts'
import type { BlockExperiment } from '../../../experiments/catalogue.ts'
import { EXPERIMENT_TABLES, type ExperimentTable } from '../../../experiments/catalogue.ts'
import { EXIT_METRICS } from '../../../experiments/network-programs.ts'
import type { Analysis } from '../../../findings/analysis.ts'
import type { ViewModel } from '../../../templates/shape.ts'
import type { TableId } from '../../../templates/vocabulary.ts'
import { say } from '../../../text/phrase.ts'
import { type Spoken, spoken } from '../../../text/spoken.ts'
import type { Words } from '../../../text/words.ts'
import { clocksTable } from './clocks.ts'
import { comparedTable } from './compared.ts'
import { controlsTable } from './controls.ts'
import { designTable } from './design.ts'
import { exitReasonsTable } from './exit-reasons.ts'
import { failoversTable } from './failovers.ts'
import { faultsTable } from './faults.ts'
import { machinesTable } from './machines.ts'
import { matrixTable } from './matrix.ts'
import { isEffect, metricsTable } from './metrics.ts'
import { migrationsTable } from './migrations.ts'
import { migrationsByHandTable } from './migrations-by-hand.ts'
import { predictionTable } from './prediction.ts'
import { samplesTable } from './samples.ts'
import { statisticsTable } from './statistics.ts'
import type { NumberedTable } from './table.ts'
import { translatorTable } from './translator.ts'

/** Tables of experiments that are not the one that every experiment of blocks has, named as itself. */
const OWN: Readonly<
  Record<Exclude<ExperimentTable, BlockExperiment> | 'network', (analysis: Analysis) => NumberedTable>
> = {
  'exit-reasons': ({ acceleration }) => exitReasonsTable(acceleration),
  translator: ({ acceleration }) => translatorTable(acceleration),
  'controls-acceleration': ({ acceleration }) => controlsTable(acceleration.controls),
  network: ({ network }) =>
    metricsTable(
      network.metrics.filter((metric) => isEffect(metric) && isMainOfNetwork(metric)),
      network.notMeasured,
    ),
  'network-costs': ({ network }) =>
    metricsTable(
      network.metrics.filter(({ role }) => role === 'cost'),
      network.notMeasured,
    ),
  exits: ({ network }) =>
    metricsTable(
      network.metrics.filter((metric) => EXIT_METRICS.includes(metric.id)),
      network.trials.finished > 0 ? [say('chart.exits.none')] : network.notMeasured,
    ),
  'controls-network': ({ network }) => controlsTable(network.controls),
  migrations: ({ migration }) => migrationsTable(migration),
  clocks: ({ migration }) => clocksTable(migration),
  'migrations-by-hand': ({ migration }) => migrationsByHandTable(migration),
  matrix: ({ matrix }) => matrixTable(matrix),
  prediction: ({ matrix }) => predictionTable(matrix),
  failovers: failoversTable,
  faults: faultsTable,
}

/** Tables of the run as a whole. */
const WHOLE: Readonly<
  Record<Exclude<TableId, ExperimentTable>, (analysis: Analysis, view: ViewModel) => NumberedTable>
> = {
  design: designTable,
  compared: ({ compared }) => comparedTable(compared),
  machines: (_, view) => machinesTable(view),
  samples: (_, view) => samplesTable(view),
  statistics: statisticsTable,
}

const isOwn = (id: ExperimentTable): id is keyof typeof OWN => Object.hasOwn(OWN, id)
const isOfExperiment = (id: TableId): id is ExperimentTable => EXPERIMENT_TABLES.some((one) => one === id)

/** A table of an experiment. */
export function experimentTable(id: ExperimentTable, analysis: Analysis): NumberedTable {
  if (isOwn(id)) return OWN[id](analysis)
  const { metrics, notMeasured } = analysis[id]
  return metricsTable(metrics.filter(isEffect), notMeasured)
}

/** Every table that a template may show. */
export function buildTable(id: TableId, analysis: Analysis, view: ViewModel, words: Words): Spoken<NumberedTable> {
  return spoken(isOfExperiment(id) ? experimentTable(id, analysis) : WHOLE[id](analysis, view), words)
}
