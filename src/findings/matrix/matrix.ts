import type { HostName } from '../../data/host-name.ts'
import type { LoadedRun } from '../../data/loaded-run.ts'
import { Configuration, type Experiment, Workload } from '../../data/schema.ts'
import { trialPath } from '../../data/trial-path.ts'
import { linesOf, ParseError } from '../../measurements/parse-error.ts'
import { asClause, asSentence } from '../../text/clause.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { resultOf } from '../migration/migration.ts'
import type { MigrationResult } from '../migration/result.ts'
import type { ExperimentResult } from '../model/experiment-result.ts'
import { hostBootLimits } from '../model/limits.ts'
import { trialsOf } from '../model/missing.ts'
import { rigourOf } from '../model/rigour.ts'
import { unlessDamaged } from '../reading/damaged.ts'
import { readOnce } from '../reading/once.ts'
import { type MatrixCell, readCell } from './cell.ts'
import { matrixFindings, type Offered } from './findings.ts'
import { seenOf } from './seen.ts'
import { memoryOf } from './vm-memory.ts'

const cellOf = readOnce('cell', readCell)

/** By setting, then by workload, each in the order of its enumeration; repetitions one after the other. */
function inOrder(a: MatrixCell, b: MatrixCell): number {
  return (
    Configuration.options.indexOf(a.setting) - Configuration.options.indexOf(b.setting) ||
    Workload.options.indexOf(a.workload) - Workload.options.indexOf(b.workload) ||
    a.repetition - b.repetition
  )
}

function memoryIn({ trials }: LoadedRun, experiment: Experiment): number | null {
  const sizes = trials.flatMap(({ trial }) => (trial.experiment === experiment ? (memoryOf(trial.vmArgv) ?? []) : []))
  return sizes[0] ?? null
}

const memories = (loaded: LoadedRun) => ({
  memory: memoryIn(loaded, 'matrix'),
  other: memoryIn(loaded, 'migration'),
})

/** Whether the VM of these migrations is known to have another memory than that of section D. */
function hasOtherMemory(loaded: LoadedRun): boolean {
  const { memory, other } = memories(loaded)
  return memory !== null && other !== null && memory !== other
}

const mebibytes = (bytes: number): string => formatQuantity(bytes / 2 ** 20, 'MiB')

function limitsOf(loaded: LoadedRun, cells: readonly MatrixCell[]): Text[] {
  const tried = cells.filter(({ outcome }) => outcome !== 'not-offered')
  if (tried.length === 0) return []
  const { memory, other } = memories(loaded)
  const groups = [...Map.groupBy(tried, ({ setting, workload }) => `${setting} ${workload}`).values()]
  const fewest = Math.min(...groups.map(({ length }) => length))
  return [
    ...(memory === null || other === null || !hasOtherMemory(loaded)
      ? []
      : [say('limit.matrix.memory', { memory: mebibytes(memory), other: mebibytes(other) })]),
    ...(fewest === 1
      ? [say('limit.matrix.one')]
      : fewest < 5
        ? [say('limit.matrix.few', { n: formatCount(fewest, 'migration') })]
        : []),
    ...oneWayLimit(tried),
    ...(cells.some(({ prediction }) => prediction !== null) ? [say('limit.matrix.model')] : []),
  ]
}

/** Settings that were not tried in both directions: what is theirs and what is the direction's can't be told apart. */
function oneWayLimit(tried: readonly MatrixCell[]): Text[] {
  const groups = [...Map.groupBy(tried, ({ setting, workload }) => `${setting} ${workload}`).values()]
  const ways = groups.map((cells) => new Set(cells.flatMap(({ source }) => source ?? [])))
  const only = ways.filter(({ size }) => size === 1)
  if (only.length === 0) return []
  const from = (host: HostName) => formatWhole(only.filter((sources) => sources.has(host)).length)
  return [
    say('limit.matrix.one-way', {
      one: formatWhole(only.length),
      all: formatWhole(groups.length),
      host1: from('host1'),
      host2: from('host2'),
    }),
  ]
}

/** The capabilities of the run's QEMU, as noted by the first trial that has them. */
function offeredIn({ trials }: LoadedRun, reasons: Text[]): Offered | null {
  const noted = trials.find(({ trial, files }) => trial.experiment === 'matrix' && 'capabilities.txt' in files)
  if (!noted) return null
  const source = trialPath(noted.trial.id, 'capabilities.txt')
  return unlessDamaged(
    () => {
      const lines = linesOf(noted.files['capabilities.txt'] ?? '', source).filter(({ text }) => text !== '')
      const wrong = lines.find(({ text }) => !/^[a-z][a-z0-9-]*$/.test(text))
      if (wrong !== undefined || lines.length === 0)
        throw new ParseError(
          source,
          wrong?.number ?? null,
          say('expected.names-of-capabilities-a-line-each'),
          wrong?.text,
        )
      return { capabilities: lines.map(({ text }) => text), source }
    },
    (reason) => reasons.push(asSentence(reason)),
  )
}

/** Migrations of section D, which repeat one setting; what is damaged of them is told there. */
const repeatedIn = ({ trials, run }: LoadedRun): MigrationResult[] =>
  trials.flatMap((loadedTrial) => {
    const { experiment, migration } = loadedTrial.trial
    if (experiment !== 'migration' || migration === null || run.hosts.kind === 'by-hand') return []
    const result = unlessDamaged(
      () => resultOf(loadedTrial),
      () => {},
    )
    return result === null ? [] : [result]
  })

export interface MatrixResult extends ExperimentResult {
  /** In the order of settings and workloads. */
  cells: MatrixCell[]
  /** Memory of the VM by its command line, bytes; null without trials. */
  memoryBytes: number | null
}

/** Settings of the migration times workloads of the VM, one migration a cell and repetition. */
export function analyseMatrix(loaded: LoadedRun): MatrixResult {
  const found = loaded.trials.filter(({ trial }) => trial.experiment === 'matrix').map(cellOf)
  const cells = found.flatMap(({ cell }) => cell ?? []).toSorted(inOrder)
  const { notMeasured, ...trials } = trialsOf(loaded, 'matrix')
  const reasons = [...notMeasured, ...found.flatMap((one) => one.notMeasured)]
  const why = cells.length > 0 ? say('reason.no-migration-has-it') : asClause(reasons[0] ?? say('reason.no-matrix'))
  const offered = offeredIn(loaded, reasons)
  const rigour = rigourOf(loaded, 'matrix', [])
  const memory = memoryIn(loaded, 'matrix')
  return {
    metrics: [],
    cells,
    memoryBytes: memory,
    findings: [
      ...matrixFindings(cells, offered, loaded.environment.host.qemuVersion ?? say('not-known'), why, memory),
      ...seenOf(cells, { migrations: repeatedIn(loaded), otherMemory: hasOtherMemory(loaded) }),
    ],
    trials,
    notMeasured: reasons,
    limits: [...limitsOf(loaded, cells), ...hostBootLimits(loaded, rigour.orderRun)],
    ...rigour,
  }
}
