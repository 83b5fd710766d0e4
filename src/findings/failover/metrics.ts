import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { type CATALOGUE, metricsOf } from '../../experiments/catalogue.ts'
import type { Keys } from '../../experiments/names.ts'
import type { Text } from '../../text/phrase.ts'
import { buildMetric, type Metric, planOf } from '../model/metric.ts'
import type { Measurement } from '../reading/measurement.ts'
import type { FailoverResult } from './result.ts'

type Quantity = Keys<typeof CATALOGUE.failover.own.failover>

/** Where each quantity of a failover is read from, and its value; null where it has none. */
export const SOURCES: Readonly<Record<Quantity, { file: string; value: (one: FailoverResult) => number | null }>> = {
  streamMegabitsPerSecond: { file: RAW_FILES.stream, value: ({ streamMegabitsPerSecond }) => streamMegabitsPerSecond },
  checkpoints: { file: RAW_FILES.qmpPrimary, value: ({ checkpoints }) => checkpoints?.count ?? null },
  checkpointsEarly: { file: RAW_FILES.qmpPrimary, value: ({ checkpoints }) => checkpoints?.early ?? null },
  checkpointPauseMs: { file: RAW_FILES.qmpPrimary, value: ({ checkpoints }) => checkpoints?.pauseMs ?? null },
  checkpointIntervalMs: { file: RAW_FILES.qmpPrimary, value: ({ checkpoints }) => checkpoints?.intervalMs ?? null },
  stillPercent: { file: RAW_FILES.qmpPrimary, value: ({ checkpoints }) => checkpoints?.stillPercent ?? null },
  megabytesPerCheckpoint: { file: RAW_FILES.cable, value: ({ megabytesPerCheckpoint }) => megabytesPerCheckpoint },
  roundTripMs: { file: RAW_FILES.answered, value: ({ roundTripMs }) => roundTripMs },
  noticeMs: { file: RAW_FILES.kill, value: ({ noticeMs }) => noticeMs },
  toldMs: { file: 'trial.json', value: ({ toldMs }) => toldMs },
  takeoverMs: { file: RAW_FILES.qmpSecondary, value: ({ takeoverMs }) => takeoverMs },
  gapMs: { file: RAW_FILES.answered, value: ({ gapMs }) => gapMs },
  noSpaceMs: { file: RAW_FILES.qmpSecondary, value: ({ noSpaceMs }) => noSpaceMs },
  coloEndMs: { file: RAW_FILES.qmpPrimary, value: ({ coloEndMs }) => coloEndMs },
  gapBeforeMs: { file: RAW_FILES.answered, value: ({ gapBeforeMs }) => gapBeforeMs },
  firstAnswerMs: { file: RAW_FILES.answered, value: ({ firstAnswerMs }) => firstAnswerMs },
  acknowledgedBefore: { file: RAW_FILES.acknowledged, value: ({ acknowledgedBefore }) => acknowledgedBefore },
  acknowledged: { file: RAW_FILES.acknowledged, value: ({ acknowledged }) => acknowledged },
  missing: { file: RAW_FILES.writer, value: ({ missing }) => missing },
  onBoth: { file: RAW_FILES.diskPrimary, value: ({ disks }) => disks?.both ?? null },
  onPrimaryAlone: { file: RAW_FILES.diskPrimary, value: ({ disks }) => disks?.primaryAlone ?? null },
  onSecondaryAlone: { file: RAW_FILES.diskSecondary, value: ({ disks }) => disks?.secondaryAlone ?? null },
  onNeither: { file: RAW_FILES.diskSecondary, value: ({ disks }) => disks?.neither ?? null },
}

const isQuantity = (key: string): key is Quantity => Object.hasOwn(SOURCES, key)

/** What is summarised over kills, each of which is one trial. @param whyMissing why none has it, a clause */
export const failoverMetrics = (failovers: readonly FailoverResult[], whyMissing: () => Text): Metric[] =>
  metricsOf('failover').flatMap((declaration) => {
    const { id, key, only } = declaration
    if (!isQuantity(key)) return []
    const { file, value } = SOURCES[key]
    const measurements = failovers.flatMap((one): Measurement[] => {
      const number = only?.includes(one.configuration) === false ? null : value(one)
      return number === null
        ? []
        : [
            {
              ...{ experiment: 'failover', configuration: one.configuration, trial: one.trial, block: null },
              ...{ index: 1, warmup: false, metric: id, value: number, source: trialPath(one.trial, file) },
            },
          ]
    })
    return [buildMetric(planOf('failover', declaration, ''), measurements, whyMissing)]
  })
