import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { fileNames } from '../assignment/file-names.ts'
import { startBrowser } from '../browser/browser.ts'
import type { Sandbox } from '../browser/sandbox.ts'
import { loadRun } from '../data/load.ts'
import { analyse } from '../findings/analyse.ts'
import { run } from '../process.ts'
import { project } from '../project.ts'
import { renderReport } from '../report/render.ts'
import { findBrowser, findFullBrowser } from '../setup/browser.ts'
import { loadTemplates } from '../templates/templates.ts'
import { createBenchData } from './bench-data.ts'
import { type PreviewTimer, startPreview } from './preview-timer.ts'

/** What is timed, in ms: whole processes, each started cold, but for the preview, which goes on running. */
export interface Times {
  /** Nothing is left of an earlier render: every chart is drawn. */
  first: number
  /** The same data and templates as before. */
  again: number
  /** One raw file has changed since. */
  changed: number
  /** As `again`, with 200 runs in `data/`. */
  amongManyRuns: number
  /** From a changed raw file to the word that the page is new. */
  preview: number
  /** Bare headless Chromium that prints the finished page once. */
  bare: number
}
export type Timed = keyof Times

const STORED_RUNS = 200

/**
 * Writes what the process that it is loaded into used of the computer to the file named by BENCH_USED. Its peak is that of
 * its own memory, as /proc has it: getrusage counts what the bench itself held when it started the process, too.
 */
const USED_HOOK = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync, writeFileSync } from 'node:fs'
  process.on('exit', () => {
    const peakKiB = Number(/VmHWM:\\s+(\\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1])
    const { user, system } = process.cpuUsage()
    writeFileSync(process.env.BENCH_USED, JSON.stringify({ peakKiB, cpuMicroseconds: user + system }))
  })`)}`

const Used = z.object({ peakKiB: z.number(), cpuMicroseconds: z.number() })

/** What our own Node process uses in a render, children left out. */
export interface Use {
  /** The largest resident set of all renders of a round. */
  peakMiB: number
  /** Processor time of a render again. */
  againCpuS: number
}

export interface RenderBench extends AsyncDisposable {
  /** Times everything once; what comes first changes from round to round. */
  round(): Promise<{ times: Times; use: Use }>
  pdfBytes(): number
  /** The browser that prints for us, and the one that prints the finished page. */
  browser: string
  bareBrowser: string
}

/**
 * @param source the run that is rendered
 * @param folder an empty one, for all that the bench writes
 * @param bare program to compare with, by default the system's full browser
 */
export async function createRenderBench(
  source: string,
  folder: string,
  bare: string | undefined,
  signal: AbortSignal,
): Promise<RenderBench> {
  const { root, templates } = project()
  const browser = findBrowser()
  const bareBrowser = bare ?? findFullBrowser() ?? browser?.path ?? ''
  const fence = await fenceOf(bareBrowser)
  const single = createBenchData(path.join(folder, 'one'), source, 0)
  const altered = createBenchData(path.join(folder, 'altered'), source, 0)
  const many = createBenchData(path.join(folder, 'many'), source, STORED_RUNS - 1)
  const identity = { id: 'bench', name: null }
  const loaded = loadRun(path.join(single.folder, 'runs', single.run))
  const loadedTemplates = loadTemplates(templates)
  const { html } = await renderReport({
    analysis: analyse(loaded),
    loaded,
    identity,
    templates: loadedTemplates,
    example: false,
    browser,
    outFolder: folder,
  })
  const page = path.join(folder, 'page.html')
  const usedFile = path.join(folder, 'used.json')
  writeFileSync(page, html)

  const cli = path.join(root, 'src', 'cli.ts')
  const node = [process.execPath, ...process.execArgv]
  const out = (name: string) => path.join(folder, 'out', name)
  let used: (z.infer<typeof Used> & { name: string })[] = []
  const render = async (data: string, name: string) => {
    const { durationMs } = await run([...node, '--import', USED_HOOK, cli, 'report', '--id', identity.id], {
      signal,
      timeoutMs: 120_000,
      env: { LAB_DATA: data, LAB_OUT: out(name), BENCH_USED: usedFile },
    })
    used.push({ name, ...Used.parse(JSON.parse(readFileSync(usedFile, 'utf8'))) })
    return durationMs
  }
  let preview: PreviewTimer | null = null
  const measure: Record<Timed, () => Promise<number>> = {
    first() {
      rmSync(path.join(out('first'), '.cache'), { recursive: true, force: true })
      return render(single.folder, 'first')
    },
    again: () => render(single.folder, 'again'),
    changed() {
      altered.change()
      return render(altered.folder, 'changed')
    },
    amongManyRuns: () => render(many.folder, 'many'),
    async preview() {
      preview ??= await startPreview(
        [process.execPath, path.join(root, 'src', 'setup', 'start.mjs'), 'preview', '--id', identity.id, '--port', '0'],
        {
          LAB_DATA: path.join(folder, 'watched'),
          LAB_OUT: out('preview'),
        },
      )
      return preview.renewalMs(watched.change)
    },
    bare: async () =>
      (
        await run(
          [
            bareBrowser,
            '--headless',
            ...fence.args,
            '--disable-gpu',
            '--no-pdf-header-footer',
            `--print-to-pdf=${path.join(folder, 'bare.pdf')}`,
            page,
          ],
          { signal, timeoutMs: 120_000, env: { ...fence.env } },
        )
      ).durationMs,
  }
  const watched = createBenchData(path.join(folder, 'watched'), source, 0)
  mkdirSync(path.join(folder, 'out'))
  let rounds = 0
  return {
    browser: browser?.path ?? '',
    bareBrowser,
    pdfBytes: () => statSync(path.join(out('again'), fileNames(identity.id, loadedTemplates.report.fileName).pdf)).size,
    async round() {
      const order = Object.keys(measure) as Timed[]
      // Each begins a round in its turn, so that none always finds the machine as the same neighbour left it.
      const turned = [...order.slice(rounds % order.length), ...order.slice(0, rounds % order.length)]
      rounds += 1
      used = []
      const times: Times = { first: 0, again: 0, changed: 0, amongManyRuns: 0, preview: 0, bare: 0 }
      for (const name of turned) times[name] = await measure[name]()
      const again = used.find(({ name }) => name === 'again')
      return {
        times,
        use: {
          peakMiB: Math.max(...used.map(({ peakKiB }) => peakKiB)) / 1024,
          againCpuS: again === undefined ? Number.NaN : again.cpuMicroseconds / 1e6,
        },
      }
    },
    async [Symbol.asyncDispose]() {
      await preview?.[Symbol.asyncDispose]()
    },
  }
}

/** The sandbox that a browser gets on this system, so that both print alike. */
async function fenceOf(executable: string): Promise<Sandbox> {
  await using browser = await startBrowser({ path: executable })
  return browser.sandbox
}
