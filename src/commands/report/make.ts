import path from 'node:path'
import { fileNames } from '../../assignment/file-names.ts'
import type { PrintBrowser } from '../../browser/browser.ts'
import { writeAtomically } from '../../data/store.ts'
import { project } from '../../project.ts'
import { keep, kept } from '../kept.ts'
import { ledgerText } from '../ledger-file.ts'
import { unsaidSentence } from '../observations.ts'
import type { Wanted } from './wanted.ts'

/** The files of a report, and what was said of it. */
interface Made {
  files: string[]
  stdout: string
  stderr: string
}

/** Prints the report, and writes it with its ledger and their tables beside it. Nothing is written unless it was printed. */
export async function makeReport(
  { options, identity, fileName, language, videoUrl, out, folder, compareWith }: Wanted,
  browser: Promise<PrintBrowser>,
): Promise<Made> {
  const [{ readReportData }, { ChartDrawer, ledgerOf, renderReport, supplementOf }, { loadTemplates }] =
    await Promise.all([
      import('../report-data.ts'),
      import('../../report/render.ts'),
      import('../../templates/templates.ts'),
    ])
  await using drawer = new ChartDrawer()
  const templates = loadTemplates(project().templates, language)
  let stderr = ''
  const warn = (sentence: string) => {
    process.stderr.write(`${sentence}\n`)
    stderr += `${sentence}\n`
  }
  if (templates.untranslated !== null) warn(templates.untranslated)
  const data = readReportData(folder, templates, compareWith === null ? {} : { compareWith })
  const names = fileNames(identity.id, fileName ?? templates.report.fileName)
  const at = (name: string) => path.join(out, name)
  const last = path.join(out, '.cache', `${names.pdf}.json`)
  const example = options.example ?? false
  const beside = onceMade(() => {
    const ledger = ledgerOf({ ...data, example }, templates.words)
    const { figures, samples } = supplementOf(ledger, data)
    return { [names.ledger]: ledgerText(ledger), [names.figures]: figures, [names.samples]: samples }
  })
  const { pdf, web, reuse, boxes } = await renderReport({
    ...data,
    videoUrl,
    identity,
    templates,
    example,
    edition: options.edition,
    fileName,
    browser,
    outFolder: out,
    web: options.html ?? false,
    reuse: kept(last),
    drawer,
    whilePrinting: beside,
  })
  writeAtomically(at(names.pdf), pdf)
  for (const [name, text] of Object.entries(beside())) writeAtomically(at(name), text)
  keep(last, () => reuse)
  if (boxes.length > 0) warn(await boxesSentence(boxes))
  const unsaid = example ? null : unsaidSentence(templates, identity.id)
  if (unsaid !== null) warn(unsaid)
  const printed: { pdf: string; html?: string } = { pdf: at(names.pdf) }
  if (web !== null) {
    printed.html = at(names.html)
    writeAtomically(printed.html, web)
  }
  const files = Object.values(printed)
  const stdout = options.json
    ? `${JSON.stringify({ ...printed, run: data.loaded.run.id, bytes: pdf.length })}\n`
    : files.map((file) => `${file}\n`).join('')
  return { files: [...files, ...Object.keys(beside()).map(at)], stdout, stderr }
}

/** Makes something when it is asked for first. */
function onceMade<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** A name, a template or what a program printed may hold characters that none of the report's fonts has. */
async function boxesSentence(characters: readonly string[]): Promise<string> {
  const { named, remedy } = await import('../../fonts/fonts.ts')
  const one = characters.length === 1
  return `The report's fonts have no ${named(characters)}: ${one ? 'it is printed as an empty box' : 'they are printed as empty boxes'}. ${remedy()}`
}
