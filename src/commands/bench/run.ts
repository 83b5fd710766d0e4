import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { median } from 'simple-statistics'
import { createRenderBench, type Timed, type Times, type Use } from '../../bench/render-bench.ts'
import type { Session } from '../../command-line/session.ts'
import { readRun } from '../../data/load.ts'
import { listRuns } from '../../data/store.ts'
import { UserError } from '../../errors.ts'
import { project } from '../../project.ts'
import { ensurePackages } from '../../setup/packages.ts'
import { givenRun } from '../given-run.ts'
import type { Options } from './options.ts'

/** One quotient of times that were taken in the same round. */
interface Ratio {
  of: Timed
  against: Timed
  what: string
  /** More than this is too slow. */
  atMost: number
}

const RATIOS: readonly Ratio[] = [
  { of: 'first', against: 'bare', what: 'first render, every chart drawn', atMost: 1.5 },
  { of: 'again', against: 'bare', what: 'render again', atMost: 1.25 },
  { of: 'changed', against: 'bare', what: 'render, one data file changed', atMost: 1.3 },
  { of: 'preview', against: 'bare', what: 'preview renewed', atMost: 0.12 },
  { of: 'amongManyRuns', against: 'again', what: 'among 200 runs, to one', atMost: 1.1 },
]

/** More than this of other things is too much. */
const AT_MOST = { againCpuS: 1, peakMiB: 200, pdfKilobytes: 400 }

interface Result extends Use {
  ratios: (Ratio & { median: number; min: number; max: number })[]
  rounds: Times[]
  pdfBytes: number
  browser: string
  bareBrowser: string
}

/** `npm run bench`: renders against bare headless Chromium, whole processes, npm's own start left out. */
export async function run(options: Options, { signal }: Session): Promise<void> {
  if (options.lab) return benchLab(options)
  await ensurePackages('report', signal)
  const source = givenRun(options.run === undefined ? { example: true } : { run: options.run }) ?? ''
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'))
  try {
    await using renders = await createRenderBench(source, folder, options.bare, signal)
    const rounds: Times[] = []
    const uses: Use[] = []
    // The first round fills the caches of the disk and of compiled code, and is not counted.
    for (let i = 0; i <= options.runs; i++) {
      const round = await renders.round()
      uses.push(round.use)
      if (i > 0) rounds.push(round.times)
      const times = Object.entries(round.times).map(([name, ms]) => `${name} ${ms.toFixed(0)}`)
      process.stderr.write(`${i === 0 ? 'warm-up' : `round ${i}`}, ms: ${times.join(', ')}\n`)
    }
    const ratios = RATIOS.map((ratio) => {
      const all = rounds.map((times) => times[ratio.of] / times[ratio.against])
      return { ...ratio, median: median(all), min: Math.min(...all), max: Math.max(...all) }
    })
    const { browser, bareBrowser } = renders
    const result: Result = {
      ratios,
      rounds,
      peakMiB: Math.max(...uses.map((use) => use.peakMiB)),
      againCpuS: median(uses.slice(1).map((use) => use.againCpuS)),
      pdfBytes: renders.pdfBytes(),
      browser,
      bareBrowser,
    }
    process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : describe(result))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Where the time went of a run, by default the newest one. */
async function benchLab({ run, json }: Options): Promise<void> {
  const folder =
    run === undefined ? listRuns(project().data).find((one) => one.run !== null)?.folder : givenRun({ run })
  if (folder == null) throw new UserError('usage', 'There is no run whose time could be told: “npm run lab” makes one.')
  const { describeLabTime, labTime } = await import('../../bench/lab-time.ts')
  const read = readRun(folder)
  if (read.parts.length > 0)
    throw new UserError(
      'usage',
      `${folder} was merged of parts; where the time of one of them went is told with --run.`,
    )
  const time = labTime(read)
  if (time === null)
    throw new UserError('data', `${folder} was measured by a version that did not note where its time went.`)
  process.stdout.write(json ? `${JSON.stringify(time, null, 2)}\n` : describeLabTime(time))
}

function describe({ ratios, rounds, peakMiB, againCpuS, pdfBytes, browser, bareBrowser }: Result): string {
  const medianMs = (name: Timed) => median(rounds.map((times) => times[name])).toFixed(0)
  const lines = ratios.map(
    ({ of, what, atMost, median, min, max }) =>
      `${what.padEnd(33)} ${medianMs(of).padStart(5)} ms   ${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)}), ` +
      `wanted: at most ${atMost}`,
  )
  return [
    `${'bare headless Chromium'.padEnd(33)} ${medianMs('bare').padStart(5)} ms   1 (${bareBrowser}; ours prints with ${browser})`,
    ...lines,
    `${'our processor time, render again'.padEnd(33)} ${againCpuS.toFixed(2).padStart(5)} s    wanted: at most ${AT_MOST.againCpuS}`,
    `${'peak memory of Node'.padEnd(33)} ${peakMiB.toFixed(0).padStart(5)} MiB  wanted: at most ${AT_MOST.peakMiB}`,
    `${'PDF'.padEnd(33)} ${(pdfBytes / 1000).toFixed(0).padStart(5)} kB   wanted: at most ${AT_MOST.pdfKilobytes}`,
    `Medians of ${rounds.length} rounds; ratios are taken within a round.`,
  ]
    .map((line) => `${line}\n`)
    .join('')
}
