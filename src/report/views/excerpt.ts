import type { LoadedTrial } from '../../data/loaded-run.ts'
import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { armsIn, type BlockExperiment, type Configuration } from '../../experiments/catalogue.ts'
import { EXIT_EVENT } from '../../experiments/exit-kinds.ts'
import { labelOf } from '../../findings/model/metric.ts'
import type { ArmExcerptView, ExcerptView } from '../../templates/experiment-shape.ts'
import type { Text } from '../../text/phrase.ts'
import { commandLine } from '../../text/shell.ts'

/** The program of each experiment whose output is shown, and how the lines are found that hold its result. */
const SHOWN: Readonly<Record<BlockExperiment, { program: string; linesOf: (output: string) => string[] }>> = {
  acceleration: {
    program: 'cpu-loop',
    linesOf: (output) => output.split('\n').filter((line) => /,duration_time,/.test(line)),
  },
  network: { program: 'iperf3-to-vm', linesOf: receivedLines },
}

/** Of iperf3’s JSON, how long the receiver counted and what rate that makes. */
function receivedLines(output: string): string[] {
  const lines = output.split('\n').map((line) => line.trim().replaceAll('\t', ' '))
  const from = lines.findIndex((line) => line.startsWith('"sum_received"'))
  if (from < 0) return []
  const sum = lines.slice(from)
  return [sum[0], ...['"seconds"', '"bits_per_second"'].map((key) => sum.find((line) => line.startsWith(key)))].flatMap(
    (line) => line ?? [],
  )
}

/**
 * A command as it was given and what it printed of its result, of the first sample that counts of what a section is about: with
 * either configuration that it compares, where both have one.
 */
export function programExcerpts(
  trials: readonly LoadedTrial[],
  experiment: BlockExperiment,
): (Omit<ArmExcerptView, 'name'> & { name: Text })[] {
  return armsIn(experiment)
    .arms.slice(0, 2)
    .flatMap((configuration) => {
      const excerpt = excerptOf(trials, experiment, configuration)
      return excerpt === null ? [] : [{ name: labelOf(configuration), ...excerpt }]
    })
}

function excerptOf(
  trials: readonly LoadedTrial[],
  experiment: BlockExperiment,
  configuration: Configuration,
): ExcerptView | null {
  const { program, linesOf } = SHOWN[experiment]
  for (const { trial, files } of trials) {
    if (trial.experiment !== experiment || trial.configuration !== configuration) continue
    const sample = trial.samples.find(({ probe, warmup, argv }) => probe === program && !warmup && argv.length > 0)
    const name = sample?.files.output
    const lines = linesOf(files[name ?? ''] ?? '')
    if (sample && name !== undefined && lines.length > 0)
      return { command: commandLine(sample.argv), file: trialPath(trial.id, name), output: lines.join('\n') }
  }
  return null
}

/** What perf counted last of the VM on the host that it left: the interval with the stop lies between two others. */
export function migrationExcerpt(trials: readonly LoadedTrial[]): ExcerptView | null {
  for (const { trial, files } of trials) {
    const { migration } = trial
    if (trial.experiment !== 'migration' || migration?.counting === undefined) continue
    const name = RAW_FILES.kvm[migration.source]
    const exits = (files[name] ?? '').split('\n').filter((line) => line.includes(`,${EXIT_EVENT},`))
    const last = exits.findLastIndex((line) => Number(line.split(',')[1]) > 0)
    if (last < 1 || last + 1 >= exits.length) continue
    return {
      command: commandLine(migration.counting),
      file: trialPath(trial.id, name),
      output: exits
        .slice(last - 1, last + 2)
        .map((line) => line.trim())
        .join('\n'),
    }
  }
  return null
}
