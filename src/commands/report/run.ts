import path from 'node:path'
import { fileNames, parseFileNamePattern } from '../../assignment/file-names.ts'
import { parseIdentity } from '../../assignment/identity.ts'
import { parseVideoUrl } from '../../assignment/video-url.ts'
import type { Session } from '../../command-line/session.ts'
import { writeAtomically } from '../../data/store.ts'
import { UserError } from '../../errors.ts'
import { project } from '../../project.ts'
import { findBrowser } from '../../setup/browser.ts'
import { ensurePackages } from '../../setup/packages.ts'
import { chosenLanguage } from '../chosen-language.ts'
import { givenRun, newestRun } from '../given-run.ts'
import { keep, kept } from '../kept.ts'
import { writeLedger } from '../ledger-file.ts'
import { measureFirst } from '../measure.ts'
import { unsaidSentence } from '../observations.ts'
import { writableOut } from '../out-folder.ts'
import type { Options } from './options.ts'
import { inputsHash, notePrinted, printedBefore } from './printed.ts'

/**
 * `npm run report`: prints the path of the PDF, and of the HTML where that is wanted; beside it lie the ledger and its
 * tables. All that can be wrong is found before anything is measured. Where nothing has changed since these files were
 * printed, they are left as they are.
 */
export async function run(options: Options, session: Session): Promise<void> {
  const identity = parseIdentity(options)
  const fileName = options.fileName === undefined ? null : parseFileNamePattern(options.fileName)
  const videoUrl = options.videoUrl === undefined ? null : parseVideoUrl(options.videoUrl)
  const language = chosenLanguage(options.language)
  const given = givenRun(options)
  const compareWith = options.compare === undefined ? undefined : (givenRun({ run: options.compare }) ?? undefined)
  await ensurePackages('report', session.signal)
  const out = writableOut()
  const folder = given ?? newestRun() ?? (await measureFirst(session, language))

  if (compareWith === folder) throw new UserError('usage', "A run can't be compared with itself: name an earlier one.")

  const found = findBrowser()
  const note = path.join(out, '.cache', `${identity.id}.printed.json`)
  const inputs = inputsHash({
    folders: [folder, ...(compareWith === undefined ? [] : [compareWith]), project().templates],
    browser: found?.path ?? '',
    asked: [options, identity, fileName, videoUrl, out],
  })
  const before = printedBefore(note, inputs)
  if (before !== null) {
    process.stderr.write(before.stderr)
    process.stdout.write(before.stdout)
    return
  }

  // The browser starts while the run is read and the page is made: first of all, since that leaves it no turn.
  const { startBrowser } = await import('../../browser/browser.ts')
  const browser = startBrowser(found)
  browser.catch(() => undefined)
  try {
    const [{ readReportData }, { ledgerOf, renderReport, supplementOf }, { loadTemplates }] = await Promise.all([
      import('../report-data.ts'),
      import('../../report/render.ts'),
      import('../../templates/templates.ts'),
    ])
    const templates = loadTemplates(project().templates, language)
    let stderr = ''
    const warn = (sentence: string) => {
      process.stderr.write(`${sentence}\n`)
      stderr += `${sentence}\n`
    }
    if (templates.untranslated !== null) warn(templates.untranslated)
    const data = readReportData(folder, templates, compareWith === undefined ? {} : { compareWith })
    const names = fileNames(identity.id, fileName ?? templates.report.fileName)
    const last = path.join(out, '.cache', `${names.pdf}.json`)
    const example = options.example ?? false
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
    })
    const file = path.join(out, names.pdf)
    writeAtomically(file, pdf)
    const ledger = ledgerOf({ ...data, example }, templates.words)
    writeLedger(path.join(out, names.ledger), ledger)
    const { figures, samples } = supplementOf(ledger, data)
    writeAtomically(path.join(out, names.figures), figures)
    writeAtomically(path.join(out, names.samples), samples)
    keep(last, () => reuse)
    if (boxes.length > 0) warn(await boxesSentence(boxes))
    const unsaid = example ? null : unsaidSentence(templates, identity.id)
    if (unsaid !== null) warn(unsaid)
    const files: { pdf: string; html?: string } = { pdf: file }
    if (web !== null) {
      files.html = path.join(out, names.html)
      writeAtomically(files.html, web)
    }
    const stdout = options.json
      ? `${JSON.stringify({ ...files, run: data.loaded.run.id, bytes: pdf.length })}\n`
      : Object.values(files)
          .map((one) => `${one}\n`)
          .join('')
    const beside = [names.ledger, names.figures, names.samples].map((name) => path.join(out, name))
    notePrinted(note, inputs, [...Object.values(files), ...beside], { stdout, stderr })
    process.stdout.write(stdout)
  } finally {
    await (await browser.catch(() => null))?.[Symbol.asyncDispose]()
  }
}

/** A name, a template or what a program printed may hold characters that none of the report's fonts has. */
async function boxesSentence(characters: readonly string[]): Promise<string> {
  const { named, remedy } = await import('../../fonts/fonts.ts')
  const one = characters.length === 1
  return `The report's fonts have no ${named(characters)}: ${one ? 'it is printed as an empty box' : 'they are printed as empty boxes'}. ${remedy()}`
}
