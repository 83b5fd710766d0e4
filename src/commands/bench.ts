import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { median } from 'simple-statistics'
import { loadRun } from '../data/load.ts'
import { UserError } from '../errors.ts'
import { analyse } from '../findings/analyse.ts'
import { run } from '../process.ts'
import { project } from '../project.ts'
import { renderReport } from '../report/render.ts'
import { findBrowser, findFullBrowser } from '../setup/browser.ts'
import { ensurePackages } from '../setup/packages.ts'
import { isRoot } from '../setup/user.ts'
import { givenRun } from './report.ts'
import type { Session } from './session.ts'

export interface BenchOptions {
  runs: string
  run?: string
  bare?: string
  json?: boolean
}

/** One round of cold processes. */
interface Pair {
  renderMs: number
  /** With nothing that an earlier render left: two prints, and every chart drawn. */
  firstMs: number
  firstRatio: number
  bareMs: number
  ratio: number
  /** Largest resident set of our own Node process, children left out. */
  peakMiB: number
}

/** All pairs, and their medians; `peakMiB` is the largest. */
interface Result extends Pair {
  pairs: Pair[]
  pdfBytes: number
  /** The browser that prints for us, and the one that prints the finished page. */
  browser: string
  bareBrowser: string
}

/** Writes the peak of the process that it is loaded into to the file named by BENCH_MEMORY. */
const MEMORY_HOOK = `data:text/javascript,${encodeURIComponent(`
  import { writeFileSync } from 'node:fs'
  process.on('exit', () => writeFileSync(process.env.BENCH_MEMORY, String(process.resourceUsage().maxRSS)))`)}`

/** `npm run bench`: the whole re-render against bare headless Chromium, whole processes, npm's own start left out. */
export async function bench(options: BenchOptions, { signal }: Session): Promise<void> {
  if (!/^[1-9]\d{0,2}$/.test(options.runs)) {
    throw new UserError('usage', `${JSON.stringify(options.runs)} pairs can't be run: give 1 to 999, `
      + 'for example --runs 10.')
  }
  await ensurePackages('report', signal)
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'))
  try {
    const printer = await prepare(folder, options, signal)
    const pairs: Pair[] = []
    // The first pair fills the caches of the disk and of compiled code, and is not counted.
    for (let i = 0; i <= Number(options.runs); i++) {
      const pair = await printer.pair(i % 2 === 0)
      if (i > 0) pairs.push(pair)
      process.stderr.write(`${i === 0 ? 'warm-up' : `pair ${i}`}: render ${pair.renderMs.toFixed(0)} ms, `
        + `first render ${pair.firstMs.toFixed(0)} ms, bare ${pair.bareMs.toFixed(0)} ms, ratio ${pair.ratio.toFixed(2)}\n`)
    }
    const result: Result = {
      pairs,
      ratio: median(pairs.map((pair) => pair.ratio)),
      firstMs: median(pairs.map((pair) => pair.firstMs)),
      firstRatio: median(pairs.map((pair) => pair.firstRatio)),
      renderMs: median(pairs.map((pair) => pair.renderMs)),
      bareMs: median(pairs.map((pair) => pair.bareMs)),
      peakMiB: Math.max(...pairs.map((pair) => pair.peakMiB)),
      pdfBytes: statSync(printer.pdf).size,
      browser: printer.browser,
      bareBrowser: printer.bareBrowser,
    }
    process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : describe(result))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function describe(result: Result): string {
  const ratios = result.pairs.map((pair) => pair.ratio)
  const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`
  return [
    `render again, cold      ${result.renderMs.toFixed(0)} ms (median of ${ratios.length}; ${result.browser})`,
    `first render            ${result.firstMs.toFixed(0)} ms (two prints, every chart drawn)`,
    `bare headless Chromium  ${result.bareMs.toFixed(0)} ms (${result.bareBrowser})`,
    `ratio                   ${result.ratio.toFixed(2)} (${range}), at most 1.3 wanted; first render ${result.firstRatio.toFixed(2)}`,
    `peak memory of Node     ${result.peakMiB.toFixed(0)} MiB, at most 250 MB wanted`,
    `PDF                     ${(result.pdfBytes / 1000).toFixed(0)} kB, at most 1 MB wanted`,
  ].map((line) => `${line}\n`).join('')
}

/** The finished HTML for the bare browser, and how both sides are run. */
async function prepare(folder: string, { run: wanted, bare: named }: BenchOptions, signal: AbortSignal) {
  const { root, templates } = project()
  const example = wanted === undefined
  const runFolder = givenRun(example ? { example } : { run: wanted }) ?? ''
  const loaded = loadRun(runFolder)
  const browser = findBrowser()
  const bareBrowser = named ?? findFullBrowser() ?? browser?.path ?? ''
  const identity = { id: 'bench', name: null }
  const { html } = await renderReport({
    analysis: analyse(loaded), loaded, identity, templatesFolder: templates, example, browser, outFolder: folder,
  })
  const page = path.join(folder, 'page.html')
  const memory = path.join(folder, 'memory')
  const pdf = path.join(folder, 'HW1_bench.pdf')
  writeFileSync(page, html)
  const render = [
    process.execPath, ...process.execArgv, '--import', MEMORY_HOOK, path.join(root, 'src', 'cli.ts'), 'report', '--id', identity.id,
    ...(example ? ['--example'] : ['--run', wanted]),
  ]
  const bare = [
    bareBrowser, '--headless', ...(isRoot() ? ['--no-sandbox'] : []), '--disable-gpu', '--no-pdf-header-footer',
    `--print-to-pdf=${path.join(folder, 'bare.pdf')}`, page,
  ]
  const time = async (argv: readonly string[]) =>
    (await run(argv, { signal, timeoutMs: 120_000, env: { LAB_OUT: folder, BENCH_MEMORY: memory } })).durationMs
  const peakMiB = () => Number(readFileSync(memory, 'utf8')) / 1024
  return {
    pdf,
    browser: browser?.path ?? '',
    bareBrowser,
    /** Which side comes first alternates, so that neither always finds the machine as the other left it. */
    async pair(renderFirst: boolean): Promise<Pair> {
      const early = renderFirst ? await time(render) : await time(bare)
      const late = renderFirst ? await time(bare) : await time(render)
      const [renderMs, bareMs] = renderFirst ? [early, late] : [late, early]
      const peakAgainMiB = peakMiB()
      rmSync(path.join(folder, '.cache'), { recursive: true, force: true })
      const firstMs = await time(render)
      return {
        renderMs, firstMs, bareMs, ratio: renderMs / bareMs, firstRatio: firstMs / bareMs,
        peakMiB: Math.max(peakAgainMiB, peakMiB()),
      }
    },
  }
}
