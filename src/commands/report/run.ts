import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Identity, parseIdentity, reportFileName } from '../../assignment/identity.ts'
import { parseVideoUrl } from '../../assignment/video-url.ts'
import type { Session } from '../../command-line/session.ts'
import { writeAtomically } from '../../data/store.ts'
import { UserError } from '../../errors.ts'
import { project } from '../../project.ts'
import { findBrowser } from '../../setup/browser.ts'
import { ensurePackages } from '../../setup/packages.ts'
import { givenRun, newestRun } from '../given-run.ts'
import { ledgerFile, writeLedger } from '../ledger-file.ts'
import { measureFirst } from '../measure.ts'
import { writableOut } from '../out-folder.ts'
import type { Options } from './options.ts'

/** `npm run report`: prints the path of the PDF, and of the HTML where that is wanted; beside it lies the ledger. All that can be wrong is found before anything is measured. */
export async function run(options: Options, session: Session): Promise<void> {
  const identity = parseIdentity(options)
  const fileName = reportFileName(identity.id, options.fileName)
  const videoUrl = options.videoUrl === undefined ? null : parseVideoUrl(options.videoUrl)
  const given = givenRun(options)
  const compareWith = options.compare === undefined ? undefined : (givenRun({ run: options.compare }) ?? undefined)
  await ensurePackages('report', session.signal)
  const out = writableOut()
  const folder = given ?? newestRun() ?? (await measureFirst(session))

  if (compareWith === folder) throw new UserError('usage', "A run can't be compared with itself: name an earlier one.")

  // The browser starts while the run is read and the page is made: first of all, since that leaves it no turn.
  const { startBrowser } = await import('../../browser/browser.ts')
  const browser = startBrowser(findBrowser())
  browser.catch(() => undefined)
  try {
    const [{ readReportData }, { ledgerOf, renderReport }, { loadTemplates }] = await Promise.all([
      import('../report-data.ts'),
      import('../../report/render.ts'),
      import('../../templates/templates.ts'),
    ])
    const templates = loadTemplates(project().templates)
    for (const sentence of templates.untranslated) process.stderr.write(`${sentence} English stands in its place.\n`)
    const data = readReportData(folder, templates, compareWith === undefined ? {} : { compareWith })
    const last = path.join(out, '.cache', `${fileName}.json`)
    const example = options.example ?? false
    const { pdf, web, reuse } = await renderReport({
      ...data,
      videoUrl,
      identity,
      templates,
      example,
      browser,
      outFolder: out,
      web: options.html ?? false,
      reuse: keptReuse(last),
    })
    const file = path.join(out, fileName)
    writeAtomically(file, pdf)
    writeLedger(ledgerFile(file), ledgerOf({ ...data, example }, templates.words))
    keepReuse(last, reuse)
    await warnOfBoxes(identity)
    const files: { pdf: string; html?: string } = { pdf: file }
    if (web !== null) {
      files.html = file.replace(/\.pdf$/, '.html')
      writeAtomically(files.html, web)
    }
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ ...files, run: data.loaded.run.id, bytes: pdf.length })}\n`
        : Object.values(files)
            .map((one) => `${one}\n`)
            .join(''),
    )
  } finally {
    await (await browser.catch(() => null))?.[Symbol.asyncDispose]()
  }
}

/** A name may hold characters that none of the report's fonts has. */
async function warnOfBoxes({ name }: Identity): Promise<void> {
  if (name === null) return
  const { uncovered } = await import('../../fonts/fonts.ts')
  const boxes = await uncovered(name)
  if (boxes.length === 0) return
  process.stderr.write(
    `The report's fonts have no ${boxes.join(' ')}: it is printed as an empty box; write the name without it.\n`,
  )
}

/** What the last render of this report left, where it did. */
function keptReuse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** A render must not fail for what only the next one would be quicker with. */
function keepReuse(file: string, reuse: unknown): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    writeAtomically(file, JSON.stringify(reuse))
  } catch {}
}
