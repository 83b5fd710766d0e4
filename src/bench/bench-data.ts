import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Program, Trial } from '../data/schema.ts'
import { runsFolder } from '../data/store.ts'
import { TRIAL_FILE, TRIALS_FOLDER } from '../data/trial-path.ts'

/** A data folder of the bench: the run that is rendered, and others that were created before it. */
export interface BenchData {
  folder: string
  /** The run that is rendered, the newest. */
  run: string
  /** Changes one sample of one raw file, so that the next render has other data. */
  change(): void
}

/** Copies a run into a data folder of its own, beside `others` older ones. */
export function createBenchData(folder: string, source: string, others: number): BenchData {
  const runs = runsFolder(folder)
  mkdirSync(runs, { recursive: true })
  const settings = JSON.parse(readFileSync(path.join(source, 'run.json'), 'utf8')) as Record<string, unknown>
  const write = (name: string, createdAt: string) =>
    writeFileSync(
      path.join(runs, name, 'run.json'),
      JSON.stringify({ ...settings, id: name, createdAt, status: 'complete' }),
    )
  for (let i = 0; i < others; i++) {
    const name = `20200101T${String(i).padStart(6, '0')}Z-bench`
    mkdirSync(path.join(runs, name))
    // What is not rendered is not read; a listing reads run.json alone.
    symlinkSync(path.join(source, TRIALS_FOLDER), path.join(runs, name, TRIALS_FOLDER))
    write(name, '2020-01-01T00:00:00.000Z')
  }
  const run = '20990101T000000Z-bench'
  cpSync(source, path.join(runs, run), { recursive: true })
  write(run, '2099-01-01T00:00:00.000Z')
  const file = throughputFile(path.join(runs, run, TRIALS_FOLDER))
  const original = readFileSync(file, 'utf8')
  let changes = 0
  return {
    folder,
    run,
    change() {
      changes += 1
      writeFileSync(
        file,
        original.replace(/("bits_per_second":\s*)[\d.e+]+/g, (_, key: string) => `${key}${1e8 + changes}`),
      )
    },
  }
}

const THROUGHPUT: Program = 'iperf3-to-vm'

/** A raw output of iperf3, whose figure stands in table, chart and text of section C. */
function throughputFile(trials: string): string {
  for (const trial of readdirSync(trials).sort()) {
    const { samples } = Trial.parse(JSON.parse(readFileSync(path.join(trials, trial, TRIAL_FILE), 'utf8')))
    const output = samples.find(({ probe, warmup }) => probe === THROUGHPUT && !warmup)?.files.output
    if (output !== undefined) return path.join(trials, trial, output)
  }
  throw new Error('the run has no output of iperf3 that could be changed')
}
